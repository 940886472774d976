package io.convoy.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.iterate.Solver;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.TraceRow;
import io.convoy.spark.checkpoint.CheckpointStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final Progress SILENT =
      new Progress() {
        @Override
        public void onIteration(int iteration, double epsilon, double error) {}

        @Override
        public void close() {}
      };

  @TempDir Path folder;

  /** A journal of a solve whose state is the number of its iteration. */
  private Journal<Integer> journal(StopSignal stop) {
    return new Journal<>(
        new CheckpointStore(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration()),
        new StateFormat<>(
            state -> state,
            state -> Map.of("state", new double[] {state}),
            arrays -> (int) arrays.get("state")[0]),
        "problem",
        3,
        SILENT,
        stop);
  }

  private static boolean observe(Journal<Integer> journal, int iteration) {
    return journal.observe(iteration, new Solver.Reading(iteration, 0.1, 1.0 / iteration, 0, true));
  }

  private long snapshots() throws java.io.IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".bin")).count();
    }
  }

  @Test
  void aSolveGoesOnWhereItWasSavedWithItsTrace() throws java.io.IOException {
    try (StopSignal stop = StopSignal.install()) {
      Journal<Integer> first = journal(stop);
      assertThat(first.resume()).isEmpty();
      for (int k = 1; k <= 5; k++) {
        assertThat(observe(first, k)).isTrue();
      }
      Journal<Integer> second = journal(stop);
      assertThat(second.resume()).contains(3);
      assertThat(second.trace()).extracting(TraceRow::iteration).containsExactly(1, 2);
      assertThat(observe(second, 3)).isTrue();
      assertThat(snapshots()).as("what is there is not saved again").isEqualTo(1);
      assertThat(second.trace()).extracting(TraceRow::iteration).containsExactly(1, 2, 3);
      second.heedStop("steps");
    }
  }

  /** Writing a state may leave files beside the snapshot, of which another run has its own. */
  @Test
  void whoMayNotSaveDoesNotEvenWriteTheState() {
    try (StopSignal stop = StopSignal.install()) {
      Journal<Integer> journal =
          new Journal<>(
              new CheckpointStore(
                  new org.apache.hadoop.fs.Path(folder.toUri()),
                  new Configuration(),
                  () -> {
                    throw JobFailure.tryAgain("another run took over");
                  }),
              new StateFormat<>(
                  state -> state,
                  state -> {
                    throw new AssertionError("written without a permit");
                  },
                  arrays -> 0),
              "problem",
              1,
              SILENT,
              stop);
      assertThatThrownBy(() -> observe(journal, 1)).hasMessage("another run took over");
    }
  }

  /** Also if that iteration is the last, which ends the loop without asking. */
  @Test
  void whoIsToldToStopSavesAndEnds() {
    try (StopSignal stop = StopSignal.install()) {
      Journal<Integer> journal = journal(stop);
      assertThat(observe(journal, 1)).isTrue();
      StopSignal.raise();
      assertThat(observe(journal, 2)).isFalse();
      assertThat(journal(stop).resume()).contains(2);
      assertThatThrownBy(() -> journal.heedStop("steps"))
          .isInstanceOfSatisfying(
              JobFailure.class, told -> assertThat(told.exitCode()).isEqualTo(ExitCode.TRY_AGAIN))
          .hasMessage("told to stop after 2 steps; the same command goes on from the checkpoint");
    }
  }

  @Test
  void anEarlierSnapshotServesWhereTheNewestIsNotComplete() {
    try (StopSignal stop = StopSignal.install()) {
      Journal<Integer> first = journal(stop);
      for (int k = 1; k <= 6; k++) {
        observe(first, k);
      }
      assertThat(journal(stop).resume(snapshot -> snapshot.iteration() < 6)).contains(3);
    }
  }
}
