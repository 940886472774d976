package io.convoy.transport;

import io.convoy.geometry.Precision;
import java.io.Serializable;

/**
 * How to solve.
 *
 * @param epsilon strength of the regularisation
 * @param tolerance L1 error of the masses that counts as solved, {@code > 0}
 * @param maxIterations largest number of evaluations, {@code >= 1}
 * @param precision type of points and exponents; float gives way to double by itself where it
 *     cannot reach the tolerance
 * @param annealed whether to approach epsilon from above
 * @param method how to climb
 */
public record SolverSettings(
    Epsilon epsilon,
    double tolerance,
    int maxIterations,
    Precision precision,
    boolean annealed,
    SolverMethod method)
    implements Serializable {

  /** Returns the usual settings: 0.05 deviations, 1e-4, 1000 iterations, float. */
  public static SolverSettings defaults() {
    return new SolverSettings(
        new Epsilon(0.05, Epsilon.Unit.DEVIATION),
        1e-4,
        1000,
        Precision.FLOAT,
        true,
        SolverMethod.AUTO);
  }

  /** Returns these settings with another epsilon. */
  public SolverSettings withEpsilon(Epsilon other) {
    return new SolverSettings(other, tolerance, maxIterations, precision, annealed, method);
  }

  /** Returns these settings with another tolerance and precision. */
  public SolverSettings withAccuracy(double newTolerance, Precision newPrecision) {
    return new SolverSettings(epsilon, newTolerance, maxIterations, newPrecision, annealed, method);
  }

  /** Returns these settings with another budget. */
  public SolverSettings withMaxIterations(int budget) {
    return new SolverSettings(epsilon, tolerance, budget, precision, annealed, method);
  }

  /** Returns these settings with another method. */
  public SolverSettings withMethod(SolverMethod other) {
    return new SolverSettings(epsilon, tolerance, maxIterations, precision, annealed, other);
  }
}
