package io.convoy.geometry;

import io.convoy.numerics.FloatKernels;
import io.convoy.numerics.Kernels;
import java.util.Arrays;

/**
 * The squared distances of a few rows to all columns in float, some columns at a time, with a bound
 * of what rounding does to them: to rule out pairs that are far apart. Working storage of one
 * thread.
 *
 * <p>What is computed is the closeness {@code 2 <x, y> - |y|^2} of centred points: a squared
 * distance is {@code |x|^2} less that.
 */
public final class NearTile {

  private static final int ROWS = 64;
  private static final int STRIP = FloatKernels.STRIP;

  /** A few units in the last place of a float, for the sums of parts. */
  private static final double ROUNDING = 0x1p-21;

  private final PointCloud cloud;
  private final PointFloats pairs;
  private final FloatKernels kernels = Kernels.best().floats();
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

  /** A tile of a cloud of the squared Euclidean cost. */
  public NearTile(PointCloud cloud) {
    if (!cloud.cost().equals(GroundCost.SQUARED_EUCLIDEAN)) {
      throw new IllegalArgumentException("a near tile is of squared distances");
    }
    this.cloud = cloud;
    int panels = (cloud.columns() + Kernels.PANEL - 1) / Kernels.PANEL;
    this.list = Kernels.allPanels(panels);
    this.padded = panels * Kernels.PANEL;
    this.x = new double[cloud.width()];
    double most = 0;
    float[] bias = new float[padded];
    Arrays.fill(bias, Kernels.FILLER);
    for (int j = 0; j < cloud.columns(); j++) {
      bias[cloud.place(j)] = (float) -cloud.columnPart(j);
      most = Math.max(most, Math.abs(cloud.columnPart(j)));
    }
    this.pairs = PointFloats.ofCost(cloud, bias);
    this.furthest = most;
  }

  /** Loads rows of a block and returns how many. */
  public int load(PointBlock block, int from) {
    loaded = Math.min(ROWS, block.rows() - from);
    Arrays.fill(max, Float.NEGATIVE_INFINITY);
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

  /** Computes the closeness of the loaded rows and the columns at places from {@code from} on. */
  public void compute(int from) {
    int first = from / Kernels.PANEL;
    int end = Math.min(list.length, first + STRIP);
    int groups = (loaded + Kernels.GROUP - 1) / Kernels.GROUP;
    pairs.exponents(0, groups, list, first, end, tile, 0, stride, max);
  }

  /**
   * Writes, in their order, the places from {@code from} on, computed last, where a loaded row may
   * be near enough, and returns how many.
   *
   * @param limits by place, minus the squared distance that counts as near; infinite where nothing
   *     does
   */
  public int near(int row, float[] limits, int from, int width, int[] to) {
    float own = (float) (rowPart[row] - slack[row]);
    return kernels.atLeast(tile, row * stride, own, limits, from, width, to);
  }

  /**
   * Writes, in their order, the places from {@code from} on, computed last, that may be the nearest
   * to a loaded row of those computed since it was loaded, and returns how many.
   *
   * @param zeros one for each place
   */
  public int nearest(int row, float[] zeros, int from, int width, int[] to) {
    float own = (float) (max[row] - 2 * slack[row]);
    return kernels.atLeast(tile, row * stride, own, zeros, from, width, to);
  }
}
