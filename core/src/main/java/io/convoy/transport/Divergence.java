package io.convoy.transport;

import io.convoy.geometry.Geometry;

/**
 * The debiased Sinkhorn divergence {@code S(a, b) = OT(a, b) - OT(a, a) / 2 - OT(b, b) / 2} (Feydy
 * et al., arXiv 1810.08278; with relaxed marginals Sejourne et al., arXiv 1910.12958). Not
 * negative, 0 where the tables are the same distribution, and without the shrinking that entropy
 * causes.
 *
 * <p>Each term is a problem of its own, solved until it has converged; all have one epsilon and one
 * rule on all sides. Weights of both sides sum to 1, so the term {@code epsilon / 2 (m_a - m_b)^2}
 * of unequal masses is 0.
 *
 * @param cross what is proved of OT(a, b)
 * @param source what is proved of OT(a, a)
 * @param target what is proved of OT(b, b)
 */
public record Divergence(Certificate cross, Certificate source, Certificate target) {

  /** Returns the divergence at the duals' values; its error is of second order in theirs. */
  public double value() {
    return cross.dual() - (source.dual() + target.dual()) / 2;
  }

  /** Returns a lower bound of the divergence; NaN where a term has no upper bound. */
  public double lower() {
    return cross.dual() - (source.primalUpper() + target.primalUpper()) / 2;
  }

  /** Returns an upper bound of the divergence; NaN where the first term has none. */
  public double upper() {
    return cross.primalUpper() - (source.dual() + target.dual()) / 2;
  }

  /**
   * Returns the problem of a table against itself: its points as columns, all else as in {@code
   * cross}.
   *
   * @throws IllegalArgumentException if the problem's sides have different rules or its mass is
   *     given
   */
  public static TransportProblem self(TransportProblem cross, Geometry columns, double[] weights) {
    if (!cross.rowRule().equals(cross.columnRule()) || cross.fixesMass()) {
      throw new IllegalArgumentException(
          "a divergence needs the same rule on both sides and no given mass, got "
              + cross.rowRule()
              + " and "
              + cross.columnRule()
              + (cross.fixesMass() ? " with mass " + cross.mass() : ""));
    }
    return new TransportProblem(columns, weights, cross.rowRule(), cross.columnRule());
  }
}
