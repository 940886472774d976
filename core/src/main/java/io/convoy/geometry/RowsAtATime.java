package io.convoy.geometry;

import io.convoy.numerics.Kernels;

/** How many rows share one pass over the columns' coordinates. */
final class RowsAtATime {

  /** Dimensions from which multiplying outweighs the tile's traffic, however large the tile. */
  private static final int MANY = 192;

  /** Columns whose coordinates take no more stay in a third-level cache. */
  private static final long CACHED_BYTES = 24L << 20;

  /** A tile of this size stays in a second-level cache of 1 MB. */
  private static final long NEAR_BYTES = 512L << 10;

  /** Largest tile of one thread that rows are added for. */
  private static final long MOST_BYTES = 64L << 20;

  private static final int FEW_ROWS = 2 * Kernels.GROUP;

  /** So many rows read the next panel ahead while they use one, and fit the cache beside it. */
  private static final int MANY_ROWS = 16 * Kernels.GROUP;

  private RowsAtATime() {}

  /**
   * Returns a number of rows, a multiple of 8. The more rows, the less often the columns'
   * coordinates stream by, but the tile should stay in the second-level cache: only where that
   * stream is the slower part is it better to have many rows. Measured with {@code convoy bench
   * sweep}.
   */
  static int of(int dimension, int columns, int bytes) {
    boolean cached = (long) columns * dimension * bytes <= CACHED_BYTES;
    long room = dimension <= MANY && cached ? NEAR_BYTES : MOST_BYTES;
    long affordable = room / ((long) columns * bytes) / FEW_ROWS * FEW_ROWS;
    return (int) Math.max(FEW_ROWS, Math.min(MANY_ROWS, affordable));
  }
}
