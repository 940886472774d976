package io.convoy.jobs.work;

import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.Solver;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.TraceRow;
import io.convoy.spark.checkpoint.CheckpointStore;
import io.convoy.spark.checkpoint.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * Follows a solve: keeps its trace, shows its progress, saves its state, and ends it when told to.
 *
 * <p>A checkpoint holds the state before an evaluation and the trace up to there, so a run that
 * goes on from it repeats one evaluation and leaves the trace of a run that was never interrupted
 * (but for the seconds).
 *
 * @param <S> the state
 */
public final class Journal<S> implements LoopObserver<S> {

  /** Seconds after which a checkpoint is due however few iterations were made. */
  private static final double LONGEST_WITHOUT = 60;

  private static final int COLUMNS_OF_TRACE = 4;

  private final CheckpointStore store;
  private final StateFormat<S> format;
  private final String problem;
  private final int every;
  private final Progress progress;
  private final StopSignal stop;
  private final Stopwatch watch = new Stopwatch();
  private final List<TraceRow> trace = new ArrayList<>();
  private double secondsBefore;
  private double savedAt;
  private int savedIteration;

  /**
   * A journal of one solve.
   *
   * @param problem what a checkpoint must carry to belong to this run
   * @param every iterations between checkpoints
   */
  public Journal(
      CheckpointStore store,
      StateFormat<S> format,
      String problem,
      int every,
      Progress progress,
      StopSignal stop) {
    this.store = store;
    this.format = format;
    this.problem = problem;
    this.every = every;
    this.progress = progress;
    this.stop = stop;
  }

  /** Returns the state an earlier run of this problem left, and takes over its trace. */
  public Optional<S> resume() {
    return resume(snapshot -> true);
  }

  /**
   * Returns the state an earlier run of this problem left, and takes over its trace.
   *
   * @param complete takes over what belongs to a snapshot and is kept elsewhere; false if it is not
   *     whole, so that an earlier snapshot must do
   */
  public Optional<S> resume(Predicate<Snapshot> complete) {
    Optional<Snapshot> found = store.latest(problem, complete);
    found.ifPresent(
        snapshot -> {
          readTrace(snapshot.arrays().get("trace"));
          savedIteration = Math.toIntExact(snapshot.iteration());
        });
    return found.map(snapshot -> format.read().apply(snapshot.arrays()));
  }

  @Override
  public boolean observe(S state, Solver.Reading reading) {
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

  /**
   * Ends the run if the process was told to stop: also in the last iteration, since what comes
   * after it may take long.
   *
   * @param unit what the iterations are called
   * @throws JobFailure with {@code TRY_AGAIN}
   */
  public void heedStop(String unit) {
    if (stop.isRaised()) {
      int made = trace.isEmpty() ? 0 : trace.get(trace.size() - 1).iteration();
      throw JobFailure.tryAgain(
          "told to stop after "
              + made
              + " "
              + unit
              + "; the same command goes on from the checkpoint");
    }
  }

  /** Saves {@code state}, unless it is what was saved last. */
  public void save(S state) {
    int iteration = format.iteration().applyAsInt(state);
    if (iteration == savedIteration) {
      return;
    }
    store.requirePermit(); // writing the state may leave files of its own
    Map<String, double[]> arrays = new LinkedHashMap<>(format.write().apply(state));
    arrays.put("trace", writeTrace(iteration));
    store.save(new Snapshot(problem, iteration, arrays, Map.of()));
    savedAt = watch.seconds();
    savedIteration = iteration;
  }

  /** Returns one row per iteration from the first run on. */
  public List<TraceRow> trace() {
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
