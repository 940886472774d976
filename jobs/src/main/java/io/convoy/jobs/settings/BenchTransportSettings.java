package io.convoy.jobs.settings;

import io.convoy.jobs.outcome.JobFailure;

/**
 * Everything {@code convoy bench transport} is told, resolved and judged.
 *
 * @param tolerance largest L1 marginal error that counts as solved, {@code > 0}
 * @param maxIterations {@code >= 1}
 * @param warm whether a solve that is not timed goes before
 */
public record BenchTransportSettings(
    BenchWorkload workload, BenchRun run, double tolerance, int maxIterations, boolean warm) {

  public BenchTransportSettings {
    if (!(tolerance > 0) || Double.isInfinite(tolerance)) {
      throw new IllegalArgumentException("tolerance must be > 0 and finite, got " + tolerance);
    }
    RunSettings.atLeastOne("max-iterations", maxIterations);
  }

  /**
   * Returns the settings these options hold after {@link Settings#resolve} filled them.
   *
   * @throws JobFailure naming the first setting that is missing or out of its range
   */
  public static BenchTransportSettings of(
      BenchOptions workload,
      BenchTransportOptions solve,
      BenchRunOptions run,
      BenchOutputOptions output) {
    try {
      return new BenchTransportSettings(
          workload.settings(),
          run.settings(output),
          solve.tolerance,
          solve.maxIterations,
          solve.warm);
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }
}
