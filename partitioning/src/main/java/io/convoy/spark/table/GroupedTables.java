package io.convoy.spark.table;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Sweep;
import io.convoy.iterate.Visit;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.run.Parcel;
import io.convoy.spark.run.ScopedBroadcast;
import io.convoy.spark.run.SparkJob;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * Two tables cut into groups of rows of equal label, to be worked on a group at a time.
 *
 * <p>Rows travel once, to the task that has their group. A task takes its groups one after the
 * other, so a process holds as many groups as it has cores, and no more. Within a group rows stand
 * in the order of their table, so what is made of it is the same bits for any number of tasks.
 */
public final class GroupedTables {

  private final PointTable source;
  private final PointTable target;
  private final long[] sourceRows;
  private final long[] targetRows;

  private GroupedTables(
      PointTable source, PointTable target, long[] sourceRows, long[] targetRows) {
    this.source = source;
    this.target = target;
    this.sourceRows = sourceRows;
    this.targetRows = targetRows;
  }

  /**
   * The rows of one group.
   *
   * @param number the place of its label
   * @param source without the label, weights summing to 1
   * @param target likewise
   */
  public record Group(int number, PointBlock source, PointBlock target) {}

  /**
   * Returns two tables in groups; counts the rows of each, one sweep over either table.
   *
   * @param groups number of labels
   * @throws IllegalArgumentException if a table's label was not read as a coordinate
   */
  public static GroupedTables of(PointTable source, PointTable target, int groups) {
    return new GroupedTables(
        source, target, count("source", source, groups), count("target", target, groups));
  }

  private static long[] count(String name, PointTable table, int groups) {
    if (table.labels() != 1) {
      throw new IllegalArgumentException("the labels of " + name + " were not read");
    }
    return table.runner().run(name + ": rows by group", new CountRows(), groups);
  }

  /** Returns the number of source rows of every group. */
  public long[] sourceRows() {
    return sourceRows.clone();
  }

  /** Returns the number of target rows of every group. */
  public long[] targetRows() {
    return targetRows.clone();
  }

  /**
   * Returns what {@code visit} makes of every group that has rows on both sides; null for the
   * others.
   *
   * @param label what the engine's lists call it
   * @param tasks at most so many
   */
  public <S, R extends Serializable> List<R> each(
      String label, int tasks, Visit<Group, S, R> visit, S state) {
    BitSet whole = new BitSet();
    for (int group = 0; group < sourceRows.length; group++) {
      whole.set(group, sourceRows[group] > 0 && targetRows[group] > 0);
    }
    List<R> made = new ArrayList<>(Arrays.asList(newArray(sourceRows.length)));
    if (whole.isEmpty()) {
      return made;
    }
    JavaPairRDD<Long, PointBlock> pieces =
        source
            .blocks()
            .mapPartitionsToPair(new Cut(0, whole))
            .union(target.blocks().mapPartitionsToPair(new Cut(1, whole)));
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(pieces.context());
    try (ScopedBroadcast<Parcel<S>> sent =
        ScopedBroadcast.of(spark, "what all groups share", Parcel.of(state))) {
      List<Tuple2<Integer, Parcel<R>>> found =
          SparkJob.run(
              spark,
              label,
              () ->
                  pieces
                      .repartitionAndSortWithinPartitions(
                          new ByWork(taskOf(whole, tasks), Math.min(tasks, whole.cardinality())))
                      .mapPartitions(new Work<>(visit, sent))
                      .collect());
      found.forEach(group -> made.set(group._1(), group._2().open()));
    }
    return made;
  }

  @SuppressWarnings("unchecked") // of nulls
  private static <R> R[] newArray(int length) {
    return (R[]) new Serializable[length];
  }

