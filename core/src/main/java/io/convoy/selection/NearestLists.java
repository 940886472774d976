package io.convoy.selection;

import java.util.Arrays;

/** The rows of the lowest costs so far, in several lists of one length. Working storage. */
final class NearestLists {

  private final int k;
  private final int[] counts;
  private final double[] costs;
  private final long[] rows;
  private final double[] cutoffs;

  /**
   * Lists without rows.
   *
   * @param k places of a list
   * @param cutoffs per list a cost above which no row counts; empty if there is none
   */
  NearestLists(int lists, int k, double[] cutoffs) {
    this.k = k;
    this.counts = new int[lists];
    this.costs = new double[Math.multiplyExact(lists, k)];
    this.rows = new long[lists * k];
    this.cutoffs = cutoffs;
  }

  /** Returns what a row must not exceed to be in a list. */
  double limit(int list) {
    double known = cutoffs.length == 0 ? Double.POSITIVE_INFINITY : cutoffs[list];
    return counts[list] < k ? known : Math.min(known, costs[list * k + k - 1]);
  }

  /**
   * Takes a row if its cost is low enough, and returns whether it did. Rows must come in their
   * order, so that of equal cost the earlier stays before.
   */
  boolean offer(int list, double cost, long row) {
    boolean full = counts[list] == k;
    int begin = list * k;
    if (full ? !(cost < costs[begin + k - 1]) : !(cost <= limit(list))) {
      return false;
    }
    int last = begin + Math.min(counts[list], k - 1);
    int at = Arrays.binarySearch(costs, begin, last, Math.nextUp(cost));
    at = at < 0 ? -at - 1 : at;
    while (at > begin && costs[at - 1] > cost) {
      at--; // a search may hit any of equal costs
    }
    System.arraycopy(costs, at, costs, at + 1, last - at);
    System.arraycopy(rows, at, rows, at + 1, last - at);
    costs[at] = cost;
    rows[at] = row;
    counts[list] = full ? k : counts[list] + 1;
    return true;
  }

  Candidates candidates() {
    return new Candidates(k, counts, costs, rows);
  }
}
