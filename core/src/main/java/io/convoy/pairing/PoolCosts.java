package io.convoy.pairing;

import io.convoy.geometry.DoubleTile;
import io.convoy.geometry.Exponents;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import java.util.Arrays;

/** The costs between all rows of a batch and all of its pool, by the kernels of the sweeps. */
final class PoolCosts {

  private PoolCosts() {}

  /** Returns the costs, row after row. */
  static double[][] of(PointBlock rows, PointCloud pool) {
    Exponents exponents = Exponents.ofCost(pool);
    DoubleTile tile = exponents.openDouble();
    double[][] costs = new double[rows.rows()][];
    for (int row = 0; row < costs.length; ) {
      int count = tile.load(rows, row);
      for (int r = 0; r < count; r++, row++) {
        double part = tile.rowPart(r) - tile.shift();
        double[] line = new double[pool.columns()];
        for (int j = 0; j < line.length; j++) {
          line[j] = part - tile.entry(r, j);
        }
        costs[row] = line;
      }
    }
    return costs;
  }

  /** Returns the mean of the rows, about which products are centred. */
  static double[] mean(PointBlock rows) {
    double[] mean = new double[rows.dimension()];
    for (int i = 0; i < rows.rows(); i++) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += rows.coordinate(i, k);
      }
    }
    return Arrays.stream(mean).map(sum -> sum / rows.rows()).toArray();
  }
}
