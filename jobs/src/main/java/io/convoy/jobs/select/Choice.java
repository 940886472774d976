package io.convoy.jobs.select;

import io.convoy.selection.Coverage;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * The rows chosen.
 *
 * @param places in the pool, ascending
 * @param scores the method's own numbers, the best the highest
 * @param masses of the rows in the plan, or equal ones
 * @param prices of the rows, 0 where the method has none
 * @param cover the plan, if the method made one
 * @param edges candidates per target, 0 if none were needed
 * @param widenings how often there were too few of them
 */
record Choice(
    long[] places,
    double[] scores,
    double[] masses,
    double[] prices,
    Optional<Coverage> cover,
    int edges,
    int widenings) {

  /** Returns rows that count alike and have no prices. */
  static Choice alike(long[] places, double[] scores, int edges, int widenings) {
    double[] masses = new double[places.length];
    Arrays.fill(masses, 1.0 / places.length);
    return new Choice(
        places, scores, masses, new double[places.length], Optional.empty(), edges, widenings);
  }

  /** Returns whether the plan has no rows but these, each with an equal mass. */
  boolean isWhole() {
    return cover.isPresent()
        && cover.get().rows().length == places.length
        && Arrays.stream(masses).allMatch(mass -> mass == masses[0]);
  }

  /** Returns what a task needs to know of the rows. */
  Marks marks() {
    Integer[] order = new Integer[places.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a])); // stable: then by place
    int[] ranks = new int[places.length];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[order[rank]] = rank + 1;
    }
    return new Marks(places, ranks, scores, masses, prices);
  }

  /**
   * The chosen rows for tasks.
   *
   * @param ranks from 1, the best first
   */
  record Marks(long[] places, int[] ranks, double[] scores, double[] masses, double[] prices)
      implements Serializable {

    /** Returns where a place is among the chosen, negative if it is not. */
    int find(long place) {
      return Arrays.binarySearch(places, place);
    }
  }
}
