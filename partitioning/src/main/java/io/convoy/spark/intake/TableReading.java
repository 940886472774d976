package io.convoy.spark.intake;

import io.convoy.iterate.OrderedTree;
import io.convoy.spark.block.BlockAssembly;
import io.convoy.spark.block.BlockPlan;
import io.convoy.spark.block.BlockStore;
import io.convoy.spark.block.Piece;
import io.convoy.spark.block.Rows;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.column.Plans;
import io.convoy.spark.column.TableException;
import io.convoy.spark.column.TableRoles;
import io.convoy.spark.run.Parcel;
import io.convoy.spark.run.SparkJob;
import io.convoy.spark.run.SparkRunner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * How a table's rows come into order and into blocks.
 *
 * <p>Rows are read and converted once. A small table is put together on the driver. The rows of a
 * large one move between executors at most twice: to the range of ids they belong to, unless their
 * order is known already, and to their block. Both ways make the same blocks.
 */
public final class TableReading {

  /**
   * What is put together on the driver.
   *
   * @param rows at most so many rows
   * @param bytes of at most this size in memory
   */
  public record Small(long rows, long bytes) {}

  /** What suits a driver of the size that Spark gives it by default. */
  public static final Small SMALL = new Small(200_000, 64L << 20);

  /** About what one task of a sort holds in memory. */
  private static final long RANGE_BYTES = 64L << 20;

  private final Dataset<Row> table;
  private final TableRoles roles;
  private final ReadOptions options;
  private final Small small;
  private final JavaSparkContext spark;
  private final RowLayout layout;

  private TableReading(Dataset<Row> table, TableRoles roles, ReadOptions options, Small small) {
    this.table = table;
    this.roles = roles;
    this.options = options;
    this.small = small;
    this.spark = JavaSparkContext.fromSparkContext(table.sparkSession().sparkContext());
    this.layout = RowLayout.of(options.name(), table, roles, 0);
  }

  /**
   * A table in blocks.
   *
   * @param layout where its columns stood when it was read
   * @param store the blocks, weights summing to 1
   * @param plan how the blocks are cut
   * @param dimension the number of coordinates of every row
   * @param removedRows the number of rows left out for having no weight
   * @param totalWeight the sum of the weights as they were read
   * @param quarantine the rows left out for their features
   */
  public record Result(
      RowLayout layout,
      BlockStore store,
      BlockPlan plan,
      int dimension,
      long removedRows,
      double totalWeight,
      Quarantine quarantine) {}

  /**
   * Returns the blocks of {@code table}.
   *
   * @param small what is put together on the driver; the bits do not depend on it
   * @throws TableException if the table breaks its contract
   */
  public static Result read(
      Dataset<Row> table, TableRoles roles, ReadOptions options, Small small) {
    TableReading reading = new TableReading(table, roles, options, small);
    RowLayout layout = reading.layout;
    Dataset<Row> selected = table.select(layout.select(table, roles).toArray(new Column[0]));
    return reading.read(Plans.rows(selected).mapPartitionsWithIndex(new RowReading(layout), false));
  }

  private Result read(JavaRDD<ReadPart> parts) {
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
    return result(new BlockStore.Held(spark, plan, blocks), plan, intake, total);
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
      return result(store, plan, intake, total);
    } finally {
      if (!cached) {
        store.close();
      }
    }
  }

  private Result result(BlockStore store, BlockPlan plan, Intake intake, double totalWeight) {
    int dimension = intake.dimension();
    return new Result(
        layout,
        store,
        plan,
        dimension,
        intake.removed(),
        totalWeight,
        new Quarantine(table, roles, options.name(), dimension, intake.quarantined()));
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
