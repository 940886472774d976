package io.convoy.geometry;

import io.convoy.numerics.Kernels;

/**
 * The exponents of up to four rows against all columns, and the column sums of many such groups.
 * Working storage of one thread: load, exponentiate each row, accumulate, and again.
 */
public abstract sealed class Tile permits FloatTile, DoubleTile {

  final Exponents exponents;
  final double[] rowPart = new double[Kernels.ROWS];

  Tile(Exponents exponents) {
    this.exponents = exponents;
  }

  /**
   * Computes the exponents of the rows from {@code row} on and returns how many rows were loaded: a
   * full group, or what is left of the block.
   */
  public abstract int load(PointBlock block, int row);

  /**
   * Returns {@code alpha_i} of the group's row {@code r}: its part of every cost, in cost units.
   */
  public final double rowPart(int r) {
    return rowPart[r];
  }

  /** Returns the largest exponent of row {@code r}. */
  public abstract double peak(int r);

  /**
   * Replaces the exponents of row {@code r} by {@code 2^(u - peak)} and returns their sum, at least
   * 1 but for rounding. So the row's log2-sum is {@code peak + log2(sum)}.
   */
  public abstract double exponentiate(int r);

  /** Adds each exponentiated row, times its factor, to the column sums; 0 leaves a row out. */
  public abstract void accumulate(double[] factors);

  /** Returns the column sums accumulated so far, one per column. */
  public abstract double[] columnSums();
}
