package io.convoy.geometry;

import java.io.Serializable;

/**
 * The columns of a problem and the cost from any row to each of them.
 *
 * <p>Every cost is {@code C_ij = alpha_i + beta_j + K_ij}: a part of the row, a part of the column
 * and a part of the pair, chosen so that the last is small and quick to compute. Only {@code K} is
 * ever computed for a pair; {@code alpha} and {@code beta} are added in double.
 */
public sealed interface Geometry extends Serializable permits PointCloud, DenseCost {

  /** Returns the number of columns. */
  int columns();

  /** Returns the number of values a row must have. */
  int dimension();

  /** Returns {@code beta_j}. */
  double columnPart(int column);

  /** Returns where a column stands in the panels. */
  int place(int column);

  /** Returns the column that stands at a place of the panels; the inverse of {@link #place}. */
  int columnAt(int place);

  /**
   * Returns the same costs with the rows of a block as columns, and some of the columns as rows.
   */
  Turned turned(PointBlock block, int[] columns);

  /**
   * A geometry turned round.
   *
   * @param geometry over columns that were the rows of a block
   * @param rows that were columns, all of weight 1
   */
  record Turned(Geometry geometry, PointBlock rows) {}

  /**
   * Returns what the costs of a row sum to, each times a mass of its column.
   *
   * @param masses one per column, {@code >= 0}
   * @param scale the largest cost that counts is {@code 1e30} over this, if it is above 1
   */
  CostSum costSum(double[] masses, double scale);

  /**
   * Returns a tile over this geometry in float.
   *
   * @param skips whether to leave out what {@link Skipping} proves to be negligible, if it can
   */
  FloatTile floatTile(Exponents exponents, boolean skips);

  /** Returns a tile over this geometry in double; see {@link #floatTile}. */
  DoubleTile doubleTile(Exponents exponents, boolean skips);
}
