package io.convoy.selection;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import java.io.Serializable;

/**
 * One pass of Lloyd's algorithm: every row belongs to the centre nearest to it, of equally near
 * ones the first. A partial result holds {@code c (d + 2)} numbers.
 *
 * @param lead what stands before the features of the pool
 */
public record ClusterSweep(Lead lead)
    implements Sweep<PointBlock, Shared<Targets>, ClusterSweep.Sums> {

  /**
   * Sums over the rows of every centre.
   *
   * @param dimension of the features
   * @param rows by centre
   * @param sums of the features, centre after centre
   * @param squares of the distances to the centre, by centre
   */
  public record Sums(int dimension, long[] rows, double[] sums, double[] squares)
      implements Serializable {

    /** Returns the sum of all squared distances. */
    public double cost() {
      double cost = 0;
      for (double own : squares) {
        cost += own;
      }
      return cost;
    }

    /** Returns the mean of every centre's rows, the centre itself where it has none. */
    public PointBlock means(PointBlock centres) {
      double[] means = new double[sums.length];
      for (int c = 0; c < rows.length; c++) {
        for (int k = 0; k < dimension; k++) {
          int at = c * dimension + k;
          means[at] = rows[c] == 0 ? centres.coordinate(c, k) : sums[at] / rows[c];
        }
      }
      return PointBlock.of(0, dimension, means, new double[rows.length]);
    }
  }

  @Override
  public Sums visit(Shared<Targets> shared, PointBlock block) {
    Targets centres = shared.value();
    PointBlock features = lead.features(block);
    int d = features.dimension();
    int[] nearest = NearestTarget.of(centres, features);
    Sums sums =
        new Sums(
            d,
            new long[centres.count()],
            new double[centres.count() * d],
            new double[centres.count()]);
    for (int i = 0; i < features.rows(); i++) {
      int c = nearest[i];
      sums.rows[c]++;
      for (int k = 0; k < d; k++) {
        sums.sums[c * d + k] += features.coordinate(i, k);
      }
      sums.squares[c] += centres.cost(features, i, 0, c);
    }
    return sums;
  }

  @Override
  public Sums merge(Sums left, Sums right) {
    Sums both =
        new Sums(left.dimension, left.rows.clone(), left.sums.clone(), left.squares.clone());
    for (int c = 0; c < both.rows.length; c++) {
      both.rows[c] += right.rows[c];
      both.squares[c] += right.squares[c];
    }
    for (int at = 0; at < both.sums.length; at++) {
      both.sums[at] += right.sums[at];
    }
    return both;
  }
}
