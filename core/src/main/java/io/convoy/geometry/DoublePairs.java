package io.convoy.geometry;

/** How a geometry computes the exponents of a tile in double. */
interface DoublePairs {

  /** Packs a row of a block as row {@code r} of the tile and returns its part of every cost. */
  double pack(PointBlock block, int row, int r);

  /**
   * Writes the exponents of some groups and the listed panels to the tile, and raises the rows'
   * maxima to theirs.
   *
   * @param first the first group; double tiles ask for all, from 0 on
   * @param groups how many
   */
  void exponents(
      int first,
      int groups,
      int[] list,
      int from,
      int to,
      double[] tile,
      int at,
      int stride,
      double[] max);
}
