package io.convoy.numerics;

import java.util.Arrays;

/** Kernels in double. Layouts are described in {@link Kernels}. */
public abstract sealed class DoubleKernels permits ScalarDoubleKernels, VectorDoubleKernels {

  /** Smallest exponent of a power; lower ones count as this one. */
  public static final double FLOOR = -1021;

  /** The number of sums that {@link #powerSums} writes. */
  public static final int POWER_SUMS = 5;

  static final int PANEL = Kernels.PANEL;
  static final int GROUP = Kernels.GROUP;

  /** The floor as bits of a depth below the reference; see {@link FloatKernels#DEEPEST}. */
  static final long DEEPEST = Double.doubleToRawLongBits(-FLOOR);

  /** Adding this rounds to an integer and leaves that integer in the low bits. */
  static final double ROUND = 0x1.8p52;

  /** The bits of the rounded depth -1022; see {@link FloatKernels#HIGHEST}. */
  static final long HIGHEST = Double.doubleToRawLongBits(ROUND) - 1022;

  /** 2^x on [-1/2, 1/2] as 1 + x (C1 + x (C2 + ...)): 3.5e-18 before rounding. */
  static final double C1 = 0.6931471805599453;

  static final double C2 = 0.2402265069591013;

  static final double C3 = 0.055504108664820064;

  static final double C4 = 0.009618129107594131;

  static final double C5 = 0.001333355814677971;

  static final double C6 = 1.5403530457094953e-4;

  static final double C7 = 1.5252733488471999e-5;

  static final double C8 = 1.3215435291966895e-6;

  static final double C9 = 1.0178201409305975e-7;

  static final double C10 = 7.073781466244569e-9;

  static final double C11 = 4.4345097866152646e-10;

  /**
   * Coordinates summed at a stretch. A panel's 24 KB of them stay in the first-level cache while
   * all rows pass by, and sums of shorter sums round less.
   */
  static final int STRETCH = 96;

  DoubleKernels() {}

  /**
   * Fills a tile with {@code bias[j] + <x_r, y_j>} and raises the rows' maxima to its own. The bias
   * is added last: biases are often large, and a sum that began with one would round each of its
   * {@code d} terms to the bias's precision.
   *
   * @param x groups of rows
   * @param first the first group to compute
   * @param groups how many
   * @param panels the columns
   * @param bias one per column
   * @param list panels to visit: the entries {@code from} to {@code to}, exclusive
   * @param tile receives {@code 4 groups} rows from {@code at} on
   * @param max one per row of {@code x}
   */
  public final void product(
      double[] x,
      int first,
      int groups,
      int d,
      double[] panels,
      double[] bias,
      int[] list,
      int from,
      int to,
      double[] tile,
      int at,
      int stride,
      double[] max) {
    checkPairs(x, first, groups, d, panels, bias, list, from, to, tile, at, stride, max);
    productK(x, first, groups, d, panels, bias, list, from, to, tile, at, stride, max);
  }

  /**
   * Fills a tile with {@code bias[j] - scale |x_r - y_j|_p}; other arguments as in {@code product}.
   * In vectors for p 1 and 2, much slower for others.
   *
   * @param p of the norm {@code (sum_k |z_k|^p)^(1/p)}, {@code >= 1} and finite
   */
  public final void distance(
      double[] x,
      int first,
      int groups,
      int d,
      double[] panels,
      double p,
      double scale,
      double[] bias,
      int[] list,
      int from,
      int to,
      double[] tile,
      int at,
      int stride,
      double[] max) {
    checkPairs(x, first, groups, d, panels, bias, list, from, to, tile, at, stride, max);
    if (p == 1 || p == 2) {
      distanceK(x, first, groups, d, panels, p, scale, bias, list, from, to, tile, at, stride, max);
    } else {
      normK(x, first, groups, d, panels, p, scale, bias, list, from, to, tile, at, stride, max);
    }
  }

  /**
   * Replaces the entries {@code e} of the tile by {@code bias[j] - scale e} and raises the rows'
   * maxima to its own.
   */
  public final void affine(
      double[] tile,
      int at,
      int rows,
      int stride,
      double scale,
      double[] bias,
      int[] list,
      int from,
      int to,
      double[] max) {
    Kernels.checkList(list, from, to, bias.length);
    Kernels.checkTile(tile.length, at, rows, stride, to - from);
    Kernels.check(max.length >= rows, "maxima", max.length);
    affineK(tile, at, rows, stride, scale, bias, list, from, to, max);
  }

  /**
   * Replaces a row's exponents by {@code 2^(entry - reference)} and returns the sum of the powers
   * weighted by {@code weight}. The relative error of each power is below 2e-16; differences below
   * {@value #FLOOR} count as that. If the reference is not finite, neither is the row: it becomes
   * not-a-number, and so does the sum.
   *
   * @param at where the row begins in the tile
   * @param weight one per column
   */
  public final double exponentiate(
      double[] tile, int at, double reference, double[] weight, int[] list, int from, int to) {
    Kernels.checkList(list, from, to, weight.length);
    Kernels.checkTile(tile.length, at, 1, 0, to - from);
    if (!Double.isFinite(reference)) {
      Arrays.fill(tile, at, at + (to - from) * PANEL, Double.NaN);
      return Double.NaN;
    }
    return exponentiateK(tile, at, reference, weight, list, from, to);
  }

