package io.convoy.geometry;

import java.io.Serializable;

/**
 * What it costs to move a row of one label to a column of another, beside their points.
 *
 * <p>Labels are numbers from 0. A product kernel takes such a cost for coordinates: a row's are 1
 * at its label and 0 elsewhere, a column's the costs of its label from every row label, halved and
 * negated, so that {@code -2 <x, y>} is the cost. A pair then takes as many steps more as rows have
 * labels.
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
  void writeColumn(int label, double[] to) {
    int from = to.length - costs.length;
    for (int l = 0; l < costs.length; l++) {
      to[from + l] = -costs[l][label] / 2;
    }
  }
}
