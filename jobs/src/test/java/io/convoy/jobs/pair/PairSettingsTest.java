package io.convoy.jobs.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.geometry.GroundCost;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.Typed;
import io.convoy.pairing.PairingRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairSettingsTest {

  @Test
  void theDefaultsAreThoseOfImmiscibleDiffusion() {
    PairSettings settings = Typed.settings(PairSettings.class, "--data", "a.csv", "--out", "o");
    assertThat(settings.rule()).isEqualTo(new PairingRule.Assignment());
    assertThat(settings.cost()).isEqualTo(GroundCost.EUCLIDEAN);
    assertThat(settings.batch()).isEqualTo(256);
    assertThat(settings.target()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "--out o => data is required: give --data or data = ... in the job file",
        "--data a => out is required: give --out or out = ... in the job file",
        "--data a --out o --batch 0 => batch must be in 1 to 4096 with method assignment, got 0",
        "--data a --out o --batch 5000 => batch must be in 1 to 4096 with method assignment, got 5000",
        "--data a --out o --method knn:2 --batch 70000 => batch must be in 1 to 65536 with method knn:2,",
        "--data a --out o --method best => method must be one of assignment, knn:K, sinkhorn,",
        "--data a --out o --epsilon 1 => epsilon is for method sinkhorn only, got method assignment",
        "--data a --out o --target-where x>0 => target-where needs a --target",
        "--data a --out o --tasks 0 => tasks must be >= 1, got 0"
      })
  void whatMakesNoSenseIsSaidInOneSentence(String args, String sentence) {
    assertThatThrownBy(() -> Typed.settings(PairSettings.class, args.split(" ")))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining(sentence);
  }
}
