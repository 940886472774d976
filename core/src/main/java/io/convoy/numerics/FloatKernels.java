package io.convoy.numerics;

import java.util.Arrays;
import java.util.Objects;

/** Kernels in float. Layouts are described in {@link Kernels}. */
public abstract sealed class FloatKernels permits ScalarFloatKernels, VectorFloatKernels {

  /** Panels whose powers a virtual lane adds in float, before its sum goes on in double. */
  public static final int STRIP = 32;

  /** Smallest exponent of a power; lower ones count as this one. */
  public static final float FLOOR = -125f;

  /** A sum of {@link #powers} above this says that some exponent is far above its reference. */
  public static final double CEILING = 0x1p40;

  /** Excess of an exponent over the reference of {@link #powers} up to which a sum tells of it. */
  public static final double MOST_EXCESS = 1 << 20;

  static final int PANEL = Kernels.PANEL;
  static final int GROUP = Kernels.GROUP;

  /**
   * The floor as bits of a depth below the reference. Floats that are not negative have the order
   * of their bits, so the minimum of integers, one instruction, bounds a depth (negative ones, as
   * integers, are below all others and pass); that of floats takes six on x86 to get zeros and
   * not-a-numbers right.
   */
  static final int DEEPEST = Float.floatToRawIntBits(-FLOOR);

  /** Adding this rounds to an integer and leaves that integer in the low bits. */
  static final float ROUND = 0x1.8p23f;

  /**
   * The bits of the rounded depth -126: of a deeper negative one the power would overflow into the
   * sign, so it counts as this, which gives a power that no sum hides.
   */
  static final int HIGHEST = Float.floatToRawIntBits(ROUND) - 126;

  /**
   * 2^x on [-1/2, 1/2] as 1 + x (C1 + x (C2 + ...)): the polynomial of least relative error with
   * constant term 1; 9.2e-8 before rounding.
   */
  static final float C1 = 0.6931469775976783f;

  static final float C2 = 0.24022242083111814f;
  static final float C3 = 0.05550733744471214f;
  static final float C4 = 0.009671512785777726f;
  static final float C5 = 0.0013264727252625466f;

  /**
   * Coordinates summed at a stretch. A panel's 24 KB of them stay in the first-level cache while
   * all rows pass by, and sums of shorter sums round less.
   */
  static final int STRETCH = 192;

