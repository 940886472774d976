package io.convoy.jobs.settings;

import io.convoy.jobs.outcome.JobFailure;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything {@code convoy bench nearest} is told, resolved and judged.
 *
 * @param nearest rows kept per target
 * @param repeats times that the scan is timed
 */
public record BenchNearestSettings(
    long rows, int targets, int dimension, int nearest, int repeats, BenchRun run) {

  /** Of all coordinates. */
  public static final long SEED = 0;

  public BenchNearestSettings {
    RunSettings.atLeastOne("targets", targets);
    RunSettings.atLeastOne("pool-dimension", dimension);
    RunSettings.atLeastOne("nearest", nearest);
    RunSettings.atLeastOne("repeats", repeats);
    if (rows < nearest || rows > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "pool-rows must be from nearest, "
              + nearest
              + ", to "
              + Integer.MAX_VALUE
              + ", got "
              + rows);
    }
  }

  /**
   * Returns the settings these options hold after {@link Settings#resolve} filled them.
   *
   * @throws JobFailure naming the first setting that is missing or out of its range
   */
  public static BenchNearestSettings of(
      BenchNearestOptions workload, BenchSweepOptions measurement, BenchOutputOptions output) {
    try {
      return new BenchNearestSettings(
          workload.poolRows,
          workload.targets,
          workload.poolDimension,
          workload.nearest,
          measurement.repeats,
          new BenchRun(
              Engine.MEMORY,
              OptionalInt.empty(),
              Optional.ofNullable(output.out),
              output.overwrite));
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }
}
