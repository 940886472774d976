package io.convoy.geometry;

import io.convoy.numerics.DoubleKernels;
import io.convoy.numerics.Kernels;
import java.util.Arrays;
import java.util.Optional;

/**
 * A tile in double, whose exponents and powers can also be read and summed in other ways, if it
 * skips nothing. Vectors to sum with are as {@link Exponents#laidOut} gives them.
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
   * Returns the entry of row {@code r} and a column: the exponent less {@link #shift} before {@link
   * #exponentiate}, {@code 2^(u - peak)} after it.
   */
  public double entry(int r, int column) {
    return tile[r * stride + exponents.place(column)];
  }

  /** Returns what is to be added to an entry to give the exponent. */
  public double shift() {
    return exponents.shift();
  }

  /** Returns a copy of the entries as they are, in {@code reused} if that is such a copy. */
  public double[] copy(double[] reused) {
    double[] copy = reused.length == tile.length ? reused : new double[tile.length];
    System.arraycopy(tile, 0, copy, 0, tile.length);
    return copy;
  }

  /** Returns {@code sum_j entry_j v_j}; {@code v} is 0 at the fillers. */
  public double dot(int r, double[] v) {
    return kernels.dot(tile, r * stride, v);
  }

  /** Returns {@code sum_j entry_j other_j v_j} with the entries of a copy. */
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
    kernels.powerSums(tile, before, r * stride, v, y, sums);
  }

  /** Returns {@code min_j (v_j - factor entry_j)}. */
  public double minAffine(int r, double factor, double[] v) {
    return kernels.minAffine(tile, r * stride, factor, v);
  }
}
