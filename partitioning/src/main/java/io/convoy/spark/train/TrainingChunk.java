package io.convoy.spark.train;

import io.convoy.random.SeedStream;
import io.convoy.training.LabeledRows;
import java.io.Serializable;

/** Some rows of one split of one file as they were read. A class, for any serializer. */
final class TrainingChunk implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final long start;
  private final long first;
  private final LabeledRows rows;
  private final boolean keyed;
  private final String[] workers;

  /**
   * Wraps rows.
   *
   * @param file path, or empty
   * @param start where in it the split begins
   * @param first number of the first row within the split
   * @param keyed whether the rows have keys of their own, or their numbers within the chunk
   * @param workers values of the column that names workers; null if there is none
   */
  TrainingChunk(
      String file, long start, long first, LabeledRows rows, boolean keyed, String[] workers) {
    this.file = file;
    this.start = start;
    this.first = first;
    this.rows = rows;
    this.keyed = keyed;
    this.workers = workers;
  }

  String file() {
    return file;
  }

  long start() {
    return start;
  }

  long first() {
    return first;
  }

  LabeledRows rows() {
    return rows;
  }

  String worker(int row) {
    return workers[row];
  }

  /** Returns the key of a row, given the number of rows in the splits before. */
  long key(int row, long offset) {
    return keyed ? rows.key(row) : new SeedStream(0).at(0, offset + first + row).nextLong();
  }

  /** Returns some of the rows, with their keys. */
  LabeledRows pick(int worker, int[] picked, long offset) {
    double[] labels = new double[picked.length];
    long[] keys = new long[picked.length];
    for (int i = 0; i < picked.length; i++) {
      labels[i] = rows.label(picked[i]);
      keys[i] = key(picked[i], offset);
    }
    return new LabeledRows(rows.points().pick(worker, picked), labels, keys);
  }
}
