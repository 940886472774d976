package io.convoy.jobs.settings;

import java.util.OptionalInt;

/**
 * How a run proceeds; none of it changes what a converged run returns.
 *
 * @param maxIterations the budget, {@code >= 1}
 * @param tasks tasks or threads per sweep, {@code >= 1}; empty for all cores
 * @param checkpointEvery iterations between checkpoints, {@code >= 1}
 */
public record RunSettings(
    int maxIterations,
    Engine engine,
    OptionalInt tasks,
    int checkpointEvery,
    ProgressMode progress) {

  public RunSettings {
    atLeastOne("max-iterations", maxIterations);
    tasks.ifPresent(count -> atLeastOne("tasks", count));
    atLeastOne("checkpoint-every", checkpointEvery);
  }

  static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be >= 1, got " + value);
    }
  }
}
