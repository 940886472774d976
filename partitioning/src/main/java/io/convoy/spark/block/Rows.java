package io.convoy.spark.block;

import io.convoy.geometry.PointBlock;
import io.convoy.spark.run.SparkRunner;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows that arrived in several parts, in one order, from which blocks are cut. */
public final class Rows {

  private final List<TableBlock> parts;
  private final int[] starts;
  private final Ids ids;
  private final int[] order;

  private Rows(List<TableBlock> parts, int[] starts, Ids ids, int[] order) {
    this.parts = parts;
    this.starts = starts;
    this.ids = ids;
    this.order = order;
  }

  /** Returns the rows of {@code parts}, at least one, one part after the other. */
  public static Rows inOrder(List<TableBlock> parts) {
    int[] order = new int[parts.stream().mapToInt(TableBlock::rows).reduce(0, Math::addExact)];
    Arrays.setAll(order, i -> i);
    return of(parts, order);
  }

  /**
   * Returns the rows of {@code parts}, at least one, at the places {@code order} if one part
   * follows the other.
   */
  static Rows of(List<TableBlock> parts, int[] order) {
    int[] starts = new int[parts.size()];
    int rows = 0;
    for (int part = 0; part < starts.length; part++) {
      starts[part] = rows;
      rows = Math.addExact(rows, parts.get(part).rows());
    }
    return new Rows(parts, starts, Ids.concat(parts.stream().map(TableBlock::ids).toList()), order);
  }

  /** Returns the rows of {@code part} that stand at the places {@code order}. */
  public static Rows picked(TableBlock part, int[] order) {
    return new Rows(List.of(part), new int[1], part.ids(), order);
  }

  /** Returns the rows of {@code parts}, at least one, in the order of their ids. */
  public static Rows byId(List<TableBlock> parts) {
    Rows rows = inOrder(parts);
    Comparator<Object> ascending = rows.ids.kind().order();
    if (rows.rises(ascending)) {
      return rows;
    }
    Integer[] sorted = new Integer[rows.size()];
    Arrays.setAll(sorted, i -> i);
    Object[] keys = new Object[sorted.length];
    Arrays.setAll(keys, rows.ids::key);
    Arrays.sort(sorted, (a, b) -> ascending.compare(keys[a], keys[b]));
    Arrays.setAll(rows.order, i -> sorted[i]);
    return rows;
  }

  private boolean rises(Comparator<Object> ascending) {
    for (int i = 1; i < size(); i++) {
      if (ascending.compare(ids.key(i - 1), ids.key(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the number of rows. */
  public int size() {
    return order.length;
  }

  /** Returns the id of the row at {@code place} in the order, as its key. */
  public Object key(int place) {
    return ids.key(order[place]);
  }

  /** Returns all rows as blocks of {@code blockRows}, the last of what is left. */
  Stream<TableBlock> blocks(int firstIndex, int blockRows, boolean floats) {
    return IntStream.range(0, SparkRunner.parts(size(), blockRows))
        .mapToObj(
            b ->
                block(
                    firstIndex + b, b * blockRows, Math.min(size(), (b + 1) * blockRows), floats));
  }

  /** Returns the rows at the places {@code from} to {@code to}, exclusive, as one block. */
  public TableBlock block(int index, int from, int to, boolean floats) {
    int count = to - from;
    int d = parts.get(0).points().dimension();
    double[] weights = new double[count];
    float[] narrow = floats ? new float[count * d] : null;
    double[] wide = floats ? null : new double[count * d];
    for (int i = 0; i < count; i++) {
      int at = order[from + i];
      int part = Arrays.binarySearch(starts, at);
      part = part >= 0 ? part : -part - 2;
      PointBlock points = parts.get(part).points();
      int row = at - starts[part];
      weights[i] = points.weight(row);
      for (int k = 0; k < d; k++) {
        if (floats) {
          narrow[i * d + k] = (float) points.coordinate(row, k);
        } else {
          wide[i * d + k] = points.coordinate(row, k);
        }
      }
    }
    PointBlock points =
        floats ? PointBlock.of(index, d, narrow, weights) : PointBlock.of(index, d, wide, weights);
    return new TableBlock(points, ids.pick(order, from, count));
  }
}
