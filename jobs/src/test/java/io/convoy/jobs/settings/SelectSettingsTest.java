package io.convoy.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SelectSettingsTest {

  private static SelectSettings settings(String budget) {
    return SelectTestCommand.parsed("--pool=p", "--target=t", "--out=o", "--budget=" + budget)
        .settings();
  }

  @Test
  void budgetsAreRowsOrSharesOfThePool() {
    assertThat(settings("500").budget().of(1000)).isEqualTo(500);
    assertThat(settings("5%").budget().of(1010)).isEqualTo(51);
    assertThat(settings("0.01%").budget().of(100)).isEqualTo(1);
    assertThat(settings("100%").budget().of(7)).isEqualTo(7);
  }

  @Test
  void transportIsTheDefault() {
    assertThat(settings("1").method()).isEqualTo(SelectionMethod.OT);
    assertThat(settings("1").labelCost()).isZero();
  }
}
