package io.convoy.geometry;

import io.convoy.numerics.Kernels;
import java.util.Arrays;

/** A tile in double, whose exponents and powers can also be read and summed in other ways. */
public final class DoubleTile extends Tile {

  private final Kernels kernels = Kernels.best();
  private final Pairs pairs;
  private final double[] tile;
  private final double[] max = new double[Kernels.ROWS];
  private final double[] sums;

  /** How a geometry fills a group of rows. */
  interface Pairs {
    int load(PointBlock block, int row, double[] rowPart, double[] tile, double[] max);
  }

  DoubleTile(Exponents exponents, Pairs pairs) {
    super(exponents);
    this.pairs = pairs;
    this.tile = new double[Math.multiplyExact(Kernels.ROWS, exponents.padded())];
    this.sums = new double[exponents.padded()];
  }

  @Override
  public int load(PointBlock block, int row) {
    return pairs.load(block, row, rowPart, tile, max);
  }

  @Override
  public double peak(int r) {
    return exponents.shift() + max[r];
  }

  @Override
  public double exponentiate(int r) {
    return kernels.exponentiate(tile, r, max[r], exponents.weight());
  }

  @Override
  public void accumulate(double[] factors) {
    kernels.accumulate(tile, factors, sums);
  }

  @Override
  public double[] columnSums() {
    return Arrays.copyOf(sums, exponents.columns());
  }

  /**
   * Returns the entry of row {@code r} and a column: the exponent less {@link #shift} before {@link
   * #exponentiate}, {@code 2^(u - peak)} after it.
   */
  public double entry(int r, int column) {
    return tile[r * exponents.padded() + column];
  }

  /** Returns what is to be added to an entry to give the exponent. */
  public double shift() {
    return exponents.shift();
  }

  /** Copies the entries as they are to {@code copy}, of length {@code 4 x padded columns}. */
  public void copyTo(double[] copy) {
    System.arraycopy(tile, 0, copy, 0, tile.length);
  }

  /** Returns {@code sum_j entry_j v_j}; {@code v} has the padded length, 0 at the fillers. */
  public double dot(int r, double[] v) {
    return kernels.dot(tile, r, v);
  }

  /** Returns {@code sum_j entry_j other_j v_j} with the entries of a copy. */
  public double dot(int r, double[] other, double[] v) {
    return kernels.dot(tile, other, r, v);
  }

  /**
   * Writes the five sums of {@link Kernels#powerSums} of row {@code r} after {@link #exponentiate}.
   *
   * @param before a copy of the entries from before
   */
  public void powerSums(int r, double[] before, double[] v, double[] y, double[] sums) {
    kernels.powerSums(tile, before, r, v, y, sums);
  }

  /** Returns {@code min_j (v_j - factor entry_j)}. */
  public double minAffine(int r, double factor, double[] v) {
    return kernels.minAffine(tile, r, factor, v);
  }
}
