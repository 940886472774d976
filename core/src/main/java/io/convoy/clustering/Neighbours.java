package io.convoy.clustering;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.SweepRunner;
import io.convoy.transport.CostMoments;
import io.convoy.transport.DualOracle;
import io.convoy.transport.PlanRows;
import io.convoy.transport.TransportProblem;
import java.util.Arrays;

/**
 * Which rows are alike: S, with {@code S_ij = exp(-|z_i - z_j|^2 / (8 d))} for the nearest rows j
 * of each row i, else 0, and 0 on the diagonal (arXiv 2404.03446). Not symmetric.
 *
 * @param degree entries per row
 * @param rows j of the entries, row after row
 * @param weights the entries
 */
record Neighbours(int degree, int[] rows, double[] weights) {

  /**
   * Returns the neighbours of all rows: one sweep of all pairs in double.
   *
   * @param points the rows again, as one block
   * @param degree at most how many neighbours a row has, {@code >= 1}
   */
  static Neighbours of(SweepRunner<PointBlock> runner, PointBlock points, int degree) {
    int n = points.rows();
    int kept = Math.min(degree, n - 1);
    double[] equal = new double[n];
    Arrays.fill(equal, 1.0 / n);
    double[] mean = runner.run("row centre", Moments.sweep(), "").mean();
    PointCloud cloud = PointCloud.of(GroundCost.SQUARED_EUCLIDEAN, points, mean);
    int[] rows = new int[n * kept];
    double[] weights = new double[n * kept];
    try (DualOracle oracle =
        new DualOracle(runner, TransportProblem.balanced(cloud, equal), false)) {
      // with equal potentials a row's largest entries are its nearest columns
      double epsilon = Math.max(CostMoments.of(oracle).max(), Double.MIN_NORMAL);
      PlanRows.Query query =
          PlanRows.Query.potentials(new double[n], epsilon).withLargest(kept + 1);
      int row = 0;
      double[] z = new double[points.dimension()];
      double[] other = new double[points.dimension()];
      for (PlanRows part : runner.collect("neighbours", PlanRows.visit(oracle), query)) {
        for (int i = 0; i < part.moved().length; i++, row++) {
          points.read(row, z);
          int held = 0;
          for (int k = 0; k < part.largest() && held < kept; k++) {
            int column = part.columns()[i * part.largest() + k];
            if (column != row) {
              points.read(column, other);
              double square = GroundCost.SQUARED_EUCLIDEAN.between(z, other);
              rows[row * kept + held] = column;
              weights[row * kept + held++] = Math.exp(-square / (8.0 * z.length));
            }
          }
        }
      }
    }
    return new Neighbours(kept, rows, weights);
  }

  /** Returns {@code (S + S') Q}, Q row after row with {@code width} values each. */
  double[] times(double[] q, int width) {
    double[] product = new double[q.length];
    for (int e = 0; e < rows.length; e++) {
      int i = e / degree * width;
      int j = rows[e] * width;
      for (int k = 0; k < width; k++) {
        product[i + k] += weights[e] * q[j + k];
        product[j + k] += weights[e] * q[i + k];
      }
    }
    return product;
  }
}
