package io.convoy.geometry;

/** The box that some consecutive rows fill in projected coordinates; one thread's to refill. */
final class RowBox {

  final double[] centre;
  final double[] half;

  /** The largest absolute value per coordinate. */
  final double[] reach;

  /** The slope of the rows' thresholds, cost per length. */
  final double[] slope;

  /** How far from the exact ones the coordinates may be. */
  double blur;

  /** A box of {@code q} coordinates, empty until filled. */
  RowBox(int q) {
    this.centre = new double[q];
    this.half = new double[q];
    this.reach = new double[q];
    this.slope = new double[q];
  }

  /**
   * Makes this the box of the rows from {@code from} to before {@code to}, at least one.
   *
   * @param projected {@code rows x q}, row after row
   * @param blur how far from the exact projections these may be
   * @param slope the slope of the rows' thresholds, see {@link SkipBounds}
   */
  void around(double[] projected, int from, int to, double blur, double[] slope) {
    int q = centre.length;
    System.arraycopy(slope, 0, this.slope, 0, q);
    for (int k = 0; k < q; k++) {
      double low = projected[from * q + k];
      double high = low;
      for (int i = from + 1; i < to; i++) {
        low = Math.min(low, projected[i * q + k]);
        high = Math.max(high, projected[i * q + k]);
      }
      double middle = low + (high - low) / 2;
      centre[k] = middle;
      half[k] = Math.max(high - middle, middle - low);
      reach[k] = Math.max(Math.abs(low), Math.abs(high));
    }
    this.blur = blur;
  }
}
