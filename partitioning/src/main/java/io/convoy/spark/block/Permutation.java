package io.convoy.spark.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/** The rows of a table's blocks in another order, in blocks cut as before. */
final class Permutation {

  /** Bits that hold a row's place in its block, and leave enough for its place in the table. */
  private static final int ROW_BITS = 17;

  private static final int ROW_MASK = (1 << ROW_BITS) - 1;

  private Permutation() {}

  /**
   * Returns the blocks made of {@code blocks}, which are all on the driver.
   *
   * @param order which row stands at each place
   */
  static List<TableBlock> of(List<TableBlock> blocks, int[] order, BlockPlan plan, boolean floats) {
    return Rows.of(blocks, order).blocks(0, plan.blockRows(), floats).toList();
  }

  /** Returns for each row of {@code order} where it stands. */
  static int[] ranks(int[] order) {
    int[] ranks = new int[order.length];
    for (int place = 0; place < order.length; place++) {
      ranks[order[place]] = place;
    }
    return ranks;
  }

  /**
   * Returns the blocks, after one shuffle, in the partitions of {@code plan}.
   *
   * @param blockRows the number of rows of {@code blocks}, but of the last
   * @param places where each row stands; every place of the plan once
   */
  static JavaRDD<TableBlock> of(
      JavaRDD<TableBlock> blocks, int blockRows, Places places, BlockPlan plan, boolean floats) {
    return blocks
        .flatMapToPair(new Leave(places, blockRows, plan, floats))
        .partitionBy(new HashPartitioner(plan.parts()))
        .values()
        .mapPartitionsWithIndex(new Arrive(plan, floats), true);
  }

  /** A block's rows, those for one partition together. */
  private record Leave(Places places, int blockRows, BlockPlan plan, boolean floats)
      implements PairFlatMapFunction<TableBlock, Integer, RankedRows> {

    @Override
    public Iterator<Tuple2<Integer, RankedRows>> call(TableBlock block) {
      long first = (long) block.index() * blockRows;
      long[] rowsByRank =
          IntStream.range(0, block.rows())
              .boxed()
              .flatMapToLong(
                  row ->
                      Arrays.stream(places.of(first + row)).map(place -> place << ROW_BITS | row))
              .sorted()
              .toArray();
      Rows sorted =
          Rows.picked(
              block, Arrays.stream(rowsByRank).mapToInt(at -> (int) at & ROW_MASK).toArray());
      long[] rank = Arrays.stream(rowsByRank).map(at -> at >> ROW_BITS).toArray();
      List<Tuple2<Integer, RankedRows>> moved = new ArrayList<>();
      for (int from = 0, to; from < rank.length; from = to) {
        long part = rank[from] / plan.partRows();
        to = from + 1;
        while (to < rank.length && rank[to] / plan.partRows() == part) {
          to++;
        }
        TableBlock rows = sorted.block(0, from, to, floats);
        moved.add(
            new Tuple2<>((int) part, new RankedRows(Arrays.copyOfRange(rank, from, to), rows)));
      }
      return moved.iterator();
    }
  }

  private record Arrive(BlockPlan plan, boolean floats)
      implements Function2<Integer, Iterator<RankedRows>, Iterator<TableBlock>> {

    @Override
    public Iterator<TableBlock> call(Integer part, Iterator<RankedRows> arrived) {
      List<RankedRows> pieces = new ArrayList<>();
      arrived.forEachRemaining(pieces::add);
      long first = part * plan.partRows();
      int[] order = new int[(int) Math.min(plan.partRows(), plan.rows() - first)];
      Arrays.fill(order, -1);
      int row = 0;
      // by rank, for a shuffle delivers in any order
      for (RankedRows piece : pieces) {
        for (int i = 0; i < piece.rows().rows(); i++) {
          long place = piece.rank(i) - first;
          if (place < 0 || place >= order.length || order[(int) place] >= 0) {
            throw new IllegalStateException(
                "row " + piece.rank(i) + " came to partition " + part + " by mistake or twice");
          }
          order[(int) place] = row++;
        }
      }
      if (row < order.length) {
        throw new IllegalStateException(
            "partition " + part + " must hold " + order.length + " rows, has " + row);
      }
      return Rows.of(pieces.stream().map(RankedRows::rows).toList(), order)
          .blocks(part * plan.run(), plan.blockRows(), floats)
          .iterator();
    }
  }
}
