package io.convoy.geometry;

/** What the costs of a row to all columns sum to, each times a given mass of its column. */
@FunctionalInterface
public interface CostSum {

  /**
   * Returns the sum for a row of a block, or an upper bound of it. It is one for the Euclidean
   * distance, which has no closed form: the root of the mean of the squares is no less than the
   * mean.
   */
  double of(PointBlock block, int row);
}
