package io.convoy.numerics;

import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inner loops over a group of {@value #ROWS} rows and all columns.
 *
 * <p><b>Panels.</b> Columns are packed in panels of {@value #FLOAT_PANEL} (float) or {@value
 * #DOUBLE_PANEL} (double) neighbours, coordinate by coordinate: coordinate {@code k} of column
 * {@code j} of a {@code d}-dimensional cloud stands at {@code (j / W) * W * d + k * W + j % W},
 * {@code W} the panel width. The number of columns is a multiple of {@code W}; fillers carry a bias
 * of {@link #FILLER} and weight 0.
 *
 * <p><b>Tiles.</b> A tile holds the base-2 exponents of {@value #ROWS} rows, row after row, each
 * {@code columns} long. All methods are pure functions of their arguments, allocate next to nothing
 * and return the same bits for every provider.
 *
 * <p>Lengths are checked here, once per call; behind the facade nothing is checked.
 */
public abstract sealed class Kernels permits ScalarKernels, VectorKernels {

  /** Rows per group. */
  public static final int ROWS = 4;

  /** Columns per panel of floats, and virtual lanes of a float sum. */
  public static final int FLOAT_PANEL = 32;

  /** Columns per panel of doubles, and virtual lanes of a double sum. */
  public static final int DOUBLE_PANEL = 16;

  /** The exponent of a filler column: far below every real one, yet safe to add to. */
  public static final float FILLER = -1e30f;

  /** The number of sums that {@link #powerSums} writes. */
  public static final int POWER_SUMS = 5;

  /** A virtual lane adds this many floats, then their sum in double. */
  static final int STRIP = 32;

  /** Smallest exponent of a power in float; lower ones count as this one. */
  public static final float FLOAT_FLOOR = -125f;

  /** Smallest exponent of a power in double; lower ones count as this one. */
  public static final double DOUBLE_FLOOR = -1021;

  /**
   * The floors as bits of depths below the maximum. Floats that are not negative have the order of
   * their bits, so the minimum of integers, one instruction, bounds a depth; that of floats takes
   * six on x86 to get zeros and not-a-numbers right.
   */
  static final int FLOAT_DEPTH = Float.floatToRawIntBits(-FLOAT_FLOOR);

  static final long DOUBLE_DEPTH = Double.doubleToRawLongBits(-DOUBLE_FLOOR);

  /** Adding this float rounds to an integer and leaves that integer in the low bits. */
  static final float FLOAT_ROUND = 0x1.8p23f;

  /** Adding this double rounds to an integer and leaves that integer in the low bits. */
  static final double DOUBLE_ROUND = 0x1.8p52;

  /**
   * 2^x on [-1/2, 1/2] as 1 + x (F1 + x (F2 + ...)): the polynomial of least relative error with
   * constant term 1; 9.2e-8 before rounding.
   */
  static final float F1 = 0.6931469775976783f;

  static final float F2 = 0.24022242083111814f;
  static final float F3 = 0.05550733744471214f;
  static final float F4 = 0.009671512785777726f;
  static final float F5 = 0.0013264727252625466f;

  /** The same in double: 3.5e-18 before rounding. */
  static final double D1 = 0.6931471805599453;

  static final double D2 = 0.2402265069591013;
  static final double D3 = 0.055504108664820064;
  static final double D4 = 0.009618129107594131;
  static final double D5 = 0.001333355814677971;
  static final double D6 = 1.5403530457094953e-4;
  static final double D7 = 1.5252733488471999e-5;
  static final double D8 = 1.3215435291966895e-6;
  static final double D9 = 1.0178201409305975e-7;
  static final double D10 = 7.073781466244569e-9;
  static final double D11 = 4.4345097866152646e-10;

  private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);

  /** Returns the fastest provider of this machine, the same one on every call. */
  public static Kernels best() {
    return Best.KERNELS;
  }

  /** Returns the scalar provider, present everywhere. */
  public static Kernels scalar() {
    return ScalarKernels.INSTANCE;
  }

  /** Returns the vector provider, absent where the JVM runs without jdk.incubator.vector. */
  public static Optional<Kernels> vector() {
    return Best.VECTOR;
  }

  /** Returns the provider's name and lane width for reports, such as {@code vector-512}. */
  public abstract String description();

  /**
   * Fills a tile with {@code bias[j] + <x_r, y_j>} in float and its row maxima. The bias is added
   * last: biases are often large, and a sum that began with one would round each of its {@code d}
   * terms to the bias's precision.
   *
   * @param x {@value #ROWS} rows of {@code d} coordinates, row after row
   * @param panels columns in panels of {@value #FLOAT_PANEL}
   * @param bias one per column; its length is the number of columns
   * @param tile receives {@value #ROWS} rows
   * @param max receives {@value #ROWS} maxima
   */
  public final void product(
      float[] x, int d, float[] panels, float[] bias, float[] tile, float[] max) {
    checkTile(x.length, d, panels.length, bias.length, FLOAT_PANEL, tile.length, max.length);
    productK(x, d, panels, bias, tile, max);
  }

  /** Fills a tile with {@code bias[j] - scale |x_r - y_j|}; arguments as in {@code product}. */
  public final void distance(
      float[] x, int d, float[] panels, float scale, float[] bias, float[] tile, float[] max) {
    checkTile(x.length, d, panels.length, bias.length, FLOAT_PANEL, tile.length, max.length);
    distanceK(x, d, panels, scale, bias, tile, max);
  }

  /**
   * Fills a tile with {@code bias[j] - scale costs[r][j]}; {@code costs} is laid out as the tile.
   */
  public final void affine(float[] costs, float scale, float[] bias, float[] tile, float[] max) {
    checkTile(ROWS, 1, bias.length, bias.length, FLOAT_PANEL, tile.length, max.length);
    check(costs.length >= ROWS * bias.length, "costs", costs.length);
    affineK(costs, scale, bias, tile, max);
  }

  /**
   * Replaces row {@code row} of a tile by {@code 2^(tile - max)} and returns its sum weighted by
   * {@code weight}. The relative error of each power is below 1.8e-7; differences below {@value
   * #FLOAT_FLOOR} count as that. If the maximum is not finite, neither is the row: it becomes
   * not-a-number, and so does the sum.
   *
   * @param max the row's maximum as its tile kernel returned it
   */
  public final double exponentiate(float[] tile, int row, float max, float[] weight) {
    checkRow(tile.length, row, weight.length, FLOAT_PANEL);
    if (!Float.isFinite(max)) {
      Arrays.fill(tile, row * weight.length, (row + 1) * weight.length, Float.NaN);
      return Double.NaN;
    }
    return exponentiateK(tile, row * weight.length, max, weight);
  }

  /** Adds the tile's rows, each times its factor, to {@code sums}, one per column. */
  public final void accumulate(float[] tile, float[] factors, float[] sums) {
    checkRow(tile.length, ROWS - 1, sums.length, FLOAT_PANEL);
    check(factors.length >= ROWS, "factors", factors.length);
    accumulateK(tile, factors, sums);
  }

  /** As the float method, in double with panels of {@value #DOUBLE_PANEL}. */
  public final void product(
      double[] x, int d, double[] panels, double[] bias, double[] tile, double[] max) {
    checkTile(x.length, d, panels.length, bias.length, DOUBLE_PANEL, tile.length, max.length);
    productK(x, d, panels, bias, tile, max);
  }

  /** As the float method, in double. */
  public final void distance(
      double[] x,
      int d,
      double[] panels,
      double scale,
      double[] bias,
      double[] tile,
      double[] max) {
    checkTile(x.length, d, panels.length, bias.length, DOUBLE_PANEL, tile.length, max.length);
    distanceK(x, d, panels, scale, bias, tile, max);
  }

  /** As the float method, in double. */
  public final void affine(
      double[] costs, double scale, double[] bias, double[] tile, double[] max) {
    checkTile(ROWS, 1, bias.length, bias.length, DOUBLE_PANEL, tile.length, max.length);
    check(costs.length >= ROWS * bias.length, "costs", costs.length);
    affineK(costs, scale, bias, tile, max);
  }

  /** As the float method, in double: relative error below 2e-16, floor {@value #DOUBLE_FLOOR}. */
  public final double exponentiate(double[] tile, int row, double max, double[] weight) {
    checkRow(tile.length, row, weight.length, DOUBLE_PANEL);
    if (!Double.isFinite(max)) {
      Arrays.fill(tile, row * weight.length, (row + 1) * weight.length, Double.NaN);
      return Double.NaN;
    }
    return exponentiateK(tile, row * weight.length, max, weight);
  }

  /** As the float method, in double. */
  public final void accumulate(double[] tile, double[] factors, double[] sums) {
    checkRow(tile.length, ROWS - 1, sums.length, DOUBLE_PANEL);
    check(factors.length >= ROWS, "factors", factors.length);
    accumulateK(tile, factors, sums);
  }

  /** Returns {@code sum_j tile[row][j] v[j]}. */
  public final double dot(double[] tile, int row, double[] v) {
    checkRow(tile.length, row, v.length, DOUBLE_PANEL);
    return dotK(tile, row * v.length, v);
  }

  /** Returns {@code sum_j a[row][j] b[row][j] v[j]} of two tiles. */
  public final double dot(double[] a, double[] b, int row, double[] v) {
    checkRow(Math.min(a.length, b.length), row, v.length, DOUBLE_PANEL);
    return dotK(a, b, row * v.length, v);
  }

  /**
   * Writes five sums over the columns of one row in one pass over its powers and exponents: {@code
   * sum e v}, {@code sum e u}, {@code sum e y}, {@code sum e y v} and {@code sum e y u}, e the
   * power, u the exponent, v and y the values of the column.
   *
   * @param powers a tile of powers
   * @param exponents the tile of exponents they came from
   * @param v one per column
   * @param y one per column
   * @param sums receives the five
   */
  public final void powerSums(
      double[] powers, double[] exponents, int row, double[] v, double[] y, double[] sums) {
    checkRow(Math.min(powers.length, exponents.length), row, v.length, DOUBLE_PANEL);
    check(y.length == v.length, "columns", y.length);
    check(sums.length >= POWER_SUMS, "sums", sums.length);
    powerSumsK(powers, exponents, row * v.length, v, y, sums);
  }

  /** Returns {@code min_j (v[j] - scale tile[row][j])}. */
  public final double minAffine(double[] tile, int row, double scale, double[] v) {
    checkRow(tile.length, row, v.length, DOUBLE_PANEL);
    return minAffineK(tile, row * v.length, scale, v);
  }

  abstract void productK(float[] x, int d, float[] panels, float[] bias, float[] tile, float[] max);

  abstract void distanceK(
      float[] x, int d, float[] panels, float scale, float[] bias, float[] tile, float[] max);

  abstract void affineK(float[] costs, float scale, float[] bias, float[] tile, float[] max);

  abstract double exponentiateK(float[] tile, int from, float max, float[] weight);

  abstract void accumulateK(float[] tile, float[] factors, float[] sums);

  abstract void productK(
      double[] x, int d, double[] panels, double[] bias, double[] tile, double[] max);

  abstract void distanceK(
      double[] x, int d, double[] panels, double scale, double[] bias, double[] tile, double[] max);

  abstract void affineK(double[] costs, double scale, double[] bias, double[] tile, double[] max);

  abstract double exponentiateK(double[] tile, int from, double max, double[] weight);

  abstract void accumulateK(double[] tile, double[] factors, double[] sums);

  abstract double dotK(double[] tile, int from, double[] v);

  abstract double dotK(double[] a, double[] b, int from, double[] v);

  abstract void powerSumsK(
      double[] powers, double[] exponents, int from, double[] v, double[] y, double[] sums);

  abstract double minAffineK(double[] tile, int from, double scale, double[] v);

  /** Joins virtual lanes pairwise, lane i with lane i + half; overwrites them. */
  static double join(double[] lanes) {
    for (int half = lanes.length / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        lanes[i] += lanes[i + half];
      }
    }
    return lanes[0];
  }

  private static void checkTile(
      int x, int d, int panels, int columns, int width, int tile, int max) {
    check(columns > 0 && columns % width == 0, "columns", columns);
    check(d >= 1 && x >= ROWS * d, "row coordinates", x);
    check(panels == (long) columns * d, "panel coordinates", panels);
    check(tile >= ROWS * columns, "tile", tile);
    check(max >= ROWS, "maxima", max);
  }

  private static void checkRow(int tile, int row, int columns, int width) {
    check(columns > 0 && columns % width == 0, "columns", columns);
    check(row >= 0 && row < ROWS, "row", row);
    check(tile >= (row + 1) * columns, "tile", tile);
  }

  private static void check(boolean holds, String what, int size) {
    if (!holds) {
      throw new IllegalArgumentException("the kernel's " + what + " do not fit, got " + size);
    }
  }

  /** The choice of provider, made once. */
  private static final class Best {

    static final Optional<Kernels> VECTOR = probe();
    static final Kernels KERNELS = VECTOR.orElse(ScalarKernels.INSTANCE);

    private static Optional<Kernels> probe() {
      if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
        LOG.warn(
            "The vector module is not in this JVM, sweeps will be several times slower;"
                + " start java with --add-modules jdk.incubator.vector");
        return Optional.empty();
      }
      return Optional.of(new VectorKernels());
    }
  }
}