  FloatKernels() {}

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
      float[] x,
      int first,
      int groups,
      int d,
      float[] panels,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] tile,
      int at,
      int stride,
      float[] max) {
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
      float[] x,
      int first,
      int groups,
      int d,
      float[] panels,
      double p,
      float scale,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] tile,
      int at,
      int stride,
      float[] max) {
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
      float[] tile,
      int at,
      int rows,
      int stride,
      float scale,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] max) {
    Kernels.checkList(list, from, to, bias.length);
    Kernels.checkTile(tile.length, at, rows, stride, to - from);
    Kernels.check(max.length >= rows, "maxima", max.length);
    affineK(tile, at, rows, stride, scale, bias, list, from, to, max);
  }

  /**
   * Fills four rows of a tile with the powers {@code 2^(bias[j] + <x_r, y_j> - reference_r)} in one
   * pass and writes their sums weighted by {@code weight}. For small {@code d}: coordinates stay in
   * registers and exponents never meet memory; the bias comes first in each sum.
   *
   * <p>A reference need not be the row's maximum: any exponents up to 40 above it add up well. A
   * sum that is above {@link #CEILING} or not a number says that it was too low, and must not be
   * used; by more than {@link #MOST_EXCESS} it must not be.
   *
   * @param group which group of {@code x}, {@code reference} and {@code sums}
   * @param list panels to visit, at most {@link #STRIP}
   * @param reference one per row
   * @param at where the group's first row begins in the tile
   * @param sums one per row
   */
  public final void powers(
      float[] x,
      int group,
      int d,
      float[] panels,
      float[] bias,
      float[] weight,
      int[] list,
      int from,
      int to,
      float[] reference,
      float[] tile,
      int at,
      int stride,
      double[] sums) {
    Kernels.checkList(list, from, to, bias.length);
    Kernels.check(to - from <= STRIP, "listed panels", to - from);
    checkGroup(x, group, d, panels, bias, reference);
    Kernels.check(weight.length == bias.length, "weights", weight.length);
    Kernels.checkTile(tile.length, at, GROUP, stride, to - from);
    Kernels.check(sums.length >= (group + 1) * GROUP, "sums", sums.length);
    powersK(x, group, d, panels, bias, weight, list, from, to, reference, tile, at, stride, sums);
    markUnknown(group, reference, sums);
  }

  /**
   * Does what {@link #product} and then {@link #exponentiate} of each row do, with the same bits,
   * for references that are known before: a panel at a time, so that exponents stay in the
   * first-level cache. For many coordinates; of references it asks what {@link #powers} asks. A row
   * whose reference is not finite has a sum that is not a number, and powers without a meaning.
   *
   * @param first the first group of {@code x}, {@code reference} and {@code sums}
   * @param groups how many
   * @param list panels to visit, at most {@link #STRIP}
   * @param reference one per row
   * @param at where the first row begins in the tile
   * @param sums one per row
   */
  public final void productPowers(
      float[] x,
      int first,
      int groups,
      int d,
      float[] panels,
      float[] bias,
      float[] weight,
      int[] list,
      int from,
      int to,
      float[] reference,
      float[] tile,
      int at,
      int stride,
      double[] sums) {
    Kernels.check(to - from <= STRIP, "listed panels", to - from);
    Kernels.check(weight.length == bias.length, "weights", weight.length);
    Kernels.check(sums.length >= (first + groups) * GROUP, "sums", sums.length);
    checkPairs(x, first, groups, d, panels, bias, list, from, to, tile, at, stride, reference);
    productPowersK(
        x, first, groups, d, panels, bias, weight, list, from, to, reference, tile, at, stride,
        sums);
    for (int g = first; g < first + groups; g++) {
      markUnknown(g, reference, sums);
    }
  }

  /** Writes the sums of {@link #powers}, with the same bits, and nothing else. */
  public final void sumPowers(
      float[] x,
      int group,
      int d,
      float[] panels,
      float[] bias,
      float[] weight,
      int[] list,
      int from,
      int to,
      float[] reference,
      double[] sums) {
    Kernels.checkList(list, from, to, bias.length);
    Kernels.check(to - from <= STRIP, "listed panels", to - from);
    checkGroup(x, group, d, panels, bias, reference);
    Kernels.check(weight.length == bias.length, "weights", weight.length);
    Kernels.check(sums.length >= (group + 1) * GROUP, "sums", sums.length);
    sumPowersK(x, group, d, panels, bias, weight, list, from, to, reference, sums);
    markUnknown(group, reference, sums);
  }

  /**
   * Adds the powers of {@link #powers}, each row's times its factor, to {@code sums}, one per
   * column: what {@link #accumulate} does with powers that were kept.
   *
   * @param factors one per row
   */
  public final void spreadPowers(
      float[] x,
      int group,
      int d,
      float[] panels,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] reference,
      float[] factors,
      float[] sums) {
    Kernels.checkList(list, from, to, bias.length);
    checkGroup(x, group, d, panels, bias, reference);
    Kernels.check(factors.length >= (group + 1) * GROUP, "factors", factors.length);
    Kernels.check(sums.length == bias.length, "sums", sums.length);
    spreadPowersK(x, group, d, panels, bias, list, from, to, reference, factors, sums);
  }

  private static void checkGroup(
      float[] x, int group, int d, float[] panels, float[] bias, float[] reference) {
    Kernels.check(d >= 1 && x.length >= (group + 1L) * GROUP * d, "row coordinates", x.length);
    Kernels.check(panels.length == (long) bias.length * d, "panel coordinates", panels.length);
    Kernels.check(reference.length >= (group + 1) * GROUP, "references", reference.length);
  }

  private static void markUnknown(int group, float[] reference, double[] sums) {
    for (int r = group * GROUP; r < (group + 1) * GROUP; r++) {
      if (!Float.isFinite(reference[r])) {
        sums[r] = Double.NaN;
      }
    }
  }

  /**
   * Replaces a row's exponents by {@code 2^(entry - reference)} and returns the sum of the powers
   * weighted by {@code weight}. The relative error of each power is below 1.8e-7; differences below
   * {@value #FLOOR} count as that. If the reference is not finite, neither is the row: it becomes
   * not-a-number, and so does the sum.
   *
   * @param at where the row begins in the tile
   * @param weight one per column
   */
  public final double exponentiate(
      float[] tile, int at, float reference, float[] weight, int[] list, int from, int to) {
    Kernels.checkList(list, from, to, weight.length);
    Kernels.checkTile(tile.length, at, 1, 0, to - from);
    if (!Float.isFinite(reference)) {
      Arrays.fill(tile, at, at + (to - from) * PANEL, Float.NaN);
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
      float[] tile,
      int at,
      int stride,
      float[] factors,
      int group,
      int[] list,
      int from,
      int to,
      float[] sums) {
    Kernels.checkList(list, from, to, sums.length);
    Kernels.checkTile(tile.length, at, GROUP, stride, to - from);
    Kernels.check(factors.length >= (group + 1) * GROUP, "factors", factors.length);
    accumulateK(tile, at, stride, factors, group, list, from, to, sums);
  }

  /**
   * Writes, in their order, the columns from {@code from} on whose entry of a tile is at least
   * {@code row + least}, and returns how many there are.
   *
   * @param at where the entry of column {@code from} stands in the tile
   * @param least by column; infinite where nothing counts
   * @param to takes {@code width} columns at most
   */
  public final int atLeast(
      float[] tile, int at, float row, float[] least, int from, int width, int[] to) {
    Objects.checkFromIndexSize(at, width, tile.length);
    Objects.checkFromIndexSize(from, width, least.length);
    Objects.checkFromIndexSize(0, width, to.length);
    return atLeastK(tile, at, row, least, from, width, to);
  }

  abstract int atLeastK(
      float[] tile, int at, float row, float[] least, int from, int width, int[] to);

  abstract void productK(
      float[] x,
      int first,
      int groups,
      int d,
      float[] panels,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] tile,
      int at,
      int stride,
      float[] max);

  abstract void distanceK(
      float[] x,
      int first,
      int groups,
      int d,
      float[] panels,
      double p,
      float scale,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] tile,
      int at,
      int stride,
      float[] max);

  /** Any norm, the same code for both providers. */
  private static void normK(
      float[] x,
      int first,
      int groups,
      int d,
      float[] panels,
      double p,
      float scale,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] tile,
      int at,
      int stride,
      float[] max) {
    double[] differences = new double[d];
    for (int r = first * GROUP; r < (first + groups) * GROUP; r++) {
      int row = r / GROUP * GROUP * d + r % GROUP;
      for (int q = from; q < to; q++) {
        for (int lane = 0; lane < PANEL; lane++) {
          int column = list[q] * PANEL * d + lane;
          for (int k = 0; k < d; k++) {
            differences[k] = x[row + k * GROUP] - panels[column + k * PANEL];
          }
          float u =
              Math.fma((float) Kernels.norm(differences, p), -scale, bias[list[q] * PANEL + lane]);
          tile[at + (r - first * GROUP) * stride + (q - from) * PANEL + lane] = u;
          max[r] = Math.max(max[r], u);
        }
      }
    }
  }

  abstract void affineK(
      float[] tile,
      int at,
      int rows,
      int stride,
      float scale,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] max);

  abstract void powersK(
      float[] x,
      int group,
      int d,
      float[] panels,
      float[] bias,
      float[] weight,
      int[] list,
      int from,
      int to,
      float[] reference,
      float[] tile,
      int at,
      int stride,
      double[] sums);

  abstract void productPowersK(
      float[] x,
      int first,
      int groups,
      int d,
      float[] panels,
      float[] bias,
      float[] weight,
      int[] list,
      int from,
      int to,
      float[] reference,
      float[] tile,
      int at,
      int stride,
      double[] sums);

  abstract void sumPowersK(
      float[] x,
      int group,
      int d,
      float[] panels,
      float[] bias,
      float[] weight,
      int[] list,
      int from,
      int to,
      float[] reference,
      double[] sums);

  abstract void spreadPowersK(
      float[] x,
      int group,
      int d,
      float[] panels,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] reference,
      float[] factors,
      float[] sums);

  abstract double exponentiateK(
      float[] tile, int at, float reference, float[] weight, int[] list, int from, int to);

  abstract void accumulateK(
      float[] tile,
      int at,
      int stride,
      float[] factors,
      int group,
      int[] list,
      int from,
      int to,
      float[] sums);

  private static void checkPairs(
      float[] x,
      int first,
      int groups,
      int d,
      float[] panels,
      float[] bias,
      int[] list,
      int from,
      int to,
      float[] tile,
      int at,
      int stride,
      float[] max) {
    Kernels.checkList(list, from, to, bias.length);
    Kernels.check(
        d >= 1 && x.length >= ((long) first + groups) * GROUP * d, "row coordinates", x.length);
    Kernels.check(panels.length == (long) bias.length * d, "panel coordinates", panels.length);
    Kernels.checkTile(tile.length, at, groups * GROUP, stride, to - from);
    Kernels.check(max.length >= (first + groups) * GROUP, "maxima", max.length);
  }
}
