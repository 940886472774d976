package io.convoy.geometry;

import io.convoy.numerics.Kernels;

/** How many rows share one pass over the columns when exponents are kept in a tile. */
final class RowsAtATime {

  /** Dimensions up to which the tile's own traffic outweighs that of the coordinates. */
  private static final int FEW = 16;

  /** Dimensions from which multiplying outweighs the tile's traffic, however large the tile. */
  private static final int MANY = 256;

  /** Columns whose coordinates take no more stay in a third-level cache. */
  private static final long CACHED_BYTES = 24L << 20;

  /** Largest tile of one thread that rows are added for. */
  private static final long MOST_BYTES = 64L << 20;

  private RowsAtATime() {}

  /**
   * Returns a number of rows, a multiple of 4: enough for the columns' coordinates, read once per
   * pass, to be multiplied as fast as they arrive. Measured with {@code convoy bench sweep}.
   */
  static int of(int dimension, int columns, int bytes) {
    if (dimension <= FEW) {
      return Kernels.GROUP;
    }
    boolean cached = (long) columns * dimension * bytes <= CACHED_BYTES;
    int enough = dimension <= MANY && cached ? 2 * Kernels.GROUP : 16 * Kernels.GROUP;
    long affordable = MOST_BYTES / ((long) columns * bytes) / 8 * 8;
    return (int) Math.max(2 * Kernels.GROUP, Math.min(enough, affordable));
  }
}
