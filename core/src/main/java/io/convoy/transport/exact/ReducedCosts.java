package io.convoy.transport.exact;

import java.util.Arrays;

/**
 * Costs less their row and column minima, which changes no optimal plan and leaves the range that
 * matters.
 *
 * @param columns number of columns
 * @param values {@code C_ij - u_i - v_j >= 0}, row after row
 * @param columnParts v
 * @param highest the largest value
 */
record ReducedCosts(int columns, double[] values, double[] columnParts, double highest) {

  static ReducedCosts of(int rows, int columns, PairCost cost) {
    double[] values = new double[rows * columns];
    double[] columnParts = new double[columns];
    Arrays.fill(columnParts, Double.POSITIVE_INFINITY);
    for (int i = 0; i < rows; i++) {
      double lowest = Double.POSITIVE_INFINITY;
      for (int j = 0; j < columns; j++) {
        double c = cost.of(i, j);
        if (!Double.isFinite(c)) {
          throw new IllegalArgumentException(
              "costs must be finite, got " + c + " between row " + i + " and column " + j);
        }
        values[i * columns + j] = c;
        lowest = Math.min(lowest, c);
      }
      for (int j = 0; j < columns; j++) {
        double reduced = values[i * columns + j] - lowest;
        values[i * columns + j] = reduced;
        columnParts[j] = Math.min(columnParts[j], reduced);
      }
    }
    double highest = 0;
    for (int k = 0; k < values.length; k++) {
      values[k] -= columnParts[k % columns];
      highest = Math.max(highest, values[k]);
    }
    return new ReducedCosts(columns, values, columnParts, highest);
  }

  /** Returns the number of rows. */
  int rows() {
    return values.length / columns;
  }

  /** Returns the cost of a pair, given by its place, in units of {@code 1 / scale}. */
  long rounded(int pair, double scale) {
    return Math.round(values[pair] * scale);
  }
}
