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
 */
public record TransportProblem(
    Geometry geometry, double[] columnWeights, MarginalRule rowRule, MarginalRule columnRule)
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

  /** Returns the number of columns, m. */
  public int columns() {
    return columnWeights.length;
  }
}
