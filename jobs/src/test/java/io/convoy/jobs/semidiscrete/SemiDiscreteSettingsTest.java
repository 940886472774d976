package io.convoy.jobs.semidiscrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.Typed;
import io.convoy.semidiscrete.Law;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SemiDiscreteSettingsTest {

  @Test
  void aSamplerStandsForASource() {
    SemiDiscreteSettings settings = settings("--sampler uniform --target b --out o");
    assertThat(settings.sampler()).contains(Law.UNIFORM);
    assertThat(settings.source()).isEmpty();
    assertThat(settings.tolerance()).isEqualTo(0.02);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "--target b --out o => one of source and sampler is needed, got neither",
        "--source a --sampler gaussian --target b --out o => one of source and sampler is needed, got both",
        "--sampler gaussian --out o => target is required",
        "--sampler gaussian --target b --out o --verify 0 => verify must be in 1 to 4294967296, got 0",
        "--sampler gaussian --target b --out o --standardize => standardize is for a source table",
        "--sampler gaussian --target b --out o --map --keep x => keep has no use without --map of a source table",
        "--sampler gaussian --target b --out o --source-where x => source-where needs a --source",
        "--source a --target b --out o --keep x => keep has no use without --map"
      })
  void whatMakesNoSenseIsSaidInOneSentence(String args, String sentence) {
    assertThatThrownBy(() -> settings(args))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining(sentence);
  }

  private static SemiDiscreteSettings settings(String args) {
    return Typed.settings(SemiDiscreteSettings.class, args.split(" "));
  }
}
