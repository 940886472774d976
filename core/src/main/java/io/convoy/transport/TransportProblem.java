package io.convoy.transport;

import io.convoy.geometry.Geometry;
import java.io.Serializable;

/**
 * All of a transport problem but its rows, which come in blocks.
 *
 * @param geometry the columns and the cost
 * @param columnWeights b, one per column, each {@code > 0}, summing to 1
 * @param rowRule how strictly the rows' weights hold
 * @param columnRule how strictly the columns' weights hold
 * @param mass total mass of the plan, {@code > 0}; NaN where the rules alone decide it
 */
public record TransportProblem(
    Geometry geometry,
    double[] columnWeights,
    RowRule rowRule,
    MarginalRule columnRule,
    double mass)
    implements Serializable {

  public TransportProblem {
    if (columnWeights.length != geometry.columns()) {
      throw new IllegalArgumentException(
          "there must be one weight per column, got "
              + columnWeights.length
              + " for "
              + geometry.columns());
    }
    for (int j = 0; j < columnWeights.length; j++) {
      if (!(columnWeights[j] > 0) || columnWeights[j] == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "column weights must be > 0 and finite, got " + columnWeights[j] + " at " + j);
      }
    }
    if (mass <= 0 || mass == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("the plan's mass must be > 0 and finite, got " + mass);
    }
  }

  /** A problem whose total mass follows from its rules. */
  public TransportProblem(
      Geometry geometry, double[] columnWeights, RowRule rowRule, MarginalRule columnRule) {
    this(geometry, columnWeights, rowRule, columnRule, Double.NaN);
  }

  /** Returns the problem whose masses equal the weights on both sides. */
  public static TransportProblem balanced(Geometry geometry, double[] columnWeights) {
    return new TransportProblem(
        geometry, columnWeights, new MarginalRule.Exact(), new MarginalRule.Exact());
  }

  /** Returns whether both sides are exact, so that the plan is a coupling. */
  public boolean isBalanced() {
    return rowRule instanceof MarginalRule.Exact && columnRule instanceof MarginalRule.Exact;
  }

  /** Returns whether the plan's total mass is given. */
  public boolean fixesMass() {
    return !Double.isNaN(mass);
  }

  /** Returns the number of columns, m. */
  public int columns() {
    return columnWeights.length;
  }
}
