package io.convoy.geometry;

import io.convoy.numerics.Kernels;

/**
 * A cost that is given: the coordinates of a row <em>are</em> its costs to all columns.
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
   * Returns a row's lowest cost, subtracted in double so that floats hold differences only: a
   * constant added to a row does not cost digits.
   */
  private double lowest(PointBlock block, int row) {
    double lowest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < columns; j++) {
      lowest = Math.min(lowest, block.coordinate(row, j));
    }
    return lowest;
  }

  @Override
  public FloatTile floatTile(Exponents exponents) {
    int padded = exponents.padded();
    float[] costs = new float[Kernels.ROWS * padded];
    float scale = (float) exponents.scale();
    Kernels kernels = Kernels.best();
    return new FloatTile(
        exponents,
        (block, from, rowPart, tile, max) -> {
          int count = Math.min(Kernels.ROWS, block.rows() - from);
          for (int r = 0; r < count; r++) {
            rowPart[r] = lowest(block, from + r);
            for (int j = 0; j < columns; j++) {
              costs[r * padded + j] = (float) (block.coordinate(from + r, j) - rowPart[r]);
            }
          }
          kernels.affine(costs, scale, exponents.floatBias(), tile, max);
          return count;
        });
  }

  @Override
  public DoubleTile doubleTile(Exponents exponents) {
    int padded = exponents.padded();
    double[] costs = new double[Kernels.ROWS * padded];
    Kernels kernels = Kernels.best();
    return new DoubleTile(
        exponents,
        (block, from, rowPart, tile, max) -> {
          int count = Math.min(Kernels.ROWS, block.rows() - from);
          for (int r = 0; r < count; r++) {
            rowPart[r] = lowest(block, from + r);
            for (int j = 0; j < columns; j++) {
              costs[r * padded + j] = block.coordinate(from + r, j) - rowPart[r];
            }
          }
          kernels.affine(costs, exponents.scale(), exponents.bias(), tile, max);
          return count;
        });
  }
}
