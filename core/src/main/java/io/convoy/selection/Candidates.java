package io.convoy.selection;

import java.io.Serializable;
import java.util.Arrays;

/**
 * For every target the rows nearest to it, at most k, by cost and of equal cost by their place in
 * the pool. Immutable.
 */
public final class Candidates implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int k;
  private final int[] counts;
  private final double[] costs;
  private final long[] rows;

  /**
   * Wraps lists.
   *
   * @param k places per target
   * @param counts how many of them are taken
   * @param costs ascending per target
   * @param rows places in the pool
   */
  Candidates(int k, int[] counts, double[] costs, long[] rows) {
    this.k = k;
    this.counts = counts;
    this.costs = costs;
    this.rows = rows;
  }

  /** Returns the number of targets. */
  public int targets() {
    return counts.length;
  }

  /** Returns how many rows of a target are kept at most. */
  public int most() {
    return k;
  }

  /** Returns the number of rows kept for a target. */
  public int count(int target) {
    return counts[target];
  }

  /** Returns the cost of the target's row at {@code place}, ascending. */
  public double cost(int target, int place) {
    return costs[target * k + place];
  }

  /** Returns the place in the pool of that row. */
  public long row(int target, int place) {
    return rows[target * k + place];
  }

  /**
   * Returns what no row that is left out is cheaper than: the last cost kept, or infinity where
   * nothing is left out.
   */
  public double beyond(int target) {
    return counts[target] < k ? Double.POSITIVE_INFINITY : costs[target * k + k - 1];
  }

  /** Returns the nearest of both. */
  Candidates with(Candidates other) {
    int m = counts.length;
    int[] both = new int[m];
    double[] merged = new double[m * k];
    long[] places = new long[m * k];
    for (int j = 0; j < m; j++) {
      int a = j * k;
      int b = j * k;
      int endA = a + counts[j];
      int endB = b + other.counts[j];
      int at = j * k;
      while (at < j * k + k && (a < endA || b < endB)) {
        boolean first =
            b == endB || (a < endA && !precedes(other.costs[b], other.rows[b], costs[a], rows[a]));
        merged[at] = first ? costs[a] : other.costs[b];
        places[at++] = first ? rows[a++] : other.rows[b++];
      }
      both[j] = at - j * k;
    }
    return new Candidates(k, both, merged, places);
  }

  /** Returns whether a row comes before another. */
  static boolean precedes(double cost, long row, double otherCost, long otherRow) {
    return cost < otherCost || (cost == otherCost && row < otherRow);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Candidates same
        && k == same.k
        && Arrays.equals(counts, same.counts)
        && Arrays.equals(costs, same.costs)
        && Arrays.equals(rows, same.rows);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rows);
  }
}
