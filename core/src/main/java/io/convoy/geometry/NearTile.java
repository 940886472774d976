package io.convoy.geometry;

import io.convoy.numerics.FloatKernels;
import io.convoy.numerics.Kernels;

/**
 * The squared distances of a few rows to all columns in float, some columns at a time, with a bound
 * of what rounding does to them: to rule out pairs that are far apart. Working storage of one
 * thread.
 *
 * <p>What is computed is the product part {@code 2 <x, y>} of {@code alpha_i + beta_j - 2 <x, y>}.
 */
public final class NearTile {

  private static final int ROWS = 32;
  private static final int STRIP = 2 * FloatKernels.STRIP;

  /** A few units in the last place of a float, for the sums of parts. */
  private static final double ROUNDING = 0x1p-21;

  private final PointCloud cloud;
  private final PointFloats pairs;
  private final int[] list;
  private final int padded;
  private final int stride = Kernels.stride(STRIP * Kernels.PANEL);
  private final float[] tile = new float[ROWS * stride];
  private final float[] max = new float[ROWS];
  private final double[] rowPart = new double[ROWS];
  private final double[] slack = new double[ROWS];
  private final double[] x;
  private final double furthest;
  private int loaded;

  /** A tile of a cloud of the squared Euclidean cost without labels. */
  public NearTile(PointCloud cloud) {
    if (cloud.cost() != GroundCost.SQUARED_EUCLIDEAN || cloud.isLabelled()) {
      throw new IllegalArgumentException("a near tile is of squared distances");
    }
    this.cloud = cloud;
    int panels = (cloud.columns() + Kernels.PANEL - 1) / Kernels.PANEL;
    this.list = Kernels.allPanels(panels);
    this.padded = panels * Kernels.PANEL;
    this.pairs = PointFloats.ofCost(cloud, new float[padded]);
    this.x = new double[cloud.width()];
    double most = 0;
    for (int j = 0; j < cloud.columns(); j++) {
      most = Math.max(most, Math.abs(cloud.columnPart(j)));
    }
    this.furthest = most;
  }

  /** Loads rows of a block and returns how many. */
  public int load(PointBlock block, int from) {
    loaded = Math.min(ROWS, block.rows() - from);
    for (int r = 0; r < loaded; r++) {
      rowPart[r] = pairs.pack(block, from + r, r);
      cloud.centredRow(block, from + r, x);
      double length = Math.sqrt(Projection.dot(x, x));
      slack[r] =
          ROUNDING
              * ((x.length + 8) * length * cloud.longestColumn() + Math.abs(rowPart[r]) + furthest);
    }
    return loaded;
  }

  /** Returns the number of columns with fillers. */
  public int padded() {
    return padded;
  }

  /** Returns how many columns are computed at a time. */
  public int step() {
    return STRIP * Kernels.PANEL;
  }

  /**
   * Computes {@code 2 <x, y>} of the loaded rows and the columns at places from {@code from} on.
   */
  public void compute(int from) {
    int first = from / Kernels.PANEL;
    int end = Math.min(list.length, first + STRIP);
    int groups = (loaded + Kernels.GROUP - 1) / Kernels.GROUP;
    pairs.exponents(0, groups, list, first, end, tile, 0, stride, max);
  }

  /** Returns what was computed, row after row. */
  public float[] tile() {
    return tile;
  }

  /** Returns where in it row {@code r} begins. */
  public int at(int r) {
    return r * stride;
  }

  /** Returns {@code alpha} of a loaded row, less what rounding may add to a pair's distance. */
  public double least(int r) {
    return rowPart[r] - slack[r];
  }
}
