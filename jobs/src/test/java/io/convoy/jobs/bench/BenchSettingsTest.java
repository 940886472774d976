package io.convoy.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.Concern;
import io.convoy.jobs.settings.Resolved;
import io.convoy.jobs.settings.SettingsType;
import io.convoy.jobs.settings.Typed;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchSettingsTest {

  @Test
  void theirOwnDefaultsStandOverThoseOfEveryJob() {
    SweepSettings sweep = sweep();
    assertThat(sweep.workload().rows()).isEqualTo(65536);
    assertThat(sweep.workload().clouds()).isEqualTo(CloudShape.EQUAL);
    assertThat(sweep.workload().cost()).isEqualTo(GroundCost.SQUARED_EUCLIDEAN);
    assertThat(sweep.workload().precision()).isEqualTo(Precision.FLOAT);
    assertThat(sweep.workload().prune()).isTrue();
    assertThat(sweep.engine()).isEqualTo(BenchEngine.MEMORY);
    assertThat(sweep.sweepers().threads()).isEqualTo(OptionalInt.empty());
    assertThat(sweep.output().out()).isEmpty();
    assertThat(sweep.measurement().repeats()).isEqualTo(5);
    assertThat(Typed.settings(SolveSettings.class).tolerance()).isEqualTo(1e-4);
  }

  @Test
  void whatChangesTheSpeedIsPartOfTheProblem() {
    String[] typed = {"--threads", "3", "--out", "o", "--repeats", "2"};
    Resolved resolved = Typed.resolved(SettingsType.of(SweepSettings.class), typed);
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
    assertThatThrownBy(() -> sweep(args.split(" ")))
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aSolveNeedsNoPotentialsInClosedForm() {
    assertThat(
            Typed.settings(SolveSettings.class, "--clouds", "shifted", "--cost", "cosine")
                .workload()
                .cost())
        .isEqualTo(GroundCost.COSINE);
  }

  private static SweepSettings sweep(String... args) {
    return Typed.settings(SweepSettings.class, args);
  }
}
