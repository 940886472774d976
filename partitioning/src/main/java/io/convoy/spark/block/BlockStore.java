package io.convoy.spark.block;

import io.convoy.geometry.SpatialRows;
import io.convoy.iterate.Visit;
import io.convoy.spark.run.ScopedBroadcast;
import io.convoy.spark.run.SparkJob;
import io.convoy.spark.run.SparkRunner;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.storage.StorageLevel;

/** The blocks of a table, wherever they are kept. Closing frees them. */
public sealed interface BlockStore extends AutoCloseable {

  /** Returns the blocks in order, in partitions as the plan says. */
  JavaRDD<TableBlock> rdd();

  /** Returns the blocks in order, on the driver. */
  List<TableBlock> all(String label);

  /** Returns a store of the changed blocks, which outlives this one. */
  <S> BlockStore map(Visit<TableBlock, S, TableBlock> change, S state);

  /**
   * Returns a store of the same rows in spatial order, which outlives this one.
   *
   * @param floats whether coordinates are kept in float
   * @param label the name of the table
   */
  BlockStore inSpace(SpatialRows space, BlockPlan plan, boolean floats, String label);

  /**
   * Returns a store of batches, which outlives this one.
   *
   * @param from how the blocks of this store are cut
   * @param to how those of the new one are
   */
  BlockStore inBatches(
      Batching batching, BlockPlan from, BlockPlan to, boolean floats, String label);

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

    /**
     * Holds {@code blocks}.
     *
     * @param plan how they are cut
     */
    public Held(JavaSparkContext spark, BlockPlan plan, List<TableBlock> blocks) {
      this.spark = spark;
      this.plan = plan;
      this.blocks = List.copyOf(blocks);
    }

    @Override
    public synchronized JavaRDD<TableBlock> rdd() {
      if (rdd == null) {
        sent = ScopedBroadcast.of(spark, "a small table", new ArrayList<>(blocks));
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
    public BlockStore inSpace(SpatialRows space, BlockPlan unused, boolean floats, String label) {
      List<double[]> shadows =
          blocks.stream().map(block -> space.visit("", block.points())).toList();
      return new Held(spark, plan, Permutation.of(blocks, space.order(shadows), plan, floats));
    }

    @Override
    public BlockStore inBatches(
        Batching batching, BlockPlan from, BlockPlan to, boolean floats, String label) {
      int[] order = batching.order((int) from.rows());
      return new Held(spark, to, Permutation.of(blocks, order, to, floats));
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
    private final List<Origin> origins;

    /** Keeps {@code blocks} once they are computed. */
    public Cached(JavaRDD<TableBlock> blocks) {
      this(blocks, List.of());
    }

    private Cached(JavaRDD<TableBlock> blocks, List<Origin> origins) {
      this.rdd = blocks.persist(StorageLevel.MEMORY_AND_DISK());
      this.origins = origins;
      origins.forEach(Origin::hold);
    }

    @Override
    public JavaRDD<TableBlock> rdd() {
      return rdd;
    }

    @Override
    public List<TableBlock> all(String label) {
      return SparkJob.run(spark(), label, () -> rdd.collect());
    }

    private JavaSparkContext spark() {
      return JavaSparkContext.fromSparkContext(rdd.context());
    }

    @Override
    public <S> BlockStore map(Visit<TableBlock, S, TableBlock> change, S state) {
      return new Cached(rdd.map(block -> change.visit(state, block)), origins);
    }

    @Override
    public BlockStore inSpace(SpatialRows space, BlockPlan plan, boolean floats, String label) {
      int[] order =
          space.order(
              SparkRunner.over(rdd.map(TableBlock::points), plan.blocks())
                  .collect(label + ": project", space, ""));
      ScopedBroadcast<int[]> ranks =
          ScopedBroadcast.of(
              spark(), "the new order of the rows of " + label, Permutation.ranks(order));
      List<Origin> with = new ArrayList<>(origins);
      with.add(new Origin(ranks));
      Places places = row -> new long[] {ranks.value()[(int) row]};
      return filled(
          new Cached(
              Permutation.of(rdd, plan.blockRows(), places, plan, floats), List.copyOf(with)),
          label + ": order in space");
    }

    @Override
    public BlockStore inBatches(
        Batching batching, BlockPlan from, BlockPlan to, boolean floats, String label) {
      return filled(
          new Cached(
              Permutation.of(rdd, from.blockRows(), batching.placesIn(from.rows()), to, floats),
              origins),
          label + ": batches");
    }

    /** Returns the store with its blocks computed and kept. */
    private static Cached filled(Cached store, String label) {
      boolean cached = false;
      try {
        SparkJob.run(store.spark(), label, () -> store.rdd().count());
        cached = true;
        return store;
      } finally {
        if (!cached) {
          store.close();
        }
      }
    }

    @Override
    public void close() {
      rdd.unpersist(false);
      origins.forEach(Origin::release);
    }

    /** What blocks come from, freed with the last store that may have to compute some again. */
    private static final class Origin {

      private final ScopedBroadcast<?> sent;
      private int holders;

      Origin(ScopedBroadcast<?> sent) {
        this.sent = sent;
      }

      synchronized void hold() {
        holders++;
      }

      synchronized void release() {
        holders--;
        if (holders == 0) {
          sent.close();
        }
      }
    }
  }
}
