package io.convoy.robust;

import java.util.Arrays;

/**
 * The mean after vectors far along the direction of most variance have been weighted down, again
 * and again, until so much weight is gone as {@code 2 f} vectors have; of all means on the way, the
 * one with the least variance around it (CAF, Allouah et al., arXiv 2312.14461, with exact
 * eigenvectors).
 */
public record CovarianceFilter(int f) implements RobustRule {

  /** Weights that hardly fall any more have found their mean. */
  private static final int MOST = 1000;

  @Override
  public Plan plan(Gram gram) {
    int p = gram.size();
    RobustRule.require(f >= 0 && 2 * f < p, "caf", p, f, "2 f < p");
    int[] all = new int[p];
    Arrays.setAll(all, i -> i);
    double[] c = new double[p];
    Arrays.fill(c, 1);
    double[] best = null;
    double least = Double.POSITIVE_INFINITY;
    double sum = p;
    for (int step = 0; step < MOST && (best == null || sum > p - 2 * f); step++) {
      double[] weights = new double[p];
      for (int i = 0; i < p; i++) {
        weights[i] = c[i] / sum;
      }
      Centred centred = Centred.of(gram, all, weights);
      Subsets.Top top = Subsets.top(centred.covariance());
      if (top.value() < least) {
        least = top.value();
        best = weights;
      }
      double[] along = new double[p];
      double largest = 0;
      for (int i = 0; i < p; i++) {
        double sumAlong = 0;
        for (int j = 0; j < p; j++) {
          sumAlong += centred.products()[i][j] * Math.sqrt(weights[j]) * top.vector()[j];
        }
        along[i] = sumAlong * sumAlong; // times the same number for all
        largest = Math.max(largest, along[i]);
      }
      if (!(largest > 0)) {
        break; // all are equal
      }
      for (int i = 0; i < p; i++) {
        c[i] *= Math.max(0, 1 - along[i] / largest);
      }
      sum = Arrays.stream(c).sum();
    }
    return new Plan.Coefficients(best);
  }
}
