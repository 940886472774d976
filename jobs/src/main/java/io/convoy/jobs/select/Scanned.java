package io.convoy.jobs.select;

import io.convoy.selection.Candidates;
import io.convoy.selection.Shortlist;
import io.convoy.spark.block.Ids;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What a pass over the pool left on the driver.
 *
 * @param candidates by row of the shortlist
 * @param all whether every row of the pool is on it
 */
record Scanned(Candidates candidates, Shortlist rows, Ids ids, boolean all) {

  /** Returns it without the rows that repeat an earlier one. */
  Scanned once(double distance) {
    if (distance < 0) {
      return this;
    }
    BitSet repeats = rows.repeats(distance);
    return new Scanned(candidates.without(row -> repeats.get((int) row)), rows, ids, all);
  }

  /** Returns it with no rows on the list but the candidates. */
  Scanned candidatesOnly() {
    long[] places = candidates.places();
    if (places.length == rows.count()) {
      return this;
    }
    int[] at = Arrays.stream(places).mapToInt(Math::toIntExact).toArray();
    return new Scanned(candidates.numberedIn(places), rows.pick(at), ids.pick(at), all);
  }
}
