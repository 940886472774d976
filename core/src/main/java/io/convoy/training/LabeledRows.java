package io.convoy.training;

import io.convoy.geometry.PointBlock;
import io.convoy.numerics.BulkArrays;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows one worker learns from, or a piece of those a model is judged by.
 *
 * <p>Written once, then shared by threads; nothing writes to it after. A row that could not be read
 * has NaN in all its features.
 */
public final class LabeledRows implements Externalizable {

  private static final long serialVersionUID = 1L;

  private PointBlock points;
  private double[] labels;
  private long[] keys;

  /** For deserialization only. */
  public LabeledRows() {}

  /**
   * Wraps rows.
   *
   * @param points features and weights; the index is the number of the worker, or of the piece
   * @param labels one per row: a number, or the place of a class among all; NaN for none
   * @param keys one per row, the same wherever it is: what chance decides about it
   */
  public LabeledRows(PointBlock points, double[] labels, long[] keys) {
    if (labels.length != points.rows() || keys.length != points.rows()) {
      throw new IllegalArgumentException(
          points.rows()
              + " rows need as many labels and keys, got "
              + labels.length
              + " and "
              + keys.length);
    }
    this.points = points;
    this.labels = labels;
    this.keys = keys;
  }

  /** Returns the rows of several, which have one dimension and one precision, one after another. */
  public static LabeledRows joined(int index, List<LabeledRows> pieces) {
    PointBlock points =
        PointBlock.stacked(index, pieces.stream().map(LabeledRows::points).toList());
    double[] labels = new double[points.rows()];
    long[] keys = new long[points.rows()];
    int at = 0;
    for (LabeledRows piece : pieces) {
      System.arraycopy(piece.labels, 0, labels, at, piece.rows());
      System.arraycopy(piece.keys, 0, keys, at, piece.rows());
      at += piece.rows();
    }
    return new LabeledRows(points, labels, keys);
  }

  /** Returns the number of the worker or piece. */
  public int index() {
    return points.index();
  }

  /** Returns features and weights. */
  public PointBlock points() {
    return points;
  }

  /** Returns the number of rows. */
  public int rows() {
    return labels.length;
  }

  /** Returns the label of a row. */
  public double label(int row) {
    return labels[row];
  }

  /** Returns the key of a row. */
  public long key(int row) {
    return keys[row];
  }

  /** Returns whether a row could be read and has a label. */
  public boolean isSound(int row) {
    return !Double.isNaN(points.coordinate(row, 0)) && !Double.isNaN(labels[row]);
  }

  /** Returns these rows without those that are not sound. */
  public LabeledRows sound() {
    int[] at = IntStream.range(0, rows()).filter(this::isSound).toArray();
    return at.length == rows()
        ? this
        : new LabeledRows(
            points.pick(index(), at),
            IntStream.of(at).mapToDouble(row -> labels[row]).toArray(),
            IntStream.of(at).mapToLong(row -> keys[row]).toArray());
  }

  /** Returns these rows with other labels. */
  public LabeledRows withLabels(double[] others) {
    return new LabeledRows(points, others, keys);
  }

  /** Returns these rows with other features. */
  public LabeledRows withPoints(PointBlock others) {
    return new LabeledRows(others, labels, keys);
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    points.writeExternal(out);
    BulkArrays.write(out, labels);
    out.writeInt(keys.length);
    for (long key : keys) {
      out.writeLong(key);
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
    points = new PointBlock();
    points.readExternal(in);
    labels = BulkArrays.readDoubles(in);
    keys = new long[in.readInt()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = in.readLong();
    }
  }
}
