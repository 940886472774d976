package io.convoy.jobs.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.jobs.settings.Typed;
import io.convoy.mixture.PerformanceForm;
import org.junit.jupiter.api.Test;

class ProjectSettingsTest {

  private static ProjectSettings settings(String... options) {
    String[] args = new String[options.length + 4];
    System.arraycopy(options, 0, args, 4, options.length);
    args[0] = "--sources=s";
    args[1] = "--target=t";
    args[2] = "--pilots=p";
    args[3] = "--out=o";
    return Typed.settings(ProjectSettings.class, args);
  }

  @Test
  void formsAreChosenFromUnlessOneIsGiven() {
    assertThat(settings("--size=9").form().forms())
        .containsExactly(PerformanceForm.LINEAR, PerformanceForm.FULL);
    assertThat(settings("--size=9", "--form=full").form().forms())
        .containsExactly(PerformanceForm.FULL);
  }

  @Test
  void mixturesAreOptionalAndRowsAreNotRepeated() {
    assertThat(settings("--size=9").mixtures()).isEmpty();
    assertThat(settings("--size=9", "--mixtures=m").mixtures()).isPresent();
    assertThat(settings("--size=9").replacement()).isFalse();
  }

  @Test
  void performanceIsNotTheSize() {
    assertThatThrownBy(() -> settings("--size=9", "--performance=size"))
        .hasMessage("performance cannot be the column size");
    assertThatThrownBy(() -> settings("--size=9", "--sample=0"))
        .hasMessage("sample must be >= 1, got 0");
  }
}
