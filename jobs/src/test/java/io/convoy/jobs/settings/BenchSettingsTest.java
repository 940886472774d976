package io.convoy.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchSettingsTest {

  @Test
  void theirOwnDefaultsStandOverThoseOfEveryJob() {
    BenchSweepSettings sweep = BenchTestCommand.parsed().sweep();
    assertThat(sweep.workload().rows()).isEqualTo(65536);
    assertThat(sweep.workload().clouds()).isEqualTo(CloudShape.EQUAL);
    assertThat(sweep.workload().cost()).isEqualTo(GroundCost.SQUARED_EUCLIDEAN);
    assertThat(sweep.workload().precision()).isEqualTo(Precision.FLOAT);
    assertThat(sweep.workload().prune()).isTrue();
    assertThat(sweep.run().engine()).isEqualTo(Engine.MEMORY);
    assertThat(sweep.run().threads()).isEqualTo(OptionalInt.empty());
    assertThat(sweep.run().out()).isEmpty();
    assertThat(sweep.repeats()).isEqualTo(5);
    assertThat(BenchTestCommand.parsed().transport().tolerance()).isEqualTo(1e-4);
  }

  @Test
  void whatChangesTheSpeedIsPartOfTheProblem() {
    Settings resolved =
        BenchTestCommand.parsed("--threads", "3", "--out", "o", "--repeats", "2").resolve();
    assertThat(resolved.of(Concern.PROBLEM))
        .containsKeys("rows", "columns", "dimension", "clouds", "prune")
        .containsEntry("engine", "memory")
        .containsEntry("threads", 3)
        .doesNotContainKeys("out", "overwrite", "repeats", "warm");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "--rows 0 => rows must be >= 1, got 0",
        "--columns -1 => columns must be >= 1, got -1",
        "--dimension 0 => dimension must be >= 1, got 0",
        "--columns 1000000 --dimension 3000 => columns times dimension must be at most",
        "--threads 0 => threads must be >= 1, got 0",
        "--repeats 0 => repeats must be >= 1, got 0",
        "--clouds shifted --cost cosine => clouds must be equal for the cost cosine",
      })
  void valuesOutOfRangeAreRefused(String args, String sentence) {
    assertThatThrownBy(() -> BenchTestCommand.parsed(args.split(" ")).sweep())
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aSolveNeedsNoPotentialsInClosedForm() {
    assertThat(
            BenchTestCommand.parsed("--clouds", "shifted", "--cost", "cosine")
                .transport()
                .workload()
                .cost())
        .isEqualTo(GroundCost.COSINE);
  }
}
