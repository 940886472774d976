package io.convoy.selection;

import java.util.Arrays;

/**
 * The rows near a target, of all groups together, by cost and of equal cost by their place.
 *
 * @param rows of the shortlist, nearest first, as far as no row that was left out could come before
 * @param costs theirs
 * @param all whether no row was left out
 */
record Reach(int[] rows, double[] costs, boolean all) {

  /** Returns what is near every target. */
  static Reach[] of(Candidates candidates, int groups) {
    Reach[] reach = new Reach[candidates.lists() / groups];
    Arrays.setAll(reach, j -> of(candidates, j * groups, groups));
    return reach;
  }

  private static Reach of(Candidates candidates, int first, int groups) {
    int count = 0;
    double limit = Double.POSITIVE_INFINITY;
    for (int list = first; list < first + groups; list++) {
      count += candidates.count(list);
      limit = Math.min(limit, candidates.beyond(list));
    }
    int[] rows = new int[count];
    double[] costs = new double[count];
    int[] next = new int[groups];
    int at = 0;
    while (at < count) {
      int best = -1;
      for (int g = 0; g < groups; g++) {
        int list = first + g;
        if (next[g] < candidates.count(list)
            && (best < 0
                || Candidates.precedes(
                    candidates.cost(list, next[g]),
                    candidates.row(list, next[g]),
                    candidates.cost(first + best, next[best]),
                    candidates.row(first + best, next[best])))) {
          best = g;
        }
      }
      rows[at] = (int) candidates.row(first + best, next[best]);
      costs[at] = candidates.cost(first + best, next[best]++);
      if (costs[at] > limit) {
        break;
      }
      at++;
    }
    return new Reach(
        Arrays.copyOf(rows, at), Arrays.copyOf(costs, at), limit == Double.POSITIVE_INFINITY);
  }
}
