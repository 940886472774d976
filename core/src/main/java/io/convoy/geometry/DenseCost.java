package io.convoy.geometry;

import io.convoy.numerics.Kernels;

/**
 * A cost that is given: the coordinates of a row <em>are</em> its costs to all columns. A cost may
 * be infinite as long as every row has one that is not: such a pair takes no mass.
 *
 * @param columns number of columns, and so of coordinates of every row
 */
public record DenseCost(int columns) implements Geometry {

  public DenseCost {
    if (columns < 1) {
      throw new IllegalArgumentException("a cost needs at least one column, got " + columns);
    }
  }

  @Override
  public int dimension() {
    return columns;
  }

  @Override
  public double columnPart(int column) {
    return 0;
  }

  /**
   * Writes a row's costs less the lowest of them, which is returned. Subtracted in double it leaves
   * floats only differences to hold, so a constant added to a row does not cost digits. Differences
   * are bounded by {@code highest}, for an exponent of minus infinity could not be left out of a
   * sum: times 0 it is not a number.
   */
  private double reduce(PointBlock block, int row, double highest, double[] costs) {
    double lowest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < columns; j++) {
      costs[j] = block.coordinate(row, j);
      lowest = Math.min(lowest, costs[j]);
    }
    for (int j = 0; j < columns; j++) {
      costs[j] = Math.min(costs[j] - lowest, highest);
    }
    return lowest;
  }

  /** Returns the largest difference whose exponent is not below a filler's. */
  private static double highest(Exponents exponents) {
    return -Kernels.FILLER / Math.max(exponents.scale(), 1);
  }

  @Override
  public FloatTile floatTile(Exponents exponents) {
    int padded = exponents.padded();
    double[] row = new double[columns];
    float[] costs = new float[Kernels.ROWS * padded];
    float scale = (float) exponents.scale();
    double highest = highest(exponents);
    Kernels kernels = Kernels.best();
    return new FloatTile(
        exponents,
        (block, from, rowPart, tile, max) -> {
          int count = Math.min(Kernels.ROWS, block.rows() - from);
          for (int r = 0; r < count; r++) {
            rowPart[r] = reduce(block, from + r, highest, row);
            for (int j = 0; j < columns; j++) {
              costs[r * padded + j] = (float) row[j];
            }
          }
          kernels.affine(costs, scale, exponents.floatBias(), tile, max);
          return count;
        });
  }

  @Override
  public DoubleTile doubleTile(Exponents exponents) {
    int padded = exponents.padded();
    double[] row = new double[columns];
    double[] costs = new double[Kernels.ROWS * padded];
    double highest = highest(exponents);
    Kernels kernels = Kernels.best();
    return new DoubleTile(
        exponents,
        (block, from, rowPart, tile, max) -> {
          int count = Math.min(Kernels.ROWS, block.rows() - from);
          for (int r = 0; r < count; r++) {
            rowPart[r] = reduce(block, from + r, highest, row);
            System.arraycopy(row, 0, costs, r * padded, columns);
          }
          kernels.affine(costs, exponents.scale(), exponents.bias(), tile, max);
          return count;
        });
  }
}
