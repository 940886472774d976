package io.convoy.geometry;

import io.convoy.numerics.Kernels;
import java.util.Optional;

/**
 * The exponents of a few rows against all columns, and the column sums of many such sets of rows.
 * Working storage of one thread: load, exponentiate each row, accumulate, and again.
 */
public abstract sealed class Tile permits FloatTile, DoubleTile {

  final Exponents exponents;
  final double[] rowPart;

  /** The panels that the loaded rows are computed for. */
  final int[] list;

  private final Optional<Skipping> skipping;
  private final int together;
  private final int[] rows;
  private int count;
  private long pairs;
  private long all;

  /**
   * A tile.
   *
   * @param together the largest number of rows loaded at a time where panels are left out: all of
   *     them get what one of them needs
   */
  Tile(Exponents exponents, int capacity, int together, Optional<Skipping> skipping) {
    this.exponents = exponents;
    this.rowPart = new double[capacity];
    this.rows = new int[capacity];
    this.skipping = skipping;
    this.together = Math.min(together, capacity);
    this.list = skipping.isPresent() ? exponents.allPanels().clone() : exponents.allPanels();
    this.count = list.length;
  }

  /** Returns the largest number of rows that are loaded at a time, a multiple of 4. */
  public final int capacity() {
    return rowPart.length;
  }

  /**
   * Computes the exponents of the rows at {@code place} and after it, and returns how many rows
   * were loaded: at most the {@link #capacity}, and an even share of what is left of the block if
   * that takes several loads. Places count from 0 to the number of rows; which row stands where,
   * {@link #row} tells.
   */
  public final int load(PointBlock block, int place) {
    int loaded = share(block.rows() - place, most(block));
    for (int r = 0; r < loaded; r++) {
      rows[r] = skipping.isPresent() ? skipping.get().row(block, place + r) : place + r;
    }
    if (skipping.isPresent()) {
      count = skipping.get().list(block, place, place + loaded, list);
    }
    pairs += (long) loaded * count * Kernels.PANEL;
    all += (long) loaded * exponents.padded();
    load(block, rows, loaded, count);
    return loaded;
  }

  /**
   * Returns an even share of the rows that are left: a load of few would still pass all columns.
   */
  private static int share(int left, int most) {
    int loads = (left + most - 1) / most;
    int even = (left + loads - 1) / loads;
    int whole = 2 * Kernels.GROUP;
    return Math.min(Math.min(left, most), (even + whole - 1) / whole * whole);
  }

  /** Returns how many rows of the block to load at a time, at the most. */
  private int most(PointBlock block) {
    return skipping.isPresent() && skipping.get().pays(block) ? together : capacity();
  }

  abstract void load(PointBlock block, int[] rows, int loaded, int panels);

  /** Returns which row of its block the tile's row {@code r} is. */
  public final int row(int r) {
    return rows[r];
  }

  /** Returns the number of pairs computed so far, fillers among them. */
  public final long pairs() {
    return pairs;
  }

  /** Returns what {@link #pairs} would be had nothing been skipped. */
  public final long allPairs() {
    return all;
  }

  /** Returns the number of panels that the loaded rows are computed for. */
  final int count() {
    return count;
  }

  /** Returns {@code alpha_i} of the tile's row {@code r}: its part of every cost, in cost units. */
  public final double rowPart(int r) {
    return rowPart[r];
  }

  /**
   * Returns the exponent that the powers of row {@code r} are relative to: near the row's largest.
   */
  public abstract double peak(int r);

  /**
   * Returns the sum of {@code 2^(u - peak)} over row {@code r}, whose exponents are powers from
   * then on. So the row's log2-sum is {@code peak + log2(sum)}.
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
