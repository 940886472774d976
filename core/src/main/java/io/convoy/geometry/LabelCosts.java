package io.convoy.geometry;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What it costs to move a row of one label to a column of another, beside their points.
 *
 * <p>Labels are numbers from 0. A product kernel takes such a cost for coordinates: a row's are 1
 * at its label and 0 elsewhere, a column's the costs of its label from every row label, divided by
 * the negated factor, so that {@code -factor <x, y>} is the cost. A pair then takes as many steps
 * more as rows have labels.
 *
 * @param costs by label of the row and label of the column; finite
 */
public record LabelCosts(double[][] costs) implements Serializable {

  public LabelCosts {
    if (costs.length == 0 || costs[0].length == 0) {
      throw new IllegalArgumentException("both sides must have at least one label, got none");
    }
    for (double[] row : costs) {
      if (row.length != costs[0].length) {
        throw new IllegalArgumentException(
            "every label must have one cost per column label, got "
                + row.length
                + " and "
                + costs[0].length);
      }
      for (double cost : row) {
        if (!Double.isFinite(cost)) {
          throw new IllegalArgumentException("costs of labels must be finite, got " + cost);
        }
      }
    }
  }

  /** Returns the number of labels of the rows. */
  public int rowLabels() {
    return costs.length;
  }

  /**
   * Returns these costs added to one of points, which then have their label for a first coordinate.
   */
  public GroundCost addedTo(ProductCost points) {
    return new LabelledCost(points, this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelCosts labels && Arrays.deepEquals(costs, labels.costs);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(costs);
  }

  /** Returns a column's label. */
  int column(double label) {
    if (!(label >= 0 && label < costs[0].length && label == Math.rint(label))) {
      throw new IllegalArgumentException(
          "labels must be whole numbers from 0 to " + (costs[0].length - 1) + ", got " + label);
    }
    return (int) label;
  }

  /** Returns the costs with the labels of rows and columns in each other's place. */
  LabelCosts turned() {
    double[][] turned = new double[costs[0].length][costs.length];
    for (int row = 0; row < costs.length; row++) {
      for (int column = 0; column < turned.length; column++) {
        turned[column][row] = costs[row][column];
      }
    }
    return new LabelCosts(turned);
  }

  /** Writes the coordinates that stand for a row's label to the end of {@code to}. */
  void writeRow(int label, double[] to) {
    int from = to.length - costs.length;
    for (int l = 0; l < costs.length; l++) {
      to[from + l] = l == label ? 1 : 0;
    }
  }

  /** Writes the coordinates that stand for a column's label to the end of {@code to}. */
  void writeColumn(int label, double factor, double[] to) {
    int from = to.length - costs.length;
    for (int l = 0; l < costs.length; l++) {
      to[from + l] = -costs[l][label] / factor;
    }
  }
}
