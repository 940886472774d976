package io.convoy.spark.train;

import io.convoy.geometry.PointBlock;
import io.convoy.spark.column.FeatureColumn;
import io.convoy.training.LabeledRows;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Turns rows into chunks. A row that cannot be used has NaN in all its features.
 *
 * @param dimension features of a row; one that has others cannot be used
 * @param files whether rows are from files
 * @param keyed whether rows have ids
 * @param named whether a column names workers
 */
record TrainingReading(
    FeatureColumn features,
    int featuresAt,
    int dimension,
    boolean files,
    boolean keyed,
    boolean named)
    implements Function2<Integer, Iterator<InternalRow>, Iterator<TrainingChunk>> {

  @Override
  public Iterator<TrainingChunk> call(Integer part, Iterator<InternalRow> rows) {
    return new Chunks(this, part, rows);
  }

  private static final class Chunks implements Iterator<TrainingChunk> {

    private static final int CHUNK_ROWS = 4096;
    private static final int FILE = 0;
    private static final int START = 1;
    private static final int KEY = 2;
    private static final int LABEL = 3;
    private static final int WEIGHT = 4;
    private static final int WORKER = 5;

    private final TrainingReading how;
    private final int part;
    private final Iterator<InternalRow> rows;
    private InternalRow next;
    private UTF8String file = UTF8String.EMPTY_UTF8;
    private long start;
    private long first;

    Chunks(TrainingReading how, int part, Iterator<InternalRow> rows) {
      this.how = how;
      this.part = part;
      this.rows = rows;
      advance();
    }

    /** Moves to the next row that has a weight. */
    private void advance() {
      next = null;
      while (next == null && rows.hasNext()) {
        InternalRow row = rows.next();
        if (row.isNullAt(WEIGHT) || row.getDouble(WEIGHT) != 0) {
          next = row;
        }
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public TrainingChunk next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      if (!isSameSplit()) {
        file = next.getUTF8String(FILE).copy(); // the row's bytes are overwritten by the next
        start = how.files() ? next.getLong(START) : part;
        first = 0;
      }
      int d = how.dimension();
      int room = Math.max(1, Math.min(CHUNK_ROWS, (1 << 22) / d));
      boolean single = how.features().floats();
      float[] floats = new float[single ? room * d : 0];
      double[] doubles = new double[single ? 0 : room * d];
      double[] weights = new double[room];
      double[] labels = new double[room];
      long[] keys = new long[room];
      String[] workers = how.named() ? new String[room] : null;
      int count = 0;
      while (next != null && count < room && isSameSplit()) {
        InternalRow row = next;
        if (single) {
          read(row, floats, count * d);
        } else {
          read(row, doubles, count * d);
        }
        double weight = row.isNullAt(WEIGHT) ? Double.NaN : row.getDouble(WEIGHT);
        boolean weighs = weight > 0 && Double.isFinite(weight);
        weights[count] = weighs ? weight : 1;
        labels[count] =
            row.isNullAt(LABEL) || !weighs || !Double.isFinite(row.getDouble(LABEL))
                ? Double.NaN
                : row.getDouble(LABEL);
        keys[count] = how.keyed() ? row.getLong(KEY) : count;
        if (workers != null) {
          workers[count] = row.isNullAt(WORKER) ? null : row.getUTF8String(WORKER).toString();
        }
        count++;
        advance();
      }
      double[] some = Arrays.copyOf(weights, count);
      LabeledRows chunk =
          new LabeledRows(
              single
                  ? PointBlock.of(part, d, Arrays.copyOf(floats, count * d), some)
                  : PointBlock.of(part, d, Arrays.copyOf(doubles, count * d), some),
              Arrays.copyOf(labels, count),
              Arrays.copyOf(keys, count));
      TrainingChunk read =
          new TrainingChunk(
              file.toString(),
              start,
              first,
              chunk,
              how.keyed(),
              workers == null ? null : Arrays.copyOf(workers, count));
      first += count;
      return read;
    }

    private boolean isSameSplit() {
      return Objects.equals(next.getUTF8String(FILE), file)
          && (how.files() ? next.getLong(START) : part) == start;
    }

    private void read(InternalRow row, float[] to, int from) {
      int d = how.dimension();
      boolean fits = how.features().length(row, how.featuresAt()) == d;
      if (fits) {
        how.features().read(row, how.featuresAt(), to, from);
        for (int k = from; k < from + d; k++) {
          fits &= Float.isFinite(to[k]);
        }
      }
      if (!fits) {
        Arrays.fill(to, from, from + d, Float.NaN);
      }
    }

    private void read(InternalRow row, double[] to, int from) {
      int d = how.dimension();
      boolean fits = how.features().length(row, how.featuresAt()) == d;
      if (fits) {
        how.features().read(row, how.featuresAt(), to, from);
        for (int k = from; k < from + d; k++) {
          fits &= Double.isFinite(to[k]);
        }
      }
      if (!fits) {
        Arrays.fill(to, from, from + d, Double.NaN);
      }
    }
  }
}
