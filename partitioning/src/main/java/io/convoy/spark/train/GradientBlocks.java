package io.convoy.spark.train;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.OrderedTree;
import io.convoy.iterate.Visit;
import io.convoy.robust.VectorBlocks;
import io.convoy.spark.run.SparkRunner;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * One vector per worker, cut by coordinate range and shuffled once: block b has coordinates {@code
 * b w} to {@code (b + 1) w} of all workers, a row each, in the order of their numbers. Every value
 * crosses the network once, and no place holds more than its blocks (a reduce-scatter without the
 * reduction, which robust rules cannot do in parts).
 *
 * <p>Blocks have one width whatever the number of their owners, so what {@link
 * io.convoy.robust.Aggregator} makes of them is the same bits for any. Closing frees them.
 */
public final class GradientBlocks implements VectorBlocks {

  /** Coordinates per block: in float a quarter of a megabyte per worker. */
  public static final int WIDTH = 1 << 16;

  private final JavaRDD<PointBlock> blocks;
  private final int count;

  private GradientBlocks(JavaRDD<PointBlock> blocks, int count) {
    this.blocks = blocks;
    this.count = count;
  }

  /**
   * Returns the blocks, to be shuffled when they are first used.
   *
   * @param gradients one row each; the index of a block is the number of its worker
   * @param length number of coordinates of each, {@code >= 1}
   * @param width coordinates per block
   * @param owners at most so many partitions hold the blocks
   * @throws IllegalArgumentException if a number is not positive
   */
  public static GradientBlocks of(
      JavaRDD<PointBlock> gradients, long length, int width, int owners) {
    if (length < 1 || width < 1 || owners < 1) {
      throw new IllegalArgumentException(
          "gradients need a length, a width and owners >= 1, got "
              + length
              + ", "
              + width
              + " and "
              + owners);
    }
    int count = Math.toIntExact((length + width - 1) / width);
    int run = OrderedTree.leavesPerPart(count, Math.min(owners, count));
    JavaRDD<PointBlock> blocks =
        gradients
            .mapPartitionsToPair(new Cut(length, width))
            .repartitionAndSortWithinPartitions(new Ranges(SparkRunner.parts(count, run), run))
            .mapPartitions(new Stack(), true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new GradientBlocks(blocks, count);
  }

  @Override
  public SparkRunner<PointBlock> runner() {
    return SparkRunner.over(blocks, count);
  }

  @Override
  public <S> GradientBlocks map(Visit<PointBlock, S, PointBlock> change, S state) {
    return new GradientBlocks(
        blocks.map(block -> change.visit(state, block)).persist(StorageLevel.MEMORY_AND_DISK()),
        count);
  }

  @Override
  public void close() {
    blocks.unpersist(false);
  }

  private record Cut(long length, int width)
      implements PairFlatMapFunction<Iterator<PointBlock>, Long, PointBlock> {

    @Override
    public Iterator<Tuple2<Long, PointBlock>> call(Iterator<PointBlock> gradients) {
      List<Tuple2<Long, PointBlock>> pieces = new ArrayList<>();
      while (gradients.hasNext()) {
        PointBlock gradient = gradients.next();
        if (gradient.rows() != 1 || gradient.dimension() != length) {
          throw new IllegalArgumentException(
              "worker "
                  + gradient.index()
                  + " must give one vector of "
                  + length
                  + " coordinates, got "
                  + gradient.rows()
                  + " of "
                  + gradient.dimension());
        }
        for (int block = 0, from = 0; from < length; block++, from += width) {
          int end = (int) Math.min(length, (long) from + width);
          pieces.add(
              new Tuple2<>((long) block << 32 | gradient.index(), gradient.coordinates(from, end)));
        }
      }
      return pieces.iterator();
    }
  }

  private static final class Ranges extends Partitioner {

    private static final long serialVersionUID = 1L;

    private final int parts;
    private final int run;

    Ranges(int parts, int run) {
      this.parts = parts;
      this.run = run;
    }

    @Override
    public int numPartitions() {
      return parts;
    }

    @Override
    public int getPartition(Object key) {
      return (int) ((Long) key >>> 32) / run;
    }
  }

  private static final class Stack
      implements FlatMapFunction<Iterator<Tuple2<Long, PointBlock>>, PointBlock> {

    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<PointBlock> call(Iterator<Tuple2<Long, PointBlock>> pieces) {
      List<PointBlock> stacked = new ArrayList<>();
      List<PointBlock> rows = new ArrayList<>();
      int block = -1;
      while (pieces.hasNext()) {
        Tuple2<Long, PointBlock> piece = pieces.next();
        int next = (int) (piece._1() >>> 32);
        if (next != block && block >= 0) {
          stacked.add(PointBlock.stacked(block, rows));
          rows.clear();
        }
        block = next;
        rows.add(piece._2());
      }
      if (block >= 0) {
        stacked.add(PointBlock.stacked(block, rows));
      }
      return stacked.iterator();
    }
  }
}
