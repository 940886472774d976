package io.convoy.spark.intake;

import io.convoy.spark.block.IdKind;
import io.convoy.spark.block.Ids;
import io.convoy.spark.column.TableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What reading a table found: how many rows it has, which of them are sound, and where each segment
 * of rows stands in the whole. Refuses a table that breaks its contract.
 */
final class Intake {

  private final RowLayout layout;
  private final Comparator<Object> order;
  private final List<Segment> segments;
  private final int dimension;
  private final boolean ordered;
  private final long[][] ranks;
  private final long[][] offsets;
  private final long rows;
  private final long quarantined;

  /**
   * Judges what was read.
   *
   * @param found in the order of partitions, and of reading within a partition
   * @param quarantine whether rows with bad features are left out instead of being an error
   * @throws TableException if the table breaks its contract
   */
  Intake(RowLayout layout, List<Segment> found, boolean quarantine) {
    this.layout = layout;
    this.order = IdKind.of(layout.idType()).order();
    this.dimension = commonLength(found);
    this.segments = inOrder(found);
    this.ordered = layout.numbered() || risesThrough(segments);
    int parts = found.stream().mapToInt(segment -> segment.part + 1).max().orElse(0);
    this.ranks = new long[parts][];
    this.offsets = new long[parts][];
    this.rows = place(found);

    refuseNullIds();
    refuse(
        gather(segment -> segment.weights, what -> "has weight " + what),
        "weights must be finite and >= 0");
    Tally values = badFeatures();
    this.quarantined = values.rows();
    if (!quarantine) {
      refuse(
          values,
          "all rows need the same number of finite features, or quarantine sets them aside");
    }
    if (rows == 0) {
      throw new TableException(layout.table() + ": " + whyEmpty());
    }
  }

  /** Returns the number of coordinates that most rows have, the smallest of equally frequent. */
  private static int commonLength(List<Segment> segments) {
    Map<Integer, Long> rowsByLength = new TreeMap<>();
    for (Segment segment : segments) {
      segment.lengths.forEach((length, rows) -> rowsByLength.merge(length, rows.rows(), Long::sum));
    }
    int common = 0;
    long most = 0;
    for (Map.Entry<Integer, Long> entry : rowsByLength.entrySet()) {
      if (entry.getValue() > most) {
        common = entry.getKey();
        most = entry.getValue();
      }
    }
    return common;
  }

  /** Returns the segments by their place in the files, or by their first id. */
  private List<Segment> inOrder(List<Segment> found) {
    List<Segment> sorted = new ArrayList<>(found);
    sorted.sort(
        layout.numbered()
            ? Comparator.comparing((Segment segment) -> segment.file)
                .thenComparingLong(segment -> segment.start)
            : Comparator.comparing(segment -> segment.first, Comparator.nullsFirst(order)));
    return sorted;
  }

  /** Returns whether the ids rise from each row to the next, so that none need be moved. */
  private boolean risesThrough(List<Segment> sorted) {
    Object last = null;
    for (Segment segment : sorted) {
      if (segment.first == null) {
        continue;
      }
      if (!segment.ascending || (last != null && order.compare(last, segment.first) >= 0)) {
        return false;
      }
      last = segment.last;
    }
    return true;
  }

  /** Finds the place of every segment and returns the number of sound rows. */
  private long place(List<Segment> found) {
    int[] count = new int[ranks.length];
    found.forEach(segment -> count[segment.part]++);
    for (int part = 0; part < count.length; part++) {
      ranks[part] = new long[count[part]];
      offsets[part] = new long[count[part]];
    }
    long rank = 0;
    long offset = 0;
    for (Segment segment : segments) {
      ranks[segment.part][segment.index] = rank;
      offsets[segment.part][segment.index] = offset;
      rank += segment.rows(dimension);
      offset += segment.rows;
    }
    return rank;
  }

  private void refuseNullIds() {
    long nullIds = segments.stream().mapToLong(segment -> segment.nullIds).sum();
    if (nullIds > 0) {
      throw new TableException(
          layout.table()
              + ": "
              + count(nullIds, "row has", "rows have")
              + " no id (null or NaN); every row needs one");
    }
  }

  /** Returns one kind of flaw of the whole table. */
  private Tally gather(Function<Segment, Tally> kind, Function<String, String> describe) {
    Tally all = new Tally();
    for (Segment segment : segments) {
      Tally flaw = kind.apply(segment);
      if (flaw.rows() > 0) {
        all.add(flaw.rows(), key(segment, flaw.first()), order, () -> describe.apply(flaw.what()));
      }
    }
    return all;
  }

