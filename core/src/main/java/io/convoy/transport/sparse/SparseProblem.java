package io.convoy.transport.sparse;

import io.convoy.geometry.Geometry;
import java.io.Serializable;

/**
 * {@code min_P <P, C> + gamma/2 |P|^2} over plans with the given masses and at most {@code most}
 * entries per column; all but its columns, which come in blocks.
 *
 * @param rows the rows and the cost, as a geometry whose columns they are
 * @param rowWeights a, one per row, each {@code > 0}, summing to 1
 * @param gamma strength of the regulariser, {@code > 0}, in cost units per mass
 * @param most largest number of entries of a column, {@code >= 1}; the number of rows or more for
 *     plain quadratic regularisation
 */
public record SparseProblem(Geometry rows, double[] rowWeights, double gamma, int most)
    implements Serializable {

  public SparseProblem {
    if (rowWeights.length != rows.columns()) {
      throw new IllegalArgumentException(
          "there must be one weight per row, got " + rowWeights.length + " for " + rows.columns());
    }
    if (!(gamma > 0) || Double.isInfinite(gamma)) {
      throw new IllegalArgumentException("gamma must be > 0 and finite, got " + gamma);
    }
    if (most < 1) {
      throw new IllegalArgumentException("entries per column must be >= 1, got " + most);
    }
  }
}
