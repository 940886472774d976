package io.convoy.semidiscrete;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What some samples say of the cells at potentials g and of the borders between them.
 *
 * @param mass share of the samples in every cell
 * @param slack mean over the samples of how much their second best site is worse than their best
 * @param pairs neighbouring cells, {@code i} times the number of sites plus {@code j} with {@code i
 *     < j}, ascending
 * @param shares of the samples that are within the asked slack of the border, one per pair
 */
record Borders(double[] mass, double slack, long[] pairs, double[] shares) implements Serializable {

  static Borders of(double[] mass, double slack, TreeMap<Long, Double> shares) {
    long[] pairs = new long[shares.size()];
    double[] found = new double[pairs.length];
    int at = 0;
    for (Map.Entry<Long, Double> pair : shares.entrySet()) {
      pairs[at] = pair.getKey();
      found[at++] = pair.getValue();
    }
    return new Borders(mass, slack, pairs, found);
  }

  /** Returns what both say; writes to this one's masses. */
  Borders with(Borders other) {
    for (int j = 0; j < mass.length; j++) {
      mass[j] += other.mass[j];
    }
    long[] all = new long[pairs.length + other.pairs.length];
    double[] sums = new double[all.length];
    int count = 0;
    int here = 0;
    int there = 0;
    while (here < pairs.length || there < other.pairs.length) {
      long own = here < pairs.length ? pairs[here] : Long.MAX_VALUE;
      long next = there < other.pairs.length ? other.pairs[there] : Long.MAX_VALUE;
      all[count] = Math.min(own, next);
      sums[count++] =
          (own <= next ? shares[here++] : 0) + (next <= own ? other.shares[there++] : 0);
    }
    return new Borders(
        mass, slack + other.slack, Arrays.copyOf(all, count), Arrays.copyOf(sums, count));
  }
}
