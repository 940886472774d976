package io.convoy.geometry;

import io.convoy.iterate.Sweep;
import java.io.Serializable;

/**
 * Weighted mean and variance of every coordinate of a table, and its total weight.
 *
 * <p>Merged by the pairwise formulas of Chan, Golub and LeVeque (1979), which do not cancel for
 * clouds far from the origin. Rows of weight 0 count for nothing.
 *
 * @param rows number of rows
 * @param weight sum of the weights
 * @param mean weighted mean per coordinate
 * @param squares weighted sum of squared deviations from the mean, per coordinate
 */
public record Moments(long rows, double weight, double[] mean, double[] squares)
    implements Serializable {

  /** The sweep that computes them; its state is not used. */
  public static Sweep<PointBlock, String, Moments> sweep() {
    return new OfBlocks();
  }

  /** Returns the population standard deviation of coordinate {@code k}. */
  public double deviation(int k) {
    return Math.sqrt(squares[k] / weight);
  }

  /** Returns the moments of both tables together, as if their rows stood in one. */
  public Moments with(Moments other) {
    double total = weight + other.weight;
    double share = total > 0 ? other.weight / total : 0;
    double[] joinedMean = new double[mean.length];
    double[] joinedSquares = new double[mean.length];
    for (int k = 0; k < mean.length; k++) {
      double difference = other.mean[k] - mean[k];
      joinedMean[k] = mean[k] + difference * share;
      joinedSquares[k] = squares[k] + other.squares[k] + difference * difference * weight * share;
    }
    return new Moments(rows + other.rows, total, joinedMean, joinedSquares);
  }

  private record OfBlocks() implements Sweep<PointBlock, String, Moments> {

    @Override
    public Moments visit(String state, PointBlock block) {
      int d = block.dimension();
      double[] mean = new double[d];
      double[] squares = new double[d];
      double total = 0;
      for (int i = 0; i < block.rows(); i++) {
        double w = block.weight(i);
        if (!(w > 0)) {
          continue;
        }
        total += w;
        for (int k = 0; k < d; k++) {
          double difference = block.coordinate(i, k) - mean[k];
          mean[k] += difference * (w / total);
          squares[k] += w * difference * (block.coordinate(i, k) - mean[k]);
        }
      }
      return new Moments(block.rows(), total, mean, squares);
    }

    @Override
    public Moments merge(Moments left, Moments right) {
      return left.with(right);
    }
  }
}
