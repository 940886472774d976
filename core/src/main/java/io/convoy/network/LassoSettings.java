package io.convoy.network;

import io.convoy.iterate.StoppingRule;

/**
 * How to solve.
 *
 * @param penalty of differences along edges
 * @param tolerance error that counts as solved, {@code > 0}; see {@link RoundSums#error}
 * @param maxRounds largest number of rounds per lambda, {@code >= 1}
 * @param rho step of the first five rounds, {@code > 0}; balanced from then on
 * @param relaxation from 1 to below 2; penalties that are not convex are never relaxed
 * @param passes most passes of a block over its inner edges per round; 0 for plain rounds
 */
public record LassoSettings(
    EdgePenalty penalty,
    double tolerance,
    int maxRounds,
    double rho,
    double relaxation,
    int passes) {

  public LassoSettings {
    if (!(rho > 0) || !Double.isFinite(rho)) {
      throw new IllegalArgumentException("rho must be > 0 and finite, got " + rho);
    }
    if (!(relaxation >= 1 && relaxation < 2)) {
      throw new IllegalArgumentException("relaxation must be in [1, 2), got " + relaxation);
    }
    if (passes < 0) {
      throw new IllegalArgumentException("passes must be >= 0, got " + passes);
    }
  }

  /** Returns the usual settings: the norm, 1e-5, 2000 rounds, rho 1, relaxation 1.7, plain. */
  public static LassoSettings defaults() {
    return new LassoSettings(new EdgePenalty.Norm(), 1e-5, 2000, 1, 1.7, 0);
  }

  /** Returns these settings with another tolerance and budget. */
  public LassoSettings withAccuracy(double newTolerance, int rounds) {
    return new LassoSettings(penalty, newTolerance, rounds, rho, relaxation, passes);
  }

  /** Returns these settings with another penalty. */
  public LassoSettings withPenalty(EdgePenalty other) {
    return new LassoSettings(other, tolerance, maxRounds, rho, relaxation, passes);
  }

  /** Returns these settings with another first step. */
  public LassoSettings withRho(double step) {
    return new LassoSettings(penalty, tolerance, maxRounds, step, relaxation, passes);
  }

  /** Returns these settings with another relaxation. */
  public LassoSettings withRelaxation(double alpha) {
    return new LassoSettings(penalty, tolerance, maxRounds, rho, alpha, passes);
  }

  /** Returns these settings with nested rounds of at most so many passes. */
  public LassoSettings withPasses(int most) {
    return new LassoSettings(penalty, tolerance, maxRounds, rho, relaxation, most);
  }

  StoppingRule stopping() {
    return new StoppingRule(tolerance, maxRounds);
  }
}
