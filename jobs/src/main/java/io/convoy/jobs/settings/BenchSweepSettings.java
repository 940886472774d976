package io.convoy.jobs.settings;

import io.convoy.geometry.GroundCost;
import io.convoy.jobs.outcome.JobFailure;

/**
 * Everything {@code convoy bench sweep} is told, resolved and judged.
 *
 * @param repeats sweeps that are timed, {@code >= 1}
 */
public record BenchSweepSettings(BenchWorkload workload, BenchRun run, int repeats) {

  public BenchSweepSettings {
    RunSettings.atLeastOne("repeats", repeats);
    GroundCost cost = workload.cost();
    if (workload.clouds() != CloudShape.EQUAL
        && !cost.equals(GroundCost.SQUARED_EUCLIDEAN)
        && !cost.equals(GroundCost.INNER_PRODUCT)) {
      throw new IllegalArgumentException(
          "clouds must be equal for the cost "
              + cost
              + ", whose potentials between "
              + workload.clouds()
              + " clouds have no closed form, got "
              + workload.clouds());
    }
  }

  /**
   * Returns the settings these options hold after {@link Settings#resolve} filled them.
   *
   * @throws JobFailure naming the first setting that is missing or out of its range
   */
  public static BenchSweepSettings of(
      BenchOptions workload,
      BenchSweepOptions sweep,
      BenchRunOptions run,
      BenchOutputOptions output) {
    try {
      return new BenchSweepSettings(workload.settings(), run.settings(output), sweep.repeats);
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }
}