  /**
   * Adds four rows of a tile, each times its factor, to {@code sums}, one per column.
   *
   * @param group which group of {@code factors}
   * @param at where the group's first row begins in the tile
   */
  public final void accumulate(
      double[] tile,
      int at,
      int stride,
      double[] factors,
      int group,
      int[] list,
      int from,
      int to,
      double[] sums) {
    Kernels.checkList(list, from, to, sums.length);
    Kernels.checkTile(tile.length, at, GROUP, stride, to - from);
    Kernels.check(factors.length >= (group + 1) * GROUP, "factors", factors.length);
    accumulateK(tile, at, stride, factors, group, list, from, to, sums);
  }

  /** Returns {@code sum_j tile[at + j] v[j]}. */
  public final double dot(double[] tile, int at, double[] v) {
    checkRow(tile.length, at, v.length);
    return dotK(tile, at, v);
  }

  /** Returns {@code sum_j a[at + j] b[at + j] v[j]} of two tiles. */
  public final double dot(double[] a, double[] b, int at, double[] v) {
    checkRow(Math.min(a.length, b.length), at, v.length);
    return dotK(a, b, at, v);
  }

  /**
   * Writes five sums over the listed columns of one row in one pass over its powers and exponents:
   * {@code sum e v}, {@code sum e u}, {@code sum e y}, {@code sum e y v} and {@code sum e y u}, e
   * the power, u the exponent, v and y the values of the column.
   *
   * @param powers a tile of powers
   * @param exponents the tile of exponents they came from
   * @param v one per column
   * @param y one per column
   * @param sums receives the five
   */
  public final void powerSums(
      double[] powers,
      double[] exponents,
      int at,
      double[] v,
      double[] y,
      int[] list,
      int from,
      int to,
      double[] sums) {
    Kernels.checkList(list, from, to, v.length);
    Kernels.checkTile(Math.min(powers.length, exponents.length), at, 1, 0, to - from);
    Kernels.check(y.length == v.length, "columns", y.length);
    Kernels.check(sums.length >= POWER_SUMS, "sums", sums.length);
    powerSumsK(powers, exponents, at, v, y, list, from, to, sums);
  }

  /** Returns the least {@code v[j] - scale entry} of a row over the listed columns. */
  public final double minAffine(
      double[] tile, int at, double scale, double[] v, int[] list, int from, int to) {
    Kernels.checkList(list, from, to, v.length);
    Kernels.checkTile(tile.length, at, 1, 0, to - from);
    return minAffineK(tile, at, scale, v, list, from, to);
  }

  abstract void productK(
      double[] x,
      int first,
      int groups,
      int d,
      double[] panels,
      double[] bias,
      int[] list,
      int from,
      int to,
      double[] tile,
      int at,
      int stride,
      double[] max);

  abstract void distanceK(
      double[] x,
      int first,
      int groups,
      int d,
      double[] panels,
      double p,
      double scale,
      double[] bias,
      int[] list,
      int from,
      int to,
      double[] tile,
      int at,
      int stride,
      double[] max);

  /** Any norm, the same code for both providers. */
  private static void normK(
      double[] x,
      int first,
      int groups,
      int d,
      double[] panels,
      double p,
      double scale,
      double[] bias,
      int[] list,
      int from,
      int to,
      double[] tile,
      int at,
      int stride,
      double[] max) {
    double[] differences = new double[d];
    for (int r = first * GROUP; r < (first + groups) * GROUP; r++) {
      int row = r / GROUP * GROUP * d + r % GROUP;
      for (int q = from; q < to; q++) {
        for (int lane = 0; lane < PANEL; lane++) {
          int column = list[q] * PANEL * d + lane;
          for (int k = 0; k < d; k++) {
            differences[k] = x[row + k * GROUP] - panels[column + k * PANEL];
          }
          double u = Math.fma(Kernels.norm(differences, p), -scale, bias[list[q] * PANEL + lane]);
          tile[at + (r - first * GROUP) * stride + (q - from) * PANEL + lane] = u;
          max[r] = Math.max(max[r], u);
        }
      }
    }
  }

  abstract void affineK(
      double[] tile,
      int at,
      int rows,
      int stride,
      double scale,
      double[] bias,
      int[] list,
      int from,
      int to,
      double[] max);

  abstract double exponentiateK(
      double[] tile, int at, double reference, double[] weight, int[] list, int from, int to);

  abstract void accumulateK(
      double[] tile,
      int at,
      int stride,
      double[] factors,
      int group,
      int[] list,
      int from,
      int to,
      double[] sums);

  abstract double dotK(double[] tile, int from, double[] v);

  abstract double dotK(double[] a, double[] b, int from, double[] v);

  abstract void powerSumsK(
      double[] powers,
      double[] exponents,
      int at,
      double[] v,
      double[] y,
      int[] list,
      int from,
      int to,
      double[] sums);

  abstract double minAffineK(
      double[] tile, int at, double scale, double[] v, int[] list, int from, int to);

  private static void checkRow(int tile, int at, int columns) {
    Kernels.check(columns > 0 && columns % PANEL == 0, "columns", columns);
    Kernels.checkTile(tile, at, 1, 0, columns / PANEL);
  }

  private static void checkPairs(
      double[] x,
      int first,
      int groups,
      int d,
      double[] panels,
      double[] bias,
      int[] list,
      int from,
      int to,
      double[] tile,
      int at,
      int stride,
      double[] max) {
    Kernels.checkList(list, from, to, bias.length);
    Kernels.check(
        d >= 1 && x.length >= ((long) first + groups) * GROUP * d, "row coordinates", x.length);
    Kernels.check(panels.length == (long) bias.length * d, "panel coordinates", panels.length);
    Kernels.checkTile(tile.length, at, groups * GROUP, stride, to - from);
    Kernels.check(max.length >= (first + groups) * GROUP, "maxima", max.length);
  }
}
