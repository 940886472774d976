package io.convoy.spark.intake;

import io.convoy.spark.block.IdKind;
import io.convoy.spark.block.Ids;
import io.convoy.spark.block.Piece;
import io.convoy.spark.block.Rows;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.run.MappedIterator;
import io.convoy.spark.run.Parcel;
import io.convoy.spark.run.SparkRunner;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.types.DataType;
import scala.Tuple2;

/**
 * Rows in the order of their ids, one partition per range of ids.
 *
 * <p>The ranges follow a sample and differ from run to run; the order does not, as all rows of one
 * id are in one range.
 */
final class IdSort {

  private IdSort() {}

  /**
   * Returns the rows, sorted; their ranks are those within the partition.
   *
   * @param type the type of the ids
   * @param samples some ids
   */
  static JavaRDD<Piece> sorted(
      JavaRDD<Piece> pieces, DataType type, List<Object> samples, int ranges, boolean floats) {
    return pieces
        .flatMapToPair(new IntoRanges(bounds(type, samples, ranges), floats))
        .partitionBy(new HashPartitioner(ranges))
        .values()
        .mapPartitions(new SortRange(floats), true);
  }

  /** Returns {@code ranges - 1} ids that cut the samples into equal shares, in order. */
  private static Ids bounds(DataType type, List<Object> samples, int ranges) {
    List<Object> sorted = new ArrayList<>(samples);
    sorted.sort(IdKind.of(type).order());
    return Ids.ofKeys(
        type,
        IntStream.range(1, ranges)
            .mapToObj(range -> sorted.get((int) ((long) range * sorted.size() / ranges)))
            .toList());
  }

  /** Returns what is repeated in each partition of {@code sorted}, in order. */
  static JavaRDD<Parcel<Duplicates>> duplicates(JavaRDD<Piece> sorted) {
    return sorted.mapPartitions(
        pieces -> {
          Duplicates duplicates = new Duplicates();
          while (pieces.hasNext()) {
            Ids ids = pieces.next().rows().ids();
            IntStream.range(0, ids.size()).forEach(row -> duplicates.see(ids.key(row)));
          }
          return List.of(Parcel.of(duplicates)).iterator();
        });
  }

  /** Returns the rows with their ranks increased by the partition's entry of {@code before}. */
  static JavaRDD<Piece> ranked(JavaRDD<Piece> sorted, long[] before) {
    return sorted.mapPartitionsWithIndex(new Ranked(before), true);
  }

  private record IntoRanges(Ids bounds, boolean floats)
      implements PairFlatMapFunction<Piece, Integer, Piece> {

    @Override
    public Iterator<Tuple2<Integer, Piece>> call(Piece piece) {
      TableBlock rows = piece.rows();
      Comparator<Object> order = bounds.kind().order();
      int[] range = new int[rows.rows()];
      int[] ends = new int[bounds.size() + 1];
      for (int row = 0; row < range.length; row++) {
        range[row] = range(rows.ids().key(row), order);
        ends[range[row]]++;
      }
      Arrays.parallelPrefix(ends, Integer::sum);
      int[] next = new int[ends.length];
      System.arraycopy(ends, 0, next, 1, ends.length - 1);
      int[] byRange = new int[range.length];
      for (int row = 0; row < range.length; row++) {
        byRange[next[range[row]]++] = row;
      }
      Rows picked = Rows.picked(rows, byRange);
      List<Tuple2<Integer, Piece>> moved = new ArrayList<>();
      for (int r = 0, from = 0; r < ends.length; from = ends[r++]) {
        if (from < ends[r]) {
          moved.add(new Tuple2<>(r, new Piece(0, picked.block(0, from, ends[r], floats))));
        }
      }
      return moved.iterator();
    }

    /** Returns the number of bounds that are not above {@code key}. */
    private int range(Object key, Comparator<Object> order) {
      int low = 0;
      int high = bounds.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (order.compare(bounds.key(middle), key) <= 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  private record SortRange(boolean floats) implements FlatMapFunction<Iterator<Piece>, Piece> {

    private static final int PIECE_ROWS = 4096;

    @Override
    public Iterator<Piece> call(Iterator<Piece> pieces) {
      List<TableBlock> parts = new ArrayList<>();
      pieces.forEachRemaining(piece -> parts.add(piece.rows()));
      if (parts.isEmpty()) {
        return List.<Piece>of().iterator();
      }
      Rows rows = Rows.byId(parts);
      return IntStream.range(0, SparkRunner.parts(rows.size(), PIECE_ROWS))
          .mapToObj(
              p -> {
                int from = p * PIECE_ROWS;
                int to = Math.min(rows.size(), from + PIECE_ROWS);
                return new Piece(from, rows.block(0, from, to, floats));
              })
          .iterator();
    }
  }

  private record Ranked(long[] before)
      implements Function2<Integer, Iterator<Piece>, Iterator<Piece>>, Serializable {

    @Override
    public Iterator<Piece> call(Integer part, Iterator<Piece> pieces) {
      return new MappedIterator<>(
          pieces, piece -> new Piece(before[part] + piece.rank(), piece.rows()));
    }
  }
}
