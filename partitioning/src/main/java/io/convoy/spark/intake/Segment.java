package io.convoy.spark.intake;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a run of rows whose order is given: those of one split of a file, or else those
 * of one partition. Grows while the rows are read; the rows themselves are elsewhere.
 *
 * <p>Rows are called by their id's key, or by their position in the segment if they have no ids.
 */
final class Segment implements Serializable {

  private static final long serialVersionUID = 1L;

  /** One row in so many is a sample of the ids, from which ranges of equal size are cut. */
  private static final int ROWS_PER_SAMPLE = 256;

  final int part;
  final int index;
  final String file;
  final long start;
  private final boolean sampled;
  long rows;
  long weightless;
  long nullIds;
  long bytes;
  final Tally weights = new Tally();
  final Tally values = new Tally();

  /** The sound rows by their number of coordinates. */
  final Map<Integer, Tally> lengths = new HashMap<>();

  boolean ascending = true;
  Object first;
  Object last;
  final List<Object> samples = new ArrayList<>();
  private long kept;

  /**
   * Begins the segment {@code index} of partition {@code part}.
   *
   * @param sampled whether rows may have to be sorted, which takes a sample of their keys
   */
  Segment(int part, int index, String file, long start, boolean sampled) {
    this.part = part;
    this.index = index;
    this.file = file;
    this.start = start;
    this.sampled = sampled;
  }

  /** Counts a sound row. */
  void keep(Object key, int length, Comparator<Object> order) {
    lengths.computeIfAbsent(length, none -> new Tally()).add(1, key, order, () -> null);
    if (first == null) {
      first = key;
    } else if (order.compare(last, key) >= 0) {
      ascending = false;
    }
    last = key;
    if (sampled && kept++ % ROWS_PER_SAMPLE == 0) {
      samples.add(key);
    }
  }

  /** Returns the number of sound rows of {@code length} coordinates. */
  long rows(int length) {
    Tally found = lengths.get(length);
    return found == null ? 0 : found.rows();
  }
}
