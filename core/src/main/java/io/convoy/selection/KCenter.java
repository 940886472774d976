package io.convoy.selection;

import java.util.Arrays;

/**
 * The pool's own extent, whatever the targets are: each step takes the row furthest from those
 * taken, the first the one nearest to the mean (Gonzalez 1985; within twice the best radius).
 * {@code O(n B d)} on one thread, for pools that fit on the driver.
 */
public final class KCenter {

  private KCenter() {}

  /**
   * Takes rows.
   *
   * @param rows the whole pool
   */
  public static Selection select(Shortlist rows, Terms terms) {
    int n = rows.count();
    Picker picker = terms.picker();
    int[] repeats = new int[n];
    double[] scores = new double[n];
    double[] apart = new double[n];
    boolean[] out = new boolean[n];
    double[] radii = rows.radii();
    int next = 0;
    for (int i = 0; i < n; i++) {
      next = radii[i] < radii[next] ? i : next;
    }
    Arrays.fill(apart, Double.POSITIVE_INFINITY);
    for (int step = 0; next >= 0 && !picker.isFull(); ) {
      out[next] = true;
      long size = terms.size(rows, next);
      if (size > 0 && picker.take(rows.group(next), size)) {
        repeats[next] = 1;
        step++;
        scores[next] = -step;
        for (int i = 0; i < n; i++) {
          apart[i] = Math.min(apart[i], rows.squaredDistance(i, next));
        }
      }
      next = -1;
      for (int i = 0; i < n; i++) {
        if (!out[i] && (next < 0 || apart[i] > apart[next])) {
          next = i;
        }
      }
    }
    return Selection.alike(repeats, scores, true);
  }
}
