package io.convoy.spark.intake;

import io.convoy.spark.block.TableBlock;
import java.io.Serializable;

/**
 * One piece of what reading a partition yields: some rows of a segment, or at the segment's end its
 * summary.
 */
final class ReadPart implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int part;
  private final int segment;
  private final long before;
  private final TableBlock rows;
  private final Segment summary;

  private ReadPart(int part, int segment, long before, TableBlock rows, Segment summary) {
    this.part = part;
    this.segment = segment;
    this.before = before;
    this.rows = rows;
    this.summary = summary;
  }

  static ReadPart rows(int part, int segment, long before, TableBlock rows) {
    return new ReadPart(part, segment, before, rows, null);
  }

  static ReadPart summary(int part, int segment, Segment summary) {
    return new ReadPart(part, segment, 0, null, summary);
  }

  /** Returns the partition. */
  int part() {
    return part;
  }

  /** Returns the segment's place among the segments of the partition, from 0. */
  int segment() {
    return segment;
  }

  /** Returns the number of sound rows of the same dimension that the segment has before these. */
  long before() {
    return before;
  }

  boolean isSummary() {
    return summary != null;
  }

  /** Returns the summary, null if this part holds rows. */
  Segment summary() {
    return summary;
  }

  /** Returns the rows, null if this part is a summary. Without ids they have positions as ids. */
  TableBlock rows() {
    return rows;
  }
}
