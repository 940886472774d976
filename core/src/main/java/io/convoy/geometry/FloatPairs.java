package io.convoy.geometry;

/** How a geometry computes the exponents of a tile in float. */
interface FloatPairs {

  /** Packs a row of a block as row {@code r} of the tile and returns its part of every cost. */
  double pack(PointBlock block, int row, int r);

  /**
   * Writes the exponents of some groups and the listed panels to the tile, and raises the rows'
   * maxima to theirs.
   */
  void exponents(
      int first,
      int groups,
      int[] list,
      int from,
      int to,
      float[] tile,
      int at,
      int stride,
      float[] max);

  /** Returns whether {@link #powers} is there, and is the faster way. */
  boolean isDirect();

  /** Returns a number that no exponent of the tile's row {@code r} exceeds, if direct. */
  double most(int r);

  /** Writes one group's powers and sums; see {@link io.convoy.numerics.FloatKernels#powers}. */
  void powers(
      int group,
      int[] list,
      int from,
      int to,
      float[] reference,
      float[] tile,
      int at,
      int stride,
      double[] sums);

  /** Writes one group's sums alone; see {@link io.convoy.numerics.FloatKernels#sumPowers}. */
  void sumPowers(int group, int[] list, int from, int to, float[] reference, double[] sums);

  /**
   * Adds one group's powers to the column sums; see {@link
   * io.convoy.numerics.FloatKernels#spreadPowers}.
   */
  void spreadPowers(
      int group, int[] list, int from, int to, float[] reference, float[] factors, float[] sums);
}
