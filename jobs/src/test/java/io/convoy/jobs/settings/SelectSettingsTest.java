package io.convoy.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectSettingsTest {

  private static SelectSettings settings(String budget) {
    return SelectTestCommand.parsed("--pool=p", "--target=t", "--out=o", "--budget=" + budget)
        .settings();
  }

  @Test
  void budgetsAreRowsSharesTokensOrFound() {
    assertThat(settings("500").rules().budget()).isEqualTo(new Budget.Rows(500));
    assertThat(new Budget.Share(0.05).of(1010)).isEqualTo(51);
    assertThat(settings("0.01%").rules().budget()).isEqualTo(new Budget.Share(0.0001));
    assertThat(new Budget.Share(0.0001).of(100)).isEqualTo(1);
    assertThat(settings("Tokens:3000000000").rules().budget())
        .isEqualTo(new Budget.Tokens(3_000_000_000L));
    assertThat(settings("auto").rules().budget()).isEqualTo(new Budget.Automatic());
  }

  @Test
  void quotasAreNumbersOrSharesOfTheBudget() {
    QuotaSetting web = QuotaSetting.parse("source:web:en=10%..40%");
    assertThat(web.column()).isEqualTo("source");
    assertThat(web.value()).isEqualTo("web:en");
    assertThat(web.least().orElseThrow().of(101, true)).isEqualTo(11);
    assertThat(web.most().orElseThrow().of(101, false)).isEqualTo(40);
    QuotaSetting books = QuotaSetting.parse("source:books=5..");
    assertThat(books.least().orElseThrow().of(3, true)).isEqualTo(5);
    assertThat(books.most()).isEmpty();
    for (String wrong :
        List.of("web=1..2", "source:web=..", "source:web=5", "s:w=-1..", "s:w=..101%")) {
      assertThatThrownBy(() -> QuotaSetting.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("quota must be COLUMN:VALUE=MIN..MAX");
    }
  }

  @Test
  void transportIsTheDefault() {
    assertThat(settings("1").method()).isEqualTo(SelectionMethod.OT);
    assertThat(settings("1").labelCost()).isZero();
  }
}
