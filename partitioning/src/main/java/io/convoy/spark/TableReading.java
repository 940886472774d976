package io.convoy.spark;

import io.convoy.iterate.OrderedTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.storage.StorageLevel;

/**
 * How a table's rows come into order and into blocks.
 *
 * <p>Rows are read and converted once. A small table is put together on the driver. The rows of a
 * large one move between executors at most twice: to the range of ids they belong to, unless their
 * order is known already, and to their block. Both ways make the same blocks.
 */
final class TableReading {

  /**
   * What is put together on the driver.
   *
   * @param rows at most so many rows
   * @param bytes of at most this size in memory
   */
  record Small(long rows, long bytes) {}

  static final Small SMALL = new Small(200_000, 64L << 20);

  /** About what one task of a sort holds in memory. */
  private static final long RANGE_BYTES = 64L << 20;

  private final JavaSparkContext spark;
  private final RowLayout layout;
  private final ReadOptions options;
  private final Small small;

  TableReading(JavaSparkContext spark, RowLayout layout, ReadOptions options, Small small) {
    this.spark = spark;
    this.layout = layout;
    this.options = options;
    this.small = small;
  }

  /**
   * A table in blocks.
   *
   * @param store the blocks, weights summing to 1
   * @param plan how the blocks are cut
   * @param intake what was found on the way
   * @param totalWeight the sum of the weights as they were read
   */
  record Result(BlockStore store, BlockPlan plan, Intake intake, double totalWeight) {}

  /**
   * Returns the table made of {@code parts}.
   *
   * @throws TableException if it breaks its contract
   */
  Result read(JavaRDD<ReadPart> parts) {
    parts.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<Segment> segments = new ArrayList<>();
      job("read", () -> parts.filter(ReadPart::isSummary).map(Parcel::of).collect())
          .forEach(parcel -> segments.add(parcel.open().summary()));
      Intake intake = new Intake(layout, segments, options.quarantine());
      int suited = BlockPlan.suitedTasks(intake.rows(), spark.defaultParallelism());
      BlockPlan plan = BlockPlan.of(intake.rows(), options.tasks().orElse(suited));
      JavaRDD<Piece> pieces =
          parts.flatMap(
              new Placing(layout.numbered(), intake.dimension(), intake.ranks(), intake.offsets()));
      return intake.rows() <= small.rows() && intake.bytes() <= small.bytes()
          ? onDriver(pieces, intake, plan)
          : onExecutors(pieces, intake, plan);
    } finally {
      parts.unpersist(false);
    }
  }

  private Result onDriver(JavaRDD<Piece> pieces, Intake intake, BlockPlan plan) {
    Rows rows = Rows.byId(job("gather", pieces::collect).stream().map(Piece::rows).toList());
    Duplicates duplicates = new Duplicates();
    for (int row = 0; row < rows.size(); row++) {
      duplicates.see(rows.key(row));
    }
    intake.refuse(List.of(duplicates));
    WeightSum sum = new WeightSum();
    OrderedTree<Double> tree = new OrderedTree<>(sum::merge);
    List<TableBlock> blocks = new ArrayList<>();
    for (int b = 0; b < plan.blocks(); b++) {
      int from = b * plan.blockRows();
      int to = Math.min(rows.size(), from + plan.blockRows());
      TableBlock block = rows.block(b, from, to, layout.features().floats());
      blocks.add(block);
      tree.add(sum.visit("", block));
    }
    double total = tree.result();
    double factor = intake.normaliser(total);
    blocks.replaceAll(block -> block.withWeightsTimes(factor, layout.table()));
    return new Result(new BlockStore.Held(spark, plan, blocks), plan, intake, total);
  }

  private Result onExecutors(JavaRDD<Piece> pieces, Intake intake, BlockPlan plan) {
    boolean floats = layout.features().floats();
    if (intake.ordered()) {
      return assembled(pieces, intake, plan);
    }
    int ranges = (int) Math.max(plan.parts(), intake.bytes() / RANGE_BYTES + 1);
    JavaRDD<Piece> sorted =
        IdSort.sorted(pieces, layout.idType(), intake.samples(), ranges, floats)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<Duplicates> duplicates =
          job("sort", () -> IdSort.duplicates(sorted).collect()).stream()
              .map(Parcel::open)
              .toList();
      intake.refuse(duplicates);
      long[] before = new long[ranges];
      for (int range = 1; range < ranges; range++) {
        before[range] = before[range - 1] + duplicates.get(range - 1).seen();
      }
      return assembled(IdSort.ranked(sorted, before), intake, plan);
    } finally {
      sorted.unpersist(false);
    }
  }

  private Result assembled(JavaRDD<Piece> ranked, Intake intake, BlockPlan plan) {
    JavaRDD<TableBlock> raw = BlockAssembly.blocks(ranked, plan, layout.features().floats());
    double total =
        layout.weightAt() == RowLayout.NONE
            ? plan.rows()
            : SparkRunner.over(raw, plan.blocks()).run(label("weigh"), new WeightSum(), "");
    double factor = intake.normaliser(total);
    String name = layout.table();
    BlockStore store =
        new BlockStore.Cached(raw.map(block -> block.withWeightsTimes(factor, name)));
    boolean cached = false;
    try {
      job("cache", () -> store.rdd().count());
      cached = true;
      return new Result(store, plan, intake, total);
    } finally {
      if (!cached) {
        store.close();
      }
    }
  }

  private <T> T job(String what, Supplier<T> job) {
    return SparkJob.run(spark, label(what), job);
  }

  private String label(String what) {
    return options.name() + ": " + what;
  }

  /**
   * The sound rows with their numbers, if they have no ids, and their ranks, if these are known.
   */
  private record Placing(boolean numbered, int dimension, long[][] ranks, long[][] offsets)
      implements FlatMapFunction<ReadPart, Piece> {

    @Override
    public Iterator<Piece> call(ReadPart part) {
      if (part.isSummary() || part.rows().points().dimension() != dimension) {
        return Collections.emptyIterator();
      }
      TableBlock rows = part.rows();
      long offset = offsets[part.part()][part.segment()];
      return List.of(
              new Piece(
                  ranks[part.part()][part.segment()] + part.before(),
                  numbered ? new TableBlock(rows.points(), rows.ids().plus(offset)) : rows))
          .iterator();
    }
  }
}