  private Tally badFeatures() {
    Tally all = gather(segment -> segment.values, what -> "cannot be used: " + what);
    for (Segment segment : segments) {
      segment.lengths.forEach(
          (length, alike) -> {
            if (length != dimension) {
              all.add(
                  alike.rows(),
                  key(segment, alike.first()),
                  order,
                  () ->
                      "cannot be used: it has "
                          + (length - layout.features().labels())
                          + " features and most rows have "
                          + (dimension - layout.features().labels()));
            }
          });
    }
    return all;
  }

  /** Returns what a row of a segment is called in the whole table. */
  private Object key(Segment segment, Object key) {
    return layout.numbered() ? (Object) (offset(segment) + (Long) key) : key;
  }

  private long offset(Segment segment) {
    return offsets[segment.part][segment.index];
  }

  private void refuse(Tally flaw, String allowed) {
    if (flaw.rows() > 0) {
      long others = flaw.rows() - 1;
      throw new TableException(
          layout.table()
              + ": "
              + nameOf(flaw.first())
              + " "
              + flaw.what()
              + (others == 0 ? "" : " (and " + count(others, "other row", "other rows") + ")")
              + "; "
              + allowed);
    }
  }

  /** Returns how a message names the row with {@code key}. */
  private String nameOf(Object key) {
    return layout.numbered()
        ? "row " + key + " (counted from 0)"
        : "the row with id '" + text(key) + "'";
  }

  /**
   * Refuses ids that are not unique.
   *
   * @param found in the order of the ids
   */
  void refuse(List<Duplicates> found) {
    long repeated = found.stream().mapToLong(Duplicates::repeated).sum();
    if (repeated > 0) {
      Object first =
          found.stream().map(Duplicates::first).filter(Objects::nonNull).findFirst().orElseThrow();
      throw new TableException(
          layout.table()
              + ": "
              + count(repeated, "row repeats an id", "rows repeat an id")
              + ", the first of them '"
              + text(first)
              + "'; ids must be unique");
    }
  }

  /**
   * Returns what weights are multiplied with so that their sum is 1.
   *
   * @throws TableException if the sum is too large or too small for that
   */
  double normaliser(double totalWeight) {
    double factor = 1 / totalWeight;
    if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new TableException(
          layout.table()
              + ": the weights sum to "
              + totalWeight
              + "; the sum and its reciprocal must be finite");
    }
    return factor;
  }

  private String text(Object key) {
    return Ids.ofKeys(layout.idType(), List.of(key)).text(0);
  }

  private String whyEmpty() {
    long all = segments.stream().mapToLong(segment -> segment.rows).sum();
    if (all == 0) {
      return "the table has no rows; at least one is needed";
    }
    if (removed() == all) {
      return "all weights are 0; at least one must be > 0";
    }
    return "no row is left: "
        + count(quarantined, "row was", "rows were")
        + " set aside by quarantine and "
        + count(removed(), "has", "have")
        + " weight 0";
  }

  private static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  /** Returns the number of coordinates of the sound rows. */
  int dimension() {
    return dimension;
  }

  /** Returns the number of sound rows, at least 1. */
  long rows() {
    return rows;
  }

  /** Returns the number of rows left out for having no weight. */
  long removed() {
    return segments.stream().mapToLong(segment -> segment.weightless).sum();
  }

  /** Returns the number of rows left out for their features. */
  long quarantined() {
    return quarantined;
  }

  /** Returns about the size of the rows in memory. */
  long bytes() {
    return segments.stream().mapToLong(segment -> segment.bytes).sum();
  }

  /** Returns whether {@link #ranks} give the place of every row, so that nothing must be sorted. */
  boolean ordered() {
    return ordered;
  }

  /** Returns by partition and segment the number of sound rows before it, if {@link #ordered}. */
  long[][] ranks() {
    return ranks;
  }

  /** Returns by partition and segment the number of rows before it, its first row's number. */
  long[][] offsets() {
    return offsets;
  }

  /** Returns a sample of the ids, in no order. */
  List<Object> samples() {
    List<Object> samples = new ArrayList<>();
    segments.forEach(segment -> samples.addAll(segment.samples));
    return samples;
  }
}
