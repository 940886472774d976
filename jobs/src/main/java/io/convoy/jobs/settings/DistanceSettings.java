package io.convoy.jobs.settings;

import io.convoy.distance.SlicedDistance;
import io.convoy.jobs.outcome.JobFailure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything a distance run is told, resolved and judged.
 *
 * @param sliced how lines are drawn and summed; absent for the distance of Gaussians
 * @param tasks tasks per pass
 */
public record DistanceSettings(
    TableSettings source,
    TableSettings target,
    boolean standardize,
    boolean quarantine,
    Optional<SlicedDistance> sliced,
    long seed,
    OutputSettings output,
    OptionalInt tasks,
    ProgressMode progress) {

  /**
   * Returns the settings these options hold after {@code resolved} filled them.
   *
   * @throws JobFailure naming the first setting that is missing, out of its range or of no use
   */
  public static DistanceSettings of(
      Settings resolved,
      TableOptions tables,
      DistanceOptions problem,
      OutputOptions output,
      OnePassOptions run) {
    try {
      if (!tables.kept().isEmpty()) {
        throw new IllegalArgumentException(
            "keep has no use here: distance writes no table of rows");
      }
      boolean sliced = problem.method == DistanceMethod.SLICED;
      for (String key : List.of("projections", "order", "seed")) {
        if (!sliced && resolved.isGiven(key)) {
          throw new IllegalArgumentException(
              key + " is for method sliced only, got method gaussian");
        }
      }
      return new DistanceSettings(
          tables.sourceSettings(),
          tables.targetSettings(),
          tables.columns.standardize,
          tables.columns.quarantine,
          sliced
              ? Optional.of(new SlicedDistance(problem.order, problem.seed, problem.projections))
              : Optional.empty(),
          problem.seed,
          output.settings(),
          run.taskCount(),
          run.progress);
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }
}
