package io.convoy.transport;

import io.convoy.geometry.Exponents;
import io.convoy.geometry.Tile;

/** From a row of a tile to the quantities of the dual; the one place where the units meet. */
final class SoftMin {

  private SoftMin() {}

  /**
   * Returns the softmin {@code s = -epsilon LSE_j(log b_j + (g_j - C_ij) / epsilon)} of the tile's
   * row {@code r}, whose powers of two sum to {@code sum}.
   */
  static double of(Tile tile, int r, double sum, double epsilon) {
    return tile.rowPart(r) - epsilon * (tile.peak(r) * Exponents.LN_2 + Math.log(sum));
  }
}
