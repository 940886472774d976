package io.convoy.geometry;

/** Pairs that also go straight to powers, where the rows' references are known. */
interface DirectPairs extends FloatPairs {

  /** Returns a number that no exponent of the tile's row {@code r} exceeds. */
  double most(int r);

  /**
   * Returns whether computing powers costs so little that those which do not fit the cache are
   * better computed twice, by {@link #sumPowers} and {@link #spreadPowers}, than kept.
   */
  boolean isCheap();

  /**
   * Writes powers and sums of the first groups; see {@link io.convoy.numerics.FloatKernels#powers}
   * and {@link io.convoy.numerics.FloatKernels#productPowers}.
   */
  void powers(
      int groups,
      int[] list,
      int from,
      int to,
      float[] reference,
      float[] tile,
      int at,
      int stride,
      double[] sums);

  /**
   * Writes the sums of the first groups alone; see {@link
   * io.convoy.numerics.FloatKernels#sumPowers}.
   */
  void sumPowers(int groups, int[] list, int from, int to, float[] reference, double[] sums);

  /**
   * Adds one group's powers to the column sums; see {@link
   * io.convoy.numerics.FloatKernels#spreadPowers}.
   */
  void spreadPowers(
      int group, int[] list, int from, int to, float[] reference, float[] factors, float[] sums);
}
