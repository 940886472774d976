package io.convoy.jobs.settings;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.robust.RobustRule;
import io.convoy.robust.RuleName;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything {@code convoy bench aggregate} is told, resolved and judged.
 *
 * @param rule what {@code aggregator} names
 * @param repeats times that each is timed
 */
public record BenchAggregateSettings(
    int workers,
    int parameters,
    String aggregator,
    int byzantine,
    RobustRule rule,
    int repeats,
    BenchRun run) {

  /** Of the vectors and of buckets. */
  public static final long SEED = 0;

  public BenchAggregateSettings {
    RunSettings.atLeastOne("workers", workers);
    RunSettings.atLeastOne("parameters", parameters);
    RunSettings.atLeastOne("repeats", repeats);
    if (byzantine < 0) {
      throw new IllegalArgumentException("byzantine must be >= 0, got " + byzantine);
    }
  }

  /**
   * Returns the settings these options hold after {@link Settings#resolve} filled them.
   *
   * @throws JobFailure naming the first setting that is missing or out of its range
   */
  public static BenchAggregateSettings of(
      BenchAggregateOptions workload, BenchSweepOptions measurement, BenchOutputOptions output) {
    try {
      return new BenchAggregateSettings(
          workload.workers,
          workload.parameters,
          workload.aggregator,
          workload.byzantine,
          RuleName.parse(workload.aggregator, workload.workers, workload.byzantine, SEED),
          measurement.repeats,
          new BenchRun(
              Engine.SPARK,
              OptionalInt.empty(),
              Optional.ofNullable(output.out),
              output.overwrite));
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }
}
