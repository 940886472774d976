package io.convoy.jobs.settings;

import io.convoy.geometry.GroundCost;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.semidiscrete.Law;
import java.util.List;
import java.util.Optional;

/**
 * Everything a semi-discrete run is told, resolved and judged.
 *
 * @param source the table that is sampled; absent if a law is
 * @param sampler the law that is sampled; absent if a table is
 * @param keep source columns passed through to the map
 * @param tolerance L1 error of the masses beyond the noise of its measurement, {@code > 0}
 * @param verify fresh samples to judge by, {@code >= 1}
 * @param map whether to write the site of every source row, or of the samples judged by
 */
public record SemiDiscreteSettings(
    Optional<TableSettings> source,
    Optional<Law> sampler,
    TableSettings target,
    List<String> keep,
    boolean standardize,
    boolean quarantine,
    GroundCost cost,
    double tolerance,
    long verify,
    long seed,
    boolean map,
    OutputSettings output,
    RunSettings run) {

  /** So that a draw per piece is an array. */
  private static final long MOST_SAMPLES = 1L << 32;

  public SemiDiscreteSettings {
    keep = List.copyOf(keep);
    if (source.isPresent() == sampler.isPresent()) {
      throw new IllegalArgumentException(
          "one of source and sampler is needed, got " + (source.isPresent() ? "both" : "neither"));
    }
    if (!(tolerance > 0) || Double.isInfinite(tolerance)) {
      throw new IllegalArgumentException("tolerance must be > 0 and finite, got " + tolerance);
    }
    if (verify < 1 || verify > MOST_SAMPLES) {
      throw new IllegalArgumentException(
          "verify must be in 1 to " + MOST_SAMPLES + ", got " + verify);
    }
    if (sampler.isPresent() && standardize) {
      throw new IllegalArgumentException("standardize is for a source table, not for a sampler");
    }
    if (!keep.isEmpty() && (!map || sampler.isPresent())) {
      throw new IllegalArgumentException("keep has no use without --map of a source table");
    }
  }

  /**
   * Returns the settings these options hold after {@code resolved} filled them.
   *
   * @throws JobFailure naming the first setting that is missing, out of its range or of no use
   */
  public static SemiDiscreteSettings of(
      TableOptions tables, SemiDiscreteOptions problem, OutputOptions output, RunOptions run) {
    try {
      return new SemiDiscreteSettings(
          tables.sourceIfGiven(),
          Optional.ofNullable(problem.sampler),
          tables.targetSettings(),
          tables.kept(),
          tables.columns.standardize,
          tables.columns.quarantine,
          problem.cost,
          problem.tolerance,
          problem.verify,
          problem.seed,
          problem.map,
          output.settings(),
          run.settings());
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }
}
