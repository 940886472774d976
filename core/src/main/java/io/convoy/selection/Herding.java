package io.convoy.selection;

import java.util.Arrays;

/**
 * Kernel herding towards the targets (Chen, Welling and Smola, UAI 2010): each step takes the row
 * that most resembles the targets and least the rows taken, {@code mean_j k(x, y_j) - sum_s k(x, s)
 * / (t + 1)}. {@code O(n (m + B) d)} on one thread, for pools that fit on the driver.
 */
public final class Herding {

  private Herding() {}

  /**
   * Takes rows.
   *
   * @param rows the whole pool
   * @param byLabel whether rows and targets of other labels have nothing in common
   */
  public static Selection select(
      Shortlist rows, Targets targets, double[] weights, Terms terms, boolean byLabel) {
    int n = rows.count();
    double width = width(targets);
    double all = Arrays.stream(weights).sum();
    double[] alike = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < weights.length; j++) {
        if (!byLabel || rows.label(i) == targets.label(j)) {
          double d2 = targets.cost(rows.features(), i, targets.label(j), j);
          alike[i] += weights[j] / all * Math.exp(-d2 / width);
        }
      }
    }
    double[] taken = new double[n];
    Picker picker = terms.picker();
    int[] repeats = new int[n];
    double[] scores = new double[n];
    boolean[] out = new boolean[n];
    for (int step = 0; !picker.isFull(); ) {
      int best = -1;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        double gain = alike[i] - taken[i] / (step + 1);
        if (!out[i] && gain > most) {
          most = gain;
          best = i;
        }
      }
      if (best < 0) {
        break;
      }
      out[best] = true;
      long size = terms.size(rows, best);
      if (size == 0 || !picker.take(rows.group(best), size)) {
        continue;
      }
      repeats[best] = 1;
      step++;
      scores[best] = -step;
      for (int i = 0; i < n; i++) {
        if (!byLabel || rows.label(i) == rows.label(best)) {
          taken[i] += Math.exp(-rows.squaredDistance(i, best) / width);
        }
      }
    }
    return Selection.alike(repeats, scores, true);
  }

  /** Returns the mean squared distance of two targets. */
  private static double width(Targets targets) {
    int m = targets.count();
    int d = targets.points().dimension();
    double spread = 0;
    for (int k = 0; k < d; k++) {
      double mean = 0;
      for (int j = 0; j < m; j++) {
        mean += targets.points().coordinate(j, k) / m;
      }
      for (int j = 0; j < m; j++) {
        double off = targets.points().coordinate(j, k) - mean;
        spread += 2 * off * off / m;
      }
    }
    return spread > 0 ? spread : 1;
  }
}
