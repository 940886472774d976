package io.convoy.jobs.transport;

import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.Solver;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.TraceRow;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.spark.CheckpointStore;
import io.convoy.spark.Snapshot;
import io.convoy.transport.SinkhornState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Follows a solve: keeps its trace, shows its progress, saves its state, and ends it when told to.
 *
 * <p>A checkpoint holds the state before an evaluation and the trace up to there, so a run that
 * goes on from it repeats one evaluation and leaves the trace of a run that was never interrupted
 * (but for the seconds).
 */
final class Journal implements LoopObserver<SinkhornState> {

  /** Seconds after which a checkpoint is due however few iterations were made. */
  private static final double LONGEST_WITHOUT = 60;

  private static final int COLUMNS_OF_TRACE = 4;

  private final CheckpointStore store;
  private final String problem;
  private final int every;
  private final Progress progress;
  private final StopSignal stop;
  private final Stopwatch watch = new Stopwatch();
  private final List<TraceRow> trace = new ArrayList<>();
  private double secondsBefore;
  private double savedAt;
  private int savedIteration;

  Journal(CheckpointStore store, String problem, int every, Progress progress, StopSignal stop) {
    this.store = store;
    this.problem = problem;
    this.every = every;
    this.progress = progress;
    this.stop = stop;
  }

  /** Returns the state an earlier run of this problem left, and takes over its trace. */
  Optional<SinkhornState> resume(int columns) {
    Optional<Snapshot> found = store.latest(problem);
    found.ifPresent(snapshot -> readTrace(snapshot.arrays().get("trace")));
    return found.map(snapshot -> SinkhornState.fromArrays(snapshot.arrays(), columns));
  }

  @Override
  public boolean observe(SinkhornState state, Solver.Reading reading) {
    int iteration = reading.iteration();
    boolean due = iteration % every == 0 || watch.seconds() - savedAt >= LONGEST_WITHOUT;
    if (due && iteration != savedIteration) {
      save(state);
    }
    // the solver evaluates a state twice when it moves from float to double
    trace.removeIf(row -> row.iteration() >= iteration);
    trace.add(
        new TraceRow(
            iteration, reading.epsilon(), reading.error(), secondsBefore + watch.seconds()));
    progress.onIteration(iteration, reading.epsilon(), reading.error());
    if (stop.isRaised()) {
      // at once: whoever sent the signal may not wait long
      save(state);
      return false;
    }
    return true;
  }

  /** Saves {@code state}, unless it is what was saved last. */
  void save(SinkhornState state) {
    if (state.iteration() == savedIteration) {
      return;
    }
    Map<String, double[]> arrays = new LinkedHashMap<>(state.toArrays());
    arrays.put("trace", writeTrace(state.iteration()));
    store.save(new Snapshot(problem, state.iteration(), arrays, Map.of()));
    savedAt = watch.seconds();
    savedIteration = state.iteration();
  }

  /** Returns one row per iteration from the first run on. */
  List<TraceRow> trace() {
    return List.copyOf(trace);
  }

  private double[] writeTrace(int before) {
    return trace.stream()
        .filter(row -> row.iteration() < before)
        .flatMapToDouble(
            row -> DoubleStream.of(row.iteration(), row.epsilon(), row.error(), row.seconds()))
        .toArray();
  }

  private void readTrace(double[] values) {
    for (int at = 0; at < values.length; at += COLUMNS_OF_TRACE) {
      trace.add(new TraceRow((int) values[at], values[at + 1], values[at + 2], values[at + 3]));
      secondsBefore = values[at + 3];
    }
  }
}
