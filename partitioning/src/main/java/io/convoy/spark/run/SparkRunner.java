package io.convoy.spark.run;

import io.convoy.iterate.OrderedTree;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import io.convoy.iterate.SweepRunner;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;

/**
 * Runs sweeps as Spark jobs, one per sweep with one task per partition of the blocks.
 *
 * <p>A partition holds a run of {@code 2^k} consecutive blocks, the last one what is left, so every
 * partition is a subtree of the tree over all blocks: its task merges it alone, and the driver
 * merges the tasks' results in the order of partitions. The result has the bits of {@link
 * io.convoy.iterate.MemoryRunner}, for any number of tasks, executors and retries.
 *
 * <p>Every task reads a copy of the state of its own, so whatever it does wrong stays with it; only
 * {@link #share shared} values and the blocks themselves are common to the tasks of a process.
 *
 * @param <B> the blocks
 */
public final class SparkRunner<B> implements SweepRunner<B> {

  private final JavaSparkContext spark;
  private final JavaRDD<B> blocks;
  private final int count;
  private final int run;

  private SparkRunner(JavaRDD<B> blocks, int count, int run) {
    this.spark = JavaSparkContext.fromSparkContext(blocks.context());
    this.blocks = blocks;
    this.count = count;
    this.run = run;
  }

  /**
   * Returns a runner over {@code count} blocks, which stay the caller's to cache and to free.
   *
   * @param blocks in order, in partitions as {@link OrderedTree#leavesPerPart} cuts them
   * @throws IllegalArgumentException if no runs of {@code 2^k} blocks give that many partitions
   */
  public static <B> SparkRunner<B> over(JavaRDD<B> blocks, int count) {
    int parts = blocks.getNumPartitions();
    int run = count < 1 || parts < 1 ? 1 : OrderedTree.leavesPerPart(count, parts);
    if (parts != parts(count, run)) {
      throw new IllegalArgumentException(
          "runs of 2^k blocks cannot put " + count + " blocks into " + parts + " partitions");
    }
    return new SparkRunner<>(blocks, count, run);
  }

  /** Returns the number of partitions that {@code count} blocks fill in runs of {@code run}. */
  public static int parts(int count, int run) {
    return (int) ((count + (long) run - 1) / run);
  }

  @Override
  public int blocks() {
    return count;
  }

  /** Returns the number of tasks of a sweep. */
  public int tasks() {
    return blocks.getNumPartitions();
  }

  /**
   * {@inheritDoc}
   *
   * @throws EngineLimitException if the tasks' results exceed {@code spark.driver.maxResultSize}
   */
  @Override
  public <S, R> R run(String label, Sweep<B, S, R> sweep, S state) {
    try (ScopedBroadcast<Parcel<S>> sent =
        ScopedBroadcast.of(spark, "the state of \"" + label + "\"", Parcel.of(state))) {
      Fold<B, S, R> fold = new Fold<>(sweep, sent, count, run);
      List<Parcel<Partial<R>>> parcels =
          new ArrayList<>(
              SparkJob.run(
                  spark, label, () -> blocks.mapPartitionsWithIndex(fold, false).collect()));
      OrderedTree<R> tree = new OrderedTree<>(sweep::merge);
      for (int part = 0; part < parcels.size(); part++) {
        Partial<R> partial = parcels.set(part, null).open();
        if (partial.part() != part) {
          throw new IllegalStateException(
              "partial result " + part + " came from partition " + partial.part());
        }
        tree.add(partial.result());
      }
      return tree.result();
    }
  }

  /** {@inheritDoc} The handle is small: a task that holds it fetches the value when it asks. */
  @Override
  public <T> Shared<T> share(T value) {
    return BroadcastShared.of(spark, value);
  }

  private record Partial<R>(int part, R result) implements Serializable {}

  /** The task: the merge of one partition's blocks, packed with the partition's index. */
  private record Fold<B, S, R>(
      Sweep<B, S, R> sweep, ScopedBroadcast<Parcel<S>> state, int count, int run)
      implements Function2<Integer, Iterator<B>, Iterator<Parcel<Partial<R>>>> {

    @Override
    public Iterator<Parcel<Partial<R>>> call(Integer part, Iterator<B> blocks) {
      S own = state.value().open();
      OrderedTree<R> tree = new OrderedTree<>(sweep::merge);
      long seen = 0;
      for (; blocks.hasNext(); seen++) {
        tree.add(sweep.visit(own, blocks.next()));
      }
      long due = Math.min(run, count - (long) part * run);
      if (seen != due) {
        throw new IllegalStateException(
            "partition " + part + " must hold " + due + " blocks of " + count + ", has " + seen);
      }
      return List.of(Parcel.of(new Partial<>(part, tree.result()))).iterator();
    }
  }
}