  /** Gives the largest groups first, each to the task that has least. */
  private int[] taskOf(BitSet whole, int tasks) {
    Integer[] order = whole.stream().boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(group -> -work(group))); // stable
    PriorityQueue<double[]> least =
        new PriorityQueue<>(
            Comparator.<double[]>comparingDouble(task -> task[0])
                .thenComparingDouble(task -> task[1]));
    for (int task = 0; task < Math.min(tasks, order.length); task++) {
      least.add(new double[] {0, task});
    }
    int[] taskOf = new int[sourceRows.length];
    for (int group : order) {
      double[] task = least.remove();
      taskOf[group] = (int) task[1];
      task[0] += work(group);
      least.add(task);
    }
    return taskOf;
  }

  private double work(int group) {
    return (double) sourceRows[group] * targetRows[group];
  }

  private static final class CountRows implements Sweep<PointBlock, Integer, long[]> {

    private static final long serialVersionUID = 1L;

    @Override
    public long[] visit(Integer groups, PointBlock block) {
      long[] counts = new long[groups];
      for (int row = 0; row < block.rows(); row++) {
        counts[(int) block.coordinate(row, 0)]++;
      }
      return counts;
    }

    @Override
    public long[] merge(long[] left, long[] right) {
      for (int group = 0; group < left.length; group++) {
        left[group] += right[group];
      }
      return left;
    }
  }

  /** The group, then the side, then the block: the order in which a task takes pieces. */
  private static long key(int group, int side, int block) {
    return ((long) group << 32 | (long) side << 31) + block;
  }

  private record Cut(int side, BitSet whole)
      implements PairFlatMapFunction<Iterator<TableBlock>, Long, PointBlock> {

    @Override
    public Iterator<Tuple2<Long, PointBlock>> call(Iterator<TableBlock> blocks) {
      List<Tuple2<Long, PointBlock>> pieces = new ArrayList<>();
      while (blocks.hasNext()) {
        PointBlock block = blocks.next().points();
        Integer[] rows = new Integer[block.rows()];
        Arrays.setAll(rows, row -> row);
        Arrays.sort(rows, Comparator.comparingInt(row -> group(block, row))); // stable
        for (int from = 0, end; from < rows.length; from = end) {
          int group = group(block, rows[from]);
          end = from + 1;
          while (end < rows.length && group(block, rows[end]) == group) {
            end++;
          }
          if (whole.get(group)) {
            pieces.add(
                new Tuple2<>(key(group, side, block.index()), piece(block, rows, from, end)));
          }
        }
      }
      return pieces.iterator();
    }

    private static int group(PointBlock block, int row) {
      return (int) block.coordinate(row, 0);
    }

    private static PointBlock piece(PointBlock block, Integer[] rows, int from, int end) {
      int d = block.dimension() - 1;
      double[] coordinates = new double[(end - from) * d];
      double[] weights = new double[end - from];
      for (int i = from; i < end; i++) {
        weights[i - from] = block.weight(rows[i]);
        for (int k = 0; k < d; k++) {
          coordinates[(i - from) * d + k] = block.coordinate(rows[i], k + 1);
        }
      }
      return PointBlock.of(block.index(), d, coordinates, weights);
    }
  }

  private static final class ByWork extends Partitioner {

    private static final long serialVersionUID = 1L;

    private final int[] taskOf;
    private final int tasks;

    ByWork(int[] taskOf, int tasks) {
      this.taskOf = taskOf;
      this.tasks = tasks;
    }

    @Override
    public int numPartitions() {
      return tasks;
    }

    @Override
    public int getPartition(Object key) {
      return taskOf[(int) ((Long) key >>> 32)];
    }
  }

  private record Work<S, R extends Serializable>(
      Visit<Group, S, R> visit, ScopedBroadcast<Parcel<S>> state)
      implements FlatMapFunction<Iterator<Tuple2<Long, PointBlock>>, Tuple2<Integer, Parcel<R>>> {

    @Override
    public Iterator<Tuple2<Integer, Parcel<R>>> call(Iterator<Tuple2<Long, PointBlock>> pieces) {
      S own = state.value().open();
      List<Tuple2<Integer, Parcel<R>>> made = new ArrayList<>();
      List<List<PointBlock>> sides = List.of(new ArrayList<>(), new ArrayList<>());
      int group = -1;
      while (pieces.hasNext()) {
        Tuple2<Long, PointBlock> piece = pieces.next();
        int next = (int) (piece._1() >>> 32);
        if (next != group && group >= 0) {
          made.add(new Tuple2<>(group, made(own, group, sides)));
          sides.forEach(List::clear);
        }
        group = next;
        sides.get((int) (piece._1() >>> 31 & 1)).add(piece._2());
      }
      if (group >= 0) {
        made.add(new Tuple2<>(group, made(own, group, sides)));
      }
      return made.iterator();
    }

    private Parcel<R> made(S state, int group, List<List<PointBlock>> sides) {
      return Parcel.of(
          visit.visit(state, new Group(group, whole(sides.get(0)), whole(sides.get(1)))));
    }

    private static PointBlock whole(List<PointBlock> pieces) {
      int d = pieces.get(0).dimension();
      int rows = pieces.stream().mapToInt(PointBlock::rows).sum();
      double[] coordinates = new double[Math.multiplyExact(rows, d)];
      double[] weights = new double[rows];
      double total = 0;
      int at = 0;
      for (PointBlock piece : pieces) {
        for (int row = 0; row < piece.rows(); row++, at++) {
          weights[at] = piece.weight(row);
          total += weights[at];
          for (int k = 0; k < d; k++) {
            coordinates[at * d + k] = piece.coordinate(row, k);
          }
        }
      }
      for (int row = 0; row < rows; row++) {
        weights[row] /= total;
      }
      return PointBlock.of(0, d, coordinates, weights);
    }
  }
}
