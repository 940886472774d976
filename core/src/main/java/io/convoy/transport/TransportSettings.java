package io.convoy.transport;

import io.convoy.geometry.Precision;

/**
 * How to solve.
 *
 * @param epsilon strength of the regularisation
 * @param tolerance L1 error of the masses that counts as solved, {@code > 0}
 * @param maxIterations largest number of evaluations, {@code >= 1}
 * @param precision type of points and exponents; float gives way to double by itself where it
 *     cannot reach the tolerance
 * @param annealed whether to approach epsilon from above
 * @param accelerated whether to use momentum
 */
public record TransportSettings(
    Epsilon epsilon,
    double tolerance,
    int maxIterations,
    Precision precision,
    boolean annealed,
    boolean accelerated) {

  /** Returns the usual settings: 0.05 deviations, 1e-4, 1000 iterations, float. */
  public static TransportSettings defaults() {
    return new TransportSettings(
        new Epsilon(0.05, Epsilon.Unit.DEVIATION), 1e-4, 1000, Precision.FLOAT, true, true);
  }

  /** Returns these settings with another epsilon. */
  public TransportSettings withEpsilon(Epsilon other) {
    return new TransportSettings(other, tolerance, maxIterations, precision, annealed, accelerated);
  }

  /** Returns these settings with another tolerance and precision. */
  public TransportSettings withAccuracy(double newTolerance, Precision newPrecision) {
    return new TransportSettings(
        epsilon, newTolerance, maxIterations, newPrecision, annealed, accelerated);
  }

  /** Returns these settings with another budget. */
  public TransportSettings withMaxIterations(int budget) {
    return new TransportSettings(epsilon, tolerance, budget, precision, annealed, accelerated);
  }
}
