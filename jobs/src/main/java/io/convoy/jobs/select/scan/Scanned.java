package io.convoy.jobs.select.scan;

import io.convoy.selection.Candidates;
import io.convoy.selection.Shortlist;
import io.convoy.spark.block.Ids;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;

/**
 * What a pass over the pool left on the driver.
 *
 * @param candidates by row of the shortlist
 * @param all whether every row of the pool is on it
 */
public record Scanned(Candidates candidates, Shortlist rows, Ids ids, boolean all) {

  /** Returns it without the rows that repeat an earlier one, up to a distance if there is one. */
  public Scanned once(OptionalDouble distance) {
    if (distance.isEmpty()) {
      return this;
    }
    BitSet repeats = rows.repeats(distance.getAsDouble());
    return new Scanned(candidates.without(row -> repeats.get((int) row)), rows, ids, all);
  }

  /** Returns it with no rows on the list but the candidates. */
  public Scanned candidatesOnly() {
    long[] places = candidates.places();
    if (places.length == rows.count()) {
      return this;
    }
    int[] at = Arrays.stream(places).mapToInt(Math::toIntExact).toArray();
    return new Scanned(candidates.numberedIn(places), rows.pick(at), ids.pick(at), all);
  }
}
