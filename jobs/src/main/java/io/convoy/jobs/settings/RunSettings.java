package io.convoy.jobs.settings;

import java.util.OptionalInt;

/**
 * How a run proceeds; none of it changes what a converged run returns.
 *
 * @param maxIterations the budget, {@code >= 1}
 * @param tasks tasks or threads per sweep, 1 to {@value #MOST_THREADS}; empty for all cores
 * @param checkpointEvery iterations between checkpoints, {@code >= 1}
 */
public record RunSettings(
    @Setting(
            help = "Stops after this many iterations; a rerun with more goes on",
            label = "N",
            fallback = "1000",
            example = "5000",
            concern = Concern.BUDGET)
        int maxIterations,
    @Setting(
            help = "What runs the sweeps; the result is the same",
            label = "auto|memory|spark",
            fallback = "auto",
            example = "memory",
            concern = Concern.EXECUTION)
        Engine engine,
    @Shared
        @Adjust(help = "Tasks or threads per sweep; the result is the same", absent = "all cores")
        OptionalInt tasks,
    @Setting(
            help = "Iterations between checkpoints",
            label = "N",
            fallback = "50",
            example = "10",
            concern = Concern.EXECUTION)
        int checkpointEvery,
    @Shared ProgressMode progress) {

  /** The most threads that a pool of Java's can have. */
  public static final int MOST_THREADS = 32767;

  public RunSettings {
    atLeastOne("max-iterations", maxIterations);
    tasks.ifPresent(count -> fewEnough("tasks", count));
    atLeastOne("checkpoint-every", checkpointEvery);
  }

  /** Passes if {@code count} is 1 to {@value #MOST_THREADS}. */
  public static void fewEnough(String name, int count) {
    atLeastOne(name, count);
    atMost(name, count, MOST_THREADS);
  }

  /** Passes if {@code value} is at most {@code most}. */
  public static void atMost(String name, long value, long most) {
    if (value > most) {
      throw new IllegalArgumentException(name + " must be at most " + most + ", got " + value);
    }
  }

  /** Passes if {@code value} is at least 1. */
  public static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be >= 1, got " + value);
    }
  }
}
