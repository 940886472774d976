package io.convoy.geometry;

import io.convoy.numerics.Kernels;

/** How many rows share one pass over the columns' coordinates. */
final class RowsAtATime {

  /** Dimensions from which multiplying outweighs the tile's traffic, however large the tile. */
  private static final int MANY = 192;

  /** Columns whose coordinates take no more stay in a third-level cache. */
  private static final long CACHED_BYTES = 24L << 20;

  /** Largest tile of one thread that rows are added for. */
  private static final long MOST_BYTES = 64L << 20;

  private static final int FEW_ROWS = 2 * Kernels.GROUP;
  private static final int MANY_ROWS = 32 * Kernels.GROUP;

  private RowsAtATime() {}

  /**
   * Returns a number of rows, a multiple of 8. Few keep the tile in the second-level cache while
   * the columns' coordinates stream by from the third; many are needed where that stream is the
   * slower part. Measured with {@code convoy bench sweep}.
   */
  static int of(int dimension, int columns, int bytes) {
    boolean cached = (long) columns * dimension * bytes <= CACHED_BYTES;
    if (dimension <= MANY && cached) {
      return FEW_ROWS;
    }
    long affordable = MOST_BYTES / ((long) columns * bytes) / FEW_ROWS * FEW_ROWS;
    return (int) Math.max(FEW_ROWS, Math.min(MANY_ROWS, affordable));
  }
}
