package io.convoy.spark;

import io.convoy.iterate.Visit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.storage.StorageLevel;

/** The blocks of a table, wherever they are kept. Closing frees them. */
sealed interface BlockStore extends AutoCloseable {

  /** Returns the blocks in order, in partitions as the plan says. */
  JavaRDD<TableBlock> rdd();

  /** Returns the blocks in order, on the driver. */
  List<TableBlock> all(String label);

  /** Returns a store of the changed blocks, which outlives this one. */
  <S> BlockStore map(Visit<TableBlock, S, TableBlock> change, S state);

  @Override
  void close();

  /**
   * Blocks of a small table: the driver has them, and each executor fetches all of them once if it
   * is asked to work on them.
   */
  final class Held implements BlockStore {

    private final JavaSparkContext spark;
    private final BlockPlan plan;
    private final List<TableBlock> blocks;
    private ScopedBroadcast<ArrayList<TableBlock>> sent;
    private JavaRDD<TableBlock> rdd;

    Held(JavaSparkContext spark, BlockPlan plan, List<TableBlock> blocks) {
      this.spark = spark;
      this.plan = plan;
      this.blocks = List.copyOf(blocks);
    }

    @Override
    public synchronized JavaRDD<TableBlock> rdd() {
      if (rdd == null) {
        sent = ScopedBroadcast.of(spark, new ArrayList<>(blocks));
        List<Integer> parts = IntStream.range(0, plan.parts()).boxed().toList();
        rdd =
            spark
                .parallelize(new ArrayList<>(parts), plan.parts())
                .mapPartitionsWithIndex(new Run(sent, plan.run()), false);
      }
      return rdd;
    }

    @Override
    public List<TableBlock> all(String label) {
      return blocks;
    }

    @Override
    public <S> BlockStore map(Visit<TableBlock, S, TableBlock> change, S state) {
      return new Held(
          spark, plan, blocks.stream().map(block -> change.visit(state, block)).toList());
    }

    @Override
    public synchronized void close() {
      if (sent != null) {
        sent.close();
      }
    }

    /** The blocks of one partition. */
    private record Run(ScopedBroadcast<ArrayList<TableBlock>> blocks, int run)
        implements Function2<Integer, Iterator<Integer>, Iterator<TableBlock>> {

      @Override
      public Iterator<TableBlock> call(Integer part, Iterator<Integer> unused) {
        List<TableBlock> all = blocks.value();
        int from = part * run;
        return all.subList(from, (int) Math.min(all.size(), from + (long) run)).iterator();
      }
    }
  }

  /** Blocks of a large table: the executors keep them, in memory as far as it goes. */
  final class Cached implements BlockStore {

    private final JavaRDD<TableBlock> rdd;

    Cached(JavaRDD<TableBlock> blocks) {
      this.rdd = blocks.persist(StorageLevel.MEMORY_AND_DISK());
    }

    @Override
    public JavaRDD<TableBlock> rdd() {
      return rdd;
    }

    @Override
    public List<TableBlock> all(String label) {
      return SparkJob.run(
          JavaSparkContext.fromSparkContext(rdd.context()), label, () -> rdd.collect());
    }

    @Override
    public <S> BlockStore map(Visit<TableBlock, S, TableBlock> change, S state) {
      return new Cached(rdd.map(block -> change.visit(state, block)));
    }

    @Override
    public void close() {
      rdd.unpersist(false);
    }
  }
}
