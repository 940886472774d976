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
    int maxIterations,
    Engine engine,
    OptionalInt tasks,
    int checkpointEvery,
    ProgressMode progress) {

  /** The most threads that a pool of Java's can have. */
  static final int MOST_THREADS = 32767;

  public RunSettings {
    atLeastOne("max-iterations", maxIterations);
    tasks.ifPresent(count -> fewEnough("tasks", count));
    atLeastOne("checkpoint-every", checkpointEvery);
  }

  static void fewEnough(String name, int count) {
    atLeastOne(name, count);
    atMost(name, count, MOST_THREADS);
  }

  static void atMost(String name, long value, long most) {
    if (value > most) {
      throw new IllegalArgumentException(name + " must be at most " + most + ", got " + value);
    }
  }

  static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be >= 1, got " + value);
    }
  }
}
