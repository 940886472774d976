package io.convoy.spark.intake;

import io.convoy.spark.block.IdKind;
import io.convoy.spark.block.TableBlock;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Turns the rows of a partition into primitive arrays, each value once, and says what is wrong with
 * those that cannot be.
 */
record RowReading(RowLayout layout)
    implements Function2<Integer, Iterator<InternalRow>, Iterator<ReadPart>>, Serializable {

  @Override
  public Iterator<ReadPart> call(Integer part, Iterator<InternalRow> rows) {
    return new Parts(layout, part, rows);
  }

  private static final class Parts implements Iterator<ReadPart> {

    private final RowLayout layout;
    private final int part;
    private final Iterator<InternalRow> rows;
    private final Comparator<Object> order;
    private final IdKind kind;
    private final ArrayDeque<ReadPart> ready = new ArrayDeque<>();
    private final TreeMap<Integer, Batch> batches = new TreeMap<>();
    private UTF8String file;
    private Segment segment;
    private int segments;

    Parts(RowLayout layout, int part, Iterator<InternalRow> rows) {
      this.layout = layout;
      this.part = part;
      this.rows = rows;
      this.kind = IdKind.of(layout.idType());
      this.order = kind.order();
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && rows.hasNext()) {
        read(rows.next());
        if (!rows.hasNext()) {
          close();
        }
      }
      return !ready.isEmpty();
    }

    @Override
    public ReadPart next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.poll();
    }

    private void read(InternalRow row) {
      enter(row);
      long position = segment.rows++;
      Object key =
          layout.numbered() ? (Object) position : kind.key(row, layout.idAt(), layout.idType());
      if (key == null) {
        segment.nullIds++;
        return;
      }
      double weight = layout.weight(row);
      if (weight == 0) {
        segment.weightless++;
        return;
      }
      if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        segment.weights.add(
            1,
            key,
            order,
            () -> row.isNullAt(layout.weightAt()) ? "null" : Double.toString(weight));
        return;
      }
      Optional<String> broken = Batch.broken(layout, row);
      if (broken.isPresent()) {
        segment.values.add(1, key, order, broken::get);
        return;
      }
      int length = layout.features().length(row, layout.featuresAt());
      Batch batch = batches.computeIfAbsent(length, d -> new Batch(layout, d));
      int bad = batch.read(row);
      if (bad >= 0) {
        segment.values.add(1, key, order, () -> Batch.describe(layout, row, bad, batch.last(bad)));
        return;
      }
      batch.keep(key, weight);
      segment.keep(key, length, order);
      if (batch.full()) {
        flush(batch);
      }
    }

    /** Begins another segment if the row is from another split than the one before. */
    private void enter(InternalRow row) {
      if (layout.fileAt() == RowLayout.NONE) {
        if (segment == null) {
          segment = new Segment(part, segments, "", 0, !layout.numbered());
        }
        return;
      }
      UTF8String path = row.getUTF8String(layout.fileAt());
      long start = row.getLong(layout.fileAt() + 1);
      if (segment == null || start != segment.start || !Objects.equals(path, file)) {
        close();
        file = path.copy(); // the row's bytes are overwritten by the next
        segment = new Segment(part, segments, file.toString(), start, false);
      }
    }

    private void flush(Batch batch) {
      long before = batch.taken();
      TableBlock block = batch.take();
      segment.bytes += block.bytes();
      ready.add(ReadPart.rows(part, segments, before, block));
    }

    private void close() {
      if (segment != null) {
        batches.values().stream().filter(batch -> batch.rows() > 0).forEach(this::flush);
        batches.clear();
        ready.add(ReadPart.summary(part, segments++, segment));
        segment = null;
      }
    }
  }
}
