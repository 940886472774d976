package io.convoy.geometry;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Random clouds and what plain loops in double make of them. */
final class Clouds {

  private Clouds() {}

  /** Returns {@code rows} points of a cube of side 2 about {@code centre} in every coordinate. */
  static PointBlock cube(SplittableRandom random, int rows, int d, double centre) {
    double[] points = random.doubles((long) rows * d, centre - 1, centre + 1).toArray();
    return PointBlock.of(0, d, points, random.doubles(rows, 0.5, 2).toArray());
  }

  /** Returns the table of costs as rows of a {@link DenseCost}. */
  static PointBlock tabulated(double[][] costs, PointBlock rows) {
    double[] weights = new double[rows.rows()];
    Arrays.setAll(weights, rows::weight);
    double[] table = Arrays.stream(costs).flatMapToDouble(Arrays::stream).toArray();
    return PointBlock.of(rows.index(), costs[0].length, table, weights);
  }

  /** Returns the costs of all pairs by their definition. */
  static double[][] costs(GroundCost cost, PointBlock rows, PointBlock columns) {
    double[][] costs = new double[rows.rows()][columns.rows()];
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < columns.rows(); j++) {
        costs[i][j] = cost.between(point(rows, i), point(columns, j));
      }
    }
    return costs;
  }

  static double[] point(PointBlock block, int row) {
    double[] point = new double[block.dimension()];
    Arrays.setAll(point, k -> block.coordinate(row, k));
    return point;
  }

  /** Returns the mean point, which is where rows are centred. */
  static double[] mean(PointBlock block) {
    double[] mean = new double[block.dimension()];
    for (int i = 0; i < block.rows(); i++) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += block.coordinate(i, k) / block.rows();
      }
    }
    return mean;
  }

  static double mean(double[][] costs) {
    return Arrays.stream(costs).flatMapToDouble(Arrays::stream).map(Math::abs).average().orElse(0);
  }

  /**
   * One pass over a cost matrix.
   *
   * @param softMin {@code -epsilon log sum_j weights_j exp((g_j - C_ij) / epsilon)} per row
   * @param masses the plan's column sums, whose row sums are the rows' weights
   * @param range the largest exponent in absolute value that a tile meets, in base 2
   */
  record Pass(double[] softMin, double[] masses, double range) {}

  /** Returns the pass as its tiles compute it. */
  static Pass tiled(
      Geometry geometry,
      PointBlock rows,
      double[] g,
      double[] weights,
      double epsilon,
      Precision precision) {
    Tile tile = Exponents.of(geometry, g, weights, epsilon, precision).open(false);
    double[] softMin = new double[rows.rows()];
    double[] factors = new double[tile.capacity()];
    for (int from = 0, count; from < rows.rows(); from += count) {
      count = tile.load(rows, from);
      Arrays.fill(factors, 0);
      for (int r = 0; r < count; r++) {
        double sum = tile.exponentiate(r);
        factors[r] = rows.weight(from + r) / sum;
        double log2 = tile.peak(r) + Math.log(sum) / Exponents.LN_2;
        softMin[from + r] = tile.rowPart(r) - epsilon * Exponents.LN_2 * log2;
      }
      tile.accumulate(factors);
    }
    return new Pass(softMin, tile.columnSums(), Double.NaN);
  }

  /**
   * Returns the pass by its definition; the range is that of the exponents the tiles would hold.
   */
  static Pass defined(
      Geometry geometry,
      double[][] costs,
      PointBlock rows,
      double[] g,
      double[] weights,
      double epsilon) {
    int m = g.length;
    double[] softMin = new double[costs.length];
    double[] masses = new double[m];
    Exponents exponents = Exponents.of(geometry, g, weights, epsilon, Precision.DOUBLE);
    double range = Arrays.stream(exponents.bias(), 0, m).map(Math::abs).max().orElseThrow();
    DoubleTile tile = exponents.openDouble();
    for (int i = 0; i < costs.length; i++) {
      double[] log = new double[m];
      for (int j = 0; j < m; j++) {
        log[j] = Math.log(weights[j]) + (g[j] - costs[i][j]) / epsilon;
      }
      double highest = Arrays.stream(log).max().orElseThrow();
      double sum = Arrays.stream(log).map(l -> Math.exp(l - highest)).sum();
      softMin[i] = -epsilon * (highest + Math.log(sum));
      tile.load(rows, i / 4 * 4);
      for (int j = 0; j < m; j++) {
        masses[j] += rows.weight(i) * Math.exp(log[j] - highest) / sum;
        range = Math.max(range, Math.abs(tile.entry(i % 4, j)));
      }
    }
    return new Pass(softMin, masses, range);
  }
}
