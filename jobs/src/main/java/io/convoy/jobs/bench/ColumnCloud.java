package io.convoy.jobs.bench;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.random.SeedStream;
import java.util.Arrays;

/**
 * The image of points uniform in the unit cube under {@code y = A u + t}, A diagonal and positive.
 *
 * <p>That map, from the rows' cloud to this one, is the gradient of the convex {@code phi(x) = <x,
 * A x> / 2 + <t, x>}, so by Brenier's theorem it is optimal for the squared distance, and the
 * potentials between the continuous clouds are known (Peyre and Cuturi, "Computational Optimal
 * Transport", 2019, remark 2.24).
 *
 * @param scale the diagonal of A
 * @param shift t
 * @param points one block, equal weights
 */
record ColumnCloud(double[] scale, double[] shift, PointBlock points) {

  static ColumnCloud of(Workload workload) {
    int d = workload.dimension();
    double[] scale = new double[d];
    double[] shift = new double[d];
    Arrays.fill(scale, 1);
    if (workload.clouds() == CloudShape.SHIFTED) {
      Arrays.fill(shift, 1);
    }
    if (workload.clouds() == CloudShape.STRETCHED) {
      scale[d - 1] = 0.5;
      scale[0] = 2; // of a line, which has but one axis, too
    }
    SeedStream seed = new SeedStream(workload.seed());
    double[] y = RowCloud.uniform(seed.at(RowCloud.COLUMNS, 0), workload.columns() * d);
    for (int i = 0; i < y.length; i++) {
      y[i] = scale[i % d] * y[i] + shift[i % d];
    }
    return new ColumnCloud(
        scale, shift, RowCloud.points(0, d, y, 1.0 / workload.columns(), workload.precision()));
  }

  /**
   * Returns the potentials of the columns between the continuous clouds: {@code |y|^2 - 2 phi*(y)}
   * for the squared distance, {@code -phi*(y)} for the inner product, {@code phi*(y) = <y - t, A^-1
   * (y - t)> / 2}, and 0 for the other costs, which is right where the clouds are equal. At them
   * the mass of every row is where it is near the solution, which matters to a sweep that skips
   * what has none.
   */
  double[] potentials(Workload workload) {
    double[] g = new double[points.rows()];
    for (int j = 0; j < g.length; j++) {
      double square = 0;
      double conjugate = 0;
      for (int k = 0; k < scale.length; k++) {
        double y = points.coordinate(j, k);
        square += y * y;
        conjugate += (y - shift[k]) * (y - shift[k]) / scale[k] / 2;
      }
      if (workload.cost().equals(GroundCost.SQUARED_EUCLIDEAN)) {
        g[j] = square - 2 * conjugate;
      } else if (workload.cost().equals(GroundCost.INNER_PRODUCT)) {
        g[j] = -conjugate;
      }
    }
    return g;
  }
}
