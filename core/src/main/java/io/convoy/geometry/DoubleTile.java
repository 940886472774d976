package io.convoy.geometry;

import io.convoy.numerics.DoubleKernels;
import io.convoy.numerics.Kernels;
import java.util.Arrays;
import java.util.Optional;

/**
 * A tile in double, whose exponents and powers can also be read and summed in other ways. Vectors
 * to sum with are as {@link Exponents#laidOut} gives them. A tile that skips has entries of the
 * listed columns only, and what is said of all columns is of these.
 */
public final class DoubleTile extends Tile {

  private final DoubleKernels kernels = Kernels.best().doubles();
  private final DoublePairs pairs;
  private final int stride;
  private final double[] tile;
  private final double[] max;
  private final double[] sums;
  private int groups;

  /** A tile of {@code rows} rows, a multiple of 4. */
  DoubleTile(Exponents exponents, DoublePairs pairs, int rows, Optional<Skipping> skipping) {
    super(exponents, rows, 2 * Kernels.GROUP, skipping);
    this.pairs = pairs;
    this.stride = Kernels.stride(exponents.padded());
    this.tile = new double[Math.multiplyExact(capacity(), stride)];
    this.max = new double[capacity()];
    this.sums = new double[exponents.padded()];
  }

  @Override
  void load(PointBlock block, int[] rows, int loaded, int panels) {
    for (int r = 0; r < loaded; r++) {
      rowPart[r] = pairs.pack(block, rows[r], r);
    }
    groups = (loaded + Kernels.GROUP - 1) / Kernels.GROUP;
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
    pairs.exponents(0, groups, list, 0, panels, tile, 0, stride, max);
  }

  @Override
  public double peak(int r) {
    return exponents.shift() + max[r];
  }

  @Override
  public double exponentiate(int r) {
    return kernels.exponentiate(tile, r * stride, max[r], exponents.weight(), list, 0, count());
  }

  @Override
  public void accumulate(double[] factors) {
    for (int g = 0; g < groups; g++) {
      kernels.accumulate(
          tile, g * Kernels.GROUP * stride, stride, factors, g, list, 0, count(), sums);
    }
  }

  @Override
  public double[] columnSums() {
    return exponents.byColumn(sums);
  }

  /**
   * Returns the entry of row {@code r} and a column of a tile that skips nothing: the exponent less
   * {@link #shift} before {@link #exponentiate}, {@code 2^(u - peak)} after it.
   */
  public double entry(int r, int column) {
    return tile[r * stride + exponents.place(column)];
  }

  /** Returns the number of entries that the loaded rows have, fillers among them. */
  public int entries() {
    return count() * Kernels.PANEL;
  }

  /** Returns the entry at place {@code e} of those that row {@code r} has; see {@link #entry}. */
  public double listedEntry(int r, int e) {
    return tile[r * stride + e];
  }

  /** Returns the column of the entries at place {@code e}, or -1 if they are fillers. */
  public int listedColumn(int e) {
    return exponents.columnAt(list[e / Kernels.PANEL] * Kernels.PANEL + e % Kernels.PANEL);
  }

  /** Returns what is to be added to an entry to give the exponent. */
  public double shift() {
    return exponents.shift();
  }

  /** Returns a copy of the entries as they are, in {@code reused} if that is such a copy. */
  public double[] copy(double[] reused) {
    double[] copy = reused.length == tile.length ? reused : new double[tile.length];
    for (int r = 0; r < groups * Kernels.GROUP; r++) {
      System.arraycopy(tile, r * stride, copy, r * stride, entries());
    }
    return copy;
  }

  /** Returns {@code sum_j entry_j v_j} of a tile that skips nothing; fillers of v are 0. */
  public double dot(int r, double[] v) {
    return kernels.dot(tile, r * stride, v);
  }

  /** Returns {@code sum_j entry_j other_j v_j} with the entries of a copy; see {@link #dot}. */
  public double dot(int r, double[] other, double[] v) {
    return kernels.dot(tile, other, r * stride, v);
  }

  /**
   * Writes the five sums of {@link DoubleKernels#powerSums} of row {@code r} after {@link
   * #exponentiate}.
   *
   * @param before a copy of the entries from before
   */
  public void powerSums(int r, double[] before, double[] v, double[] y, double[] sums) {
    kernels.powerSums(tile, before, r * stride, v, y, list, 0, count(), sums);
  }

  /** Returns {@code min_j (v_j - factor entry_j)}. */
  public double minAffine(int r, double factor, double[] v) {
    return kernels.minAffine(tile, r * stride, factor, v, list, 0, count());
  }
}
