package io.convoy.geometry;

/**
 * The exponents of a few rows against all columns, and the column sums of many such sets of rows.
 * Working storage of one thread: load, exponentiate each row, accumulate, and again.
 */
public abstract sealed class Tile permits FloatTile, DoubleTile {

  final Exponents exponents;
  final double[] rowPart;

  Tile(Exponents exponents, int capacity) {
    this.exponents = exponents;
    this.rowPart = new double[capacity];
  }

  /** Returns the largest number of rows that are loaded at a time, a multiple of 4. */
  public final int capacity() {
    return rowPart.length;
  }

  /**
   * Computes the exponents of the rows from {@code row} on and returns how many rows were loaded:
   * as many as fit, or what is left of the block.
   */
  public abstract int load(PointBlock block, int row);

  /** Returns {@code alpha_i} of the tile's row {@code r}: its part of every cost, in cost units. */
  public final double rowPart(int r) {
    return rowPart[r];
  }

  /**
   * Returns the exponent that the powers of row {@code r} are relative to: near the row's largest.
   */
  public abstract double peak(int r);

  /**
   * Replaces the exponents of row {@code r} by {@code 2^(u - peak)} and returns their sum. So the
   * row's log2-sum is {@code peak + log2(sum)}.
   */
  public abstract double exponentiate(int r);

  /**
   * Adds each exponentiated row, times its factor, to the column sums; 0 leaves a row out.
   *
   * @param factors one per row of the {@link #capacity}
   */
  public abstract void accumulate(double[] factors);

  /** Returns the column sums accumulated so far, one per column. */
  public abstract double[] columnSums();
}
