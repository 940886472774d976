package io.convoy.jobs.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.Typed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistanceSettingsTest {

  @Test
  void theDefaultsAreThoseOfThePythonLibraries() {
    assertThat(settings("--source a --target b --out o").method())
        .isEqualTo(new DistanceMethod.Sliced(50, 2, 0));
    assertThat(settings("--source a --target b --out o --method gaussian").method())
        .isEqualTo(new DistanceMethod.Gaussian());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "--target b --out o => source is required",
        "--source a --target b --out o --order 0.5 => order must be >= 1 and finite, got 0.5",
        "--source a --target b --out o --projections 0 => projections must be >= 1, got 0",
        "--source a --target b --out o --method gaussian --order 1 => order is for method sliced only"
      })
  void whatMakesNoSenseIsSaidInOneSentence(String args, String sentence) {
    assertThatThrownBy(() -> settings(args))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining(sentence);
  }

  private static DistanceSettings settings(String args) {
    return Typed.settings(DistanceSettings.class, args.split(" "));
  }
}
