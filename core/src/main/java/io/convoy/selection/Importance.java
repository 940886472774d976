package io.convoy.selection;

import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Sweep;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How much likelier a row is among the targets than in the pool, each feature for itself: DSIR (Xie
 * et al., NeurIPS 2023), whose hashed words are here bins of the features. Rows are drawn by the
 * logarithm of that ratio plus a Gumbel variate, which is sampling without replacement.
 *
 * @param edges by feature, the inner borders of its bins, ascending
 * @param logRatios by feature and bin
 */
public record Importance(double[][] edges, double[][] logRatios) implements Serializable {

  /** Borders that cut a normal variable into eight bins of equal probability. */
  private static final double[] OCTILES = {
    -1.1503493803760079,
    -0.6744897501960817,
    -0.31863936396437514,
    0,
    0.31863936396437514,
    0.6744897501960817,
    1.1503493803760079
  };

  private static final int BINS = OCTILES.length + 1;

  /** Returns the borders of bins for features of these means and deviations. */
  public static double[][] edges(Moments pool, int lead) {
    double[][] edges = new double[pool.mean().length - lead][OCTILES.length];
    for (int k = 0; k < edges.length; k++) {
      int at = lead + k;
      Arrays.setAll(edges[k], bin -> pool.mean()[at] + OCTILES[bin] * pool.deviation(at));
    }
    return edges;
  }

  /** Counts rows by feature and bin, feature after feature. */
  public record Count(int lead) implements Sweep<PointBlock, double[][], long[]> {

    @Override
    public long[] visit(double[][] edges, PointBlock block) {
      long[] counts = new long[edges.length * BINS];
      for (int i = 0; i < block.rows(); i++) {
        for (int k = 0; k < edges.length; k++) {
          counts[k * BINS + bin(edges[k], block.coordinate(i, lead + k))]++;
        }
      }
      return counts;
    }

    @Override
    public long[] merge(long[] left, long[] right) {
      long[] both = left.clone();
      Arrays.setAll(both, at -> left[at] + right[at]);
      return both;
    }
  }

  /** Returns the ratios of two counts, both increased by one so that no bin is impossible. */
  public static Importance of(double[][] edges, long[] pool, long[] targets) {
    double[][] logRatios = new double[edges.length][BINS];
    for (int k = 0; k < edges.length; k++) {
      double inPool = BINS;
      double inTargets = BINS;
      for (int bin = 0; bin < BINS; bin++) {
        inPool += pool[k * BINS + bin];
        inTargets += targets[k * BINS + bin];
      }
      for (int bin = 0; bin < BINS; bin++) {
        double p = (pool[k * BINS + bin] + 1) / inPool;
        double q = (targets[k * BINS + bin] + 1) / inTargets;
        logRatios[k][bin] = Math.log(q / p);
      }
    }
    return new Importance(edges, logRatios);
  }

  /**
   * Returns minus the perturbed logarithm of a row's ratio: the rows of the lowest are drawn.
   *
   * @param draw in (0, 1), the row's own
   */
  public double score(PointBlock rows, int row, int lead, double draw) {
    double sum = -Math.log(-Math.log(draw));
    for (int k = 0; k < edges.length; k++) {
      sum += logRatios[k][bin(edges[k], rows.coordinate(row, lead + k))];
    }
    return -sum;
  }

  private static int bin(double[] edges, double value) {
    int bin = 0;
    while (bin < edges.length && value >= edges[bin]) {
      bin++;
    }
    return bin;
  }
}
