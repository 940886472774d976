package io.convoy.selection;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * Lists of the rows of the lowest cost, at most k each, by cost and of equal cost by their place in
 * the pool. Immutable.
 */
public final class Candidates implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int k;
  private final int[] counts;
  private final double[] costs;
  private final long[] rows;
  private final double[] beyond;

  /**
   * Wraps lists.
   *
   * @param k places per list
   * @param counts how many of them are taken
   * @param costs ascending per list
   * @param rows places in the pool
   */
  Candidates(int k, int[] counts, double[] costs, long[] rows) {
    this(k, counts, costs, rows, new double[counts.length]);
    for (int list = 0; list < counts.length; list++) {
      beyond[list] = counts[list] < k ? Double.POSITIVE_INFINITY : costs[list * k + k - 1];
    }
  }

  private Candidates(int k, int[] counts, double[] costs, long[] rows, double[] beyond) {
    this.beyond = beyond;
    this.k = k;
    this.counts = counts;
    this.costs = costs;
    this.rows = rows;
  }

  /** Returns the number of lists. */
  public int lists() {
    return counts.length;
  }

  /** Returns how many rows of a list are kept at most. */
  public int most() {
    return k;
  }

  /** Returns the number of rows in a list. */
  public int count(int list) {
    return counts[list];
  }

  /** Returns the cost of the list's row at {@code place}, ascending. */
  public double cost(int list, int place) {
    return costs[list * k + place];
  }

  /** Returns the place in the pool of that row. */
  public long row(int list, int place) {
    return rows[list * k + place];
  }

  /**
   * Returns what no row that is left out is cheaper than: the last cost kept, or infinity where
   * nothing is left out.
   */
  public double beyond(int list) {
    return beyond[list];
  }

  /** Returns the places of all rows that are in a list, ascending. */
  public long[] places() {
    long[] all = new long[Arrays.stream(counts).sum()];
    int at = 0;
    for (int list = 0; list < counts.length; list++) {
      System.arraycopy(rows, list * k, all, at, counts[list]);
      at += counts[list];
    }
    return Arrays.stream(all).sorted().distinct().toArray();
  }

  /** Returns the same lists with every place replaced by where it stands among {@code places}. */
  public Candidates numberedIn(long[] places) {
    long[] numbered = new long[rows.length];
    for (int list = 0; list < counts.length; list++) {
      for (int place = list * k; place < list * k + counts[list]; place++) {
        numbered[place] = Arrays.binarySearch(places, rows[place]);
      }
    }
    return new Candidates(k, counts, costs, numbered, beyond);
  }

  /** Returns the same lists with every row replaced by where it stands now, in the same order. */
  public Candidates movedTo(int[] where) {
    long[] moved = new long[rows.length];
    for (int list = 0; list < counts.length; list++) {
      for (int place = list * k; place < list * k + counts[list]; place++) {
        moved[place] = where[(int) rows[place]];
      }
    }
    return new Candidates(k, counts, costs, moved, beyond);
  }

  /** Returns the first {@code fewer} of every list, which has no fewer places. */
  public Candidates first(int fewer) {
    int[] left = new int[counts.length];
    double[] kept = new double[counts.length * fewer];
    long[] places = new long[kept.length];
    for (int list = 0; list < counts.length; list++) {
      left[list] = Math.min(fewer, counts[list]);
      System.arraycopy(costs, list * k, kept, list * fewer, left[list]);
      System.arraycopy(rows, list * k, places, list * fewer, left[list]);
    }
    return new Candidates(fewer, left, kept, places);
  }

  /**
   * Returns complete lists that were kept as numbers.
   *
   * @param costs by list, ascending; as many as {@code counts} says of each
   * @param rows likewise
   */
  public static Candidates of(int k, int[] counts, double[] costs, long[] rows) {
    double[] spread = new double[Math.multiplyExact(counts.length, k)];
    long[] places = new long[spread.length];
    int at = 0;
    for (int list = 0; list < counts.length; list++) {
      System.arraycopy(costs, at, spread, list * k, counts[list]);
      System.arraycopy(rows, at, places, list * k, counts[list]);
      at += counts[list];
    }
    return new Candidates(k, counts, spread, places);
  }

  /** Returns the lists without some rows; what is beyond a list stays beyond it. */
  public Candidates without(LongPredicate dropped) {
    int[] left = new int[counts.length];
    double[] kept = new double[costs.length];
    long[] places = new long[rows.length];
    double[] limits = new double[counts.length];
    for (int list = 0; list < counts.length; list++) {
      limits[list] = beyond(list);
      for (int place = list * k; place < list * k + counts[list]; place++) {
        if (!dropped.test(rows[place])) {
          kept[list * k + left[list]] = costs[place];
          places[list * k + left[list]++] = rows[place];
        }
      }
    }
    return new Candidates(k, left, kept, places, limits);
  }

  /** Returns the nearest of both, which are complete. */
  public Candidates with(Candidates other) {
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
