package io.convoy.transport.sparse;

import java.util.Arrays;

/**
 * One column of a plan, the projection of its scores onto the vectors with the column's mass and a
 * bounded number of entries: {@code [s_i - tau]_+ / gamma} on its largest scores. Working storage
 * of one thread.
 *
 * <p>As {@code max s - gamma b <= tau}, only scores above that are looked at: few, where gamma is
 * small.
 */
final class SparseColumn {

  private final int most;
  private final double gamma;
  private final int[] near;
  private final double[] sorted;
  private final double[] entries;
  private int count;
  private double threshold;
  private double highest;

  SparseColumn(int rows, double gamma, int most) {
    this.gamma = gamma;
    this.most = most;
    this.near = new int[rows];
    this.sorted = new double[rows];
    this.entries = new double[rows];
  }

  /** Projects the scores of a column of mass {@code b}; of equal scores the first rows' count. */
  void project(double[] scores, double b) {
    highest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      highest = Math.max(highest, score);
    }
    double mass = gamma * b;
    int candidates = 0;
    for (int i = 0; i < scores.length; i++) {
      // relative to the highest: scores may be large and the mass tiny
      double below = scores[i] - highest;
      if (below > -mass || below == 0) {
        near[candidates] = i;
        sorted[candidates++] = below;
      }
    }
    Arrays.sort(sorted, 0, candidates);
    int allowed = Math.min(most, candidates);
    double cut = sorted[candidates - allowed];
    double sum = 0;
    double tau = -mass;
    for (int q = 1; q <= allowed; q++) {
      double u = sorted[candidates - q];
      sum += u;
      double next = (sum - mass) / q;
      if (!(u > next)) {
        break;
      }
      tau = next;
    }
    int atCut = allowed;
    for (int q = 0; q < candidates; q++) {
      atCut -= scores[near[q]] - highest > cut ? 1 : 0;
    }
    count = 0;
    for (int q = 0; q < candidates; q++) {
      int row = near[q];
      double below = scores[row] - highest;
      boolean isAllowed = below > cut || (below == cut && atCut-- > 0);
      if (isAllowed && below > tau) {
        near[count] = row;
        entries[count++] = (below - tau) / gamma;
      }
    }
    threshold = highest + tau;
  }

  /** Returns the number of entries. */
  int count() {
    return count;
  }

  /** Returns the row of an entry. */
  int row(int entry) {
    return near[entry];
  }

  /** Returns the mass of an entry. */
  double mass(int entry) {
    return entries[entry];
  }

  /** Returns tau: minus the column's potential. */
  double threshold() {
    return threshold;
  }

  /** Returns the largest score. */
  double highest() {
    return highest;
  }
}
