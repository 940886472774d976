package io.convoy.geometry;

import io.convoy.numerics.Kernels;
import java.util.Arrays;
import java.util.Optional;

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
  private static double highest(double scale) {
    return -Kernels.FILLER / Math.max(scale, 1);
  }

  @Override
  public int place(int column) {
    return column;
  }

  @Override
  public int columnAt(int place) {
    return place;
  }

  @Override
  public Turned turned(PointBlock block, int[] chosen) {
    int rows = block.rows();
    double[] costs = new double[Math.multiplyExact(chosen.length, rows)];
    for (int k = 0; k < chosen.length; k++) {
      for (int i = 0; i < rows; i++) {
        costs[k * rows + i] = block.coordinate(i, chosen[k]);
      }
    }
    return new Turned(new DenseCost(rows), PointBlock.ofOnes(rows, costs));
  }

  @Override
  public CostSum costSum(double[] masses, double scale) {
    double total = Arrays.stream(masses).sum();
    double[] costs = new double[columns];
    return (block, row) -> {
      double lowest = reduce(block, row, highest(scale), costs);
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += masses[j] * costs[j];
      }
      return total * lowest + sum;
    };
  }

  /** Nothing is known of where the rows are, so nothing is skipped. */
  @Override
  public FloatTile floatTile(Exponents exponents, boolean skips) {
    return new FloatTile(exponents, new Floats(this, exponents), Kernels.GROUP, Optional.empty());
  }

  @Override
  public DoubleTile doubleTile(Exponents exponents, boolean skips) {
    return new DoubleTile(exponents, new Doubles(this, exponents), Kernels.GROUP, Optional.empty());
  }

  private static final class Floats implements FloatPairs {

    private final DenseCost cost;
    private final Exponents exponents;
    private final double highest;
    private final double[] row;
    private float[][] costs = {};

    Floats(DenseCost cost, Exponents exponents) {
      this.cost = cost;
      this.exponents = exponents;
      this.highest = highest(exponents.scale());
      this.row = new double[cost.columns];
    }

    @Override
    public double pack(PointBlock block, int blockRow, int r) {
      if (costs.length <= r) {
        int filled = costs.length;
        costs = Arrays.copyOf(costs, filled + Kernels.GROUP);
        for (int i = filled; i < costs.length; i++) {
          costs[i] = new float[exponents.padded()];
        }
      }
      double lowest = cost.reduce(block, blockRow, highest, row);
      for (int j = 0; j < row.length; j++) {
        costs[r][j] = (float) row[j];
      }
      return lowest;
    }

    @Override
    public void exponents(
        int first,
        int groups,
        int[] list,
        int from,
        int to,
        float[] tile,
        int at,
        int stride,
        float[] max) {
      int rows = groups * Kernels.GROUP;
      for (int r = 0; r < rows; r++) {
        for (int p = from; p < to; p++) {
          int panel = list[p] * Kernels.PANEL;
          int into = at + r * stride + (p - from) * Kernels.PANEL;
          System.arraycopy(costs[r], panel, tile, into, Kernels.PANEL);
        }
      }
      Kernels.best()
          .floats()
          .affine(
              tile,
              at,
              rows,
              stride,
              (float) exponents.scale(),
              exponents.floatBias(),
              list,
              from,
              to,
              max);
    }
  }

  private static final class Doubles implements DoublePairs {

    private final DenseCost cost;
    private final Exponents exponents;
    private final double highest;
    private final double[] row;
    private double[][] costs = {};

    Doubles(DenseCost cost, Exponents exponents) {
      this.cost = cost;
      this.exponents = exponents;
      this.highest = highest(exponents.scale());
      this.row = new double[cost.columns];
    }

    @Override
    public double pack(PointBlock block, int blockRow, int r) {
      if (costs.length <= r) {
        int filled = costs.length;
        costs = Arrays.copyOf(costs, filled + Kernels.GROUP);
        for (int i = filled; i < costs.length; i++) {
          costs[i] = new double[exponents.padded()];
        }
      }
      double lowest = cost.reduce(block, blockRow, highest, row);
      System.arraycopy(row, 0, costs[r], 0, row.length);
      return lowest;
    }

    @Override
    public void exponents(
        int first,
        int groups,
        int[] list,
        int from,
        int to,
        double[] tile,
        int at,
        int stride,
        double[] max) {
      int rows = groups * Kernels.GROUP;
      for (int r = 0; r < rows; r++) {
        for (int p = from; p < to; p++) {
          int panel = list[p] * Kernels.PANEL;
          int into = at + r * stride + (p - from) * Kernels.PANEL;
          System.arraycopy(costs[r], panel, tile, into, Kernels.PANEL);
        }
      }
      Kernels.best()
          .doubles()
          .affine(tile, at, rows, stride, exponents.scale(), exponents.bias(), list, from, to, max);
    }
  }
}
