package io.convoy.iterate;

/**
 * Stops at a tolerance or at a budget, whichever comes first.
 *
 * @param tolerance largest error that counts as solved, {@code > 0}
 * @param maxIterations largest number of evaluations, {@code >= 1}
 */
public record StoppingRule(double tolerance, int maxIterations) {

  public StoppingRule {
    if (!(tolerance > 0)) { // also rejects NaN
      throw new IllegalArgumentException("tolerance must be > 0, got " + tolerance);
    }
    if (maxIterations < 1) {
      throw new IllegalArgumentException("max-iterations must be >= 1, got " + maxIterations);
    }
  }
}
