package io.convoy.geometry;

import io.convoy.numerics.Kernels;

/** How many rows share one pass over the columns when exponents are kept in a tile. */
final class RowsAtATime {

  /** Largest tile of one thread that rows are added for. */
  private static final long MOST_BYTES = 64L << 20;

  /** Dimensions up to which the tile's own traffic outweighs that of the coordinates. */
  private static final int FEW = 16;

  private RowsAtATime() {}

  /**
   * Returns a number of rows, a multiple of 4: enough for the columns' coordinates, read from
   * memory once per pass, to be multiplied as fast as they arrive.
   */
  static int of(int dimension, int columns, int bytes) {
    if (dimension <= FEW) {
      return Kernels.GROUP;
    }
    int enough = Integer.getInteger("rows", 16);
    long affordable = MOST_BYTES / ((long) columns * bytes) / 8 * 8;
    return (int) Math.max(2 * Kernels.GROUP, Math.min(enough, affordable));
  }
}
