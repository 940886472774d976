package io.convoy.spark.table;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.SpatialRows;
import io.convoy.iterate.Visit;
import io.convoy.spark.block.Batching;
import io.convoy.spark.block.BlockPlan;
import io.convoy.spark.block.BlockStore;
import io.convoy.spark.block.Ids;
import io.convoy.spark.block.Rows;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.column.TableException;
import io.convoy.spark.column.TableRoles;
import io.convoy.spark.intake.Quarantine;
import io.convoy.spark.intake.ReadOptions;
import io.convoy.spark.intake.RowLayout;
import io.convoy.spark.intake.TableReading;
import io.convoy.spark.run.EngineLimitException;
import io.convoy.spark.run.Parcel;
import io.convoy.spark.run.ScopedBroadcast;
import io.convoy.spark.run.SparkRunner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.encoders.RowEncoder;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * A table as blocks of points, ready for sweeps.
 *
 * <p>Rows stand in the order of their ids: numbers, dates and timestamps by value, strings as
 * {@link String#compareTo} does. A table without ids keeps the order of its files (by path, then
 * position) or, if it is no file's, of its partitions, and its ids are row numbers from 0 that
 * count every row read. So the blocks, and all bits computed from them, do not depend on how the
 * table is laid out, cut or shuffled, nor on the number of cores. {@link #inSpace} makes the same
 * table in another order.
 *
 * <p>Rows of weight 0 are removed and weights are scaled to sum to 1. Coordinates stay in the
 * precision they came in.
 *
 * <p>Closing frees the blocks and whatever was broadcast for datasets derived from them.
 */
public final class PointTable implements AutoCloseable {

  /**
   * Projections as they come, in one piece and by coordinate, and two numbers a row: as much as two
   * tables of them with weights and ids.
   */
  private static final int COPIES_TO_ORDER = 2;

  private final SparkSession session;
  private final JavaSparkContext spark;
  private final String name;
  private final RowLayout layout;
  private final BlockStore store;
  private final BlockPlan plan;
  private final boolean floats;
  private final int dimension;
  private final long removedRows;
  private final double totalWeight;
  private final Quarantine quarantine;
  private final List<ScopedBroadcast<?>> states = new ArrayList<>();

  private PointTable(
      SparkSession session,
      RowLayout layout,
      BlockStore store,
      BlockPlan plan,
      boolean floats,
      int dimension,
      long removedRows,
      double totalWeight,
      Quarantine quarantine) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.name = layout.table();
    this.layout = layout;
    this.store = store;
    this.plan = plan;
    this.floats = floats;
    this.dimension = dimension;
    this.removedRows = removedRows;
    this.totalWeight = totalWeight;
    this.quarantine = quarantine;
  }

  /**
   * Reads a table into blocks.
   *
   * @throws TableException if the table breaks its contract: it has no rows, a feature that is
   *     null, NaN or infinite, rows of different dimensions, a null or repeated id, a weight that
   *     is negative, null or not finite, or no weight above 0
   */
  public static PointTable read(Dataset<Row> table, TableRoles roles, ReadOptions options) {
    return read(table, roles, options, TableReading.SMALL);
  }

  static PointTable read(
      Dataset<Row> table, TableRoles roles, ReadOptions options, TableReading.Small small) {
    TableReading.Result result = TableReading.read(table, roles, options, small);
    return new PointTable(
        table.sparkSession(),
        result.layout(),
        result.store(),
        result.plan(),
        result.layout().features().floats(),
        result.dimension(),
        result.removedRows(),
        result.totalWeight(),
        result.quarantine());
  }

  /** Returns the number of rows in the blocks, at least 1. */
  public long rows() {
    return plan.rows();
  }

  /** Returns the number of rows left out because their weight is 0. */
  public long removedRows() {
    return removedRows;
  }

  /** Returns the number of rows left out because of their features. */
  public long quarantinedRows() {
    return quarantine.rows();
  }

  /**
   * Returns the rows left out because of their features, all their columns and a last one, {@code
   * reason}. Computed from the source again whenever it is used; empty unless quarantine was asked
   * for.
   */
  public Dataset<Row> quarantined() {
    return quarantine.dataset();
  }

  /** Returns the number of coordinates of every row, its label included if that was read. */
  public int dimension() {
    return dimension;
  }

  /** Returns the number of features of every row. */
  public int features() {
    return dimension - labels();
  }

  /**
   * Returns the number of coordinates that are no features, which come first: 1 if every row begins
   * with its label, and one for each carried column.
   */
  public int labels() {
    return layout.features().labels();
  }

  /** Returns the sum of the weights as they were read, the number of rows if there are none. */
  public double totalWeight() {
    return totalWeight;
  }

  /** Returns the SQL type of the ids: that of the id column, or bigint for row numbers. */
  public DataType idType() {
    return layout.idType();
  }

  /**
   * Returns the number of rows of every block but the last; so row r of block b stands at place
   * {@code b blockRows + r} of the table.
   */
  public int blockRows() {
    return plan.blockRows();
  }

  /** Returns how the rows fall into blocks and the blocks into partitions. */
  BlockPlan plan() {
    return plan;
  }

  /** Returns the blocks in order, in partitions that are runs of {@code 2^k} of them. */
  public JavaRDD<TableBlock> blocks() {
    return store.rdd();
  }

  /** Returns a runner of sweeps over the points, on the executors. */
  public SparkRunner<PointBlock> runner() {
    return SparkRunner.over(blocks().map(TableBlock::points), plan.blocks());
  }

  /**
   * Returns all points in their blocks on the driver, for sweeps in memory.
   *
   * @throws EngineLimitException if the driver has no room for them
   */
  public List<PointBlock> collectBlocks() {
    size().requireMemory(1, TableSize::driverMemory);
    return store.all(name + ": collect").stream().map(TableBlock::points).toList();
  }

  /**
   * Returns the whole table on the driver as one block.
   *
   * @throws EngineLimitException if the driver has no room for it, or one array cannot hold it
   */
  public Gathered gather() {
    size().requireOneArray();
    size().requireMemory(2, TableSize::driverMemory);
    List<TableBlock> blocks = store.all(name + ": gather");
    Rows all = Rows.inOrder(blocks);
    TableBlock whole = all.block(0, 0, all.size(), floats);
    return new Gathered(whole.points(), whole.ids());
  }

  /**
   * Returns some of the rows on the driver as one block.
   *
   * @param places ascending
   * @throws EngineLimitException if the driver has no room for them, or one array cannot hold them
   */
  public Gathered rows(long[] places) {
    TableSize size = new TableSize(name, places.length, dimension, floats);
    size.requireOneArray();
    size.requireMemory(2, TableSize::driverMemory);
    int each = blockRows();
    List<TableBlock> parts =
        SparkRunner.over(blocks(), plan.blocks())
            .collect(name + ": rows", (wanted, block) -> picked(wanted, block, each), places);
    List<TableBlock> some = parts.stream().filter(part -> part.rows() > 0).toList();
    if (some.isEmpty()) {
      throw new IllegalArgumentException("no place is one of the table's rows");
    }
    Rows all = Rows.inOrder(some);
    TableBlock whole = all.block(0, 0, all.size(), floats);
    return new Gathered(whole.points(), whole.ids());
  }

  private static TableBlock picked(long[] places, TableBlock block, int blockRows) {
    long first = (long) block.index() * blockRows;
    int from = firstNotBelow(places, first);
    int end = firstNotBelow(places, first + block.rows());
    int[] at = new int[end - from];
    for (int i = 0; i < at.length; i++) {
      at[i] = (int) (places[from + i] - first);
    }
    return new TableBlock(
        block.points().pick(block.index(), at), block.ids().pick(at, 0, at.length));
  }

  private static int firstNotBelow(long[] ascending, long value) {
    int at = Arrays.binarySearch(ascending, value);
    return at < 0 ? -at - 1 : at;
  }

  private TableSize size() {
    return new TableSize(name, rows(), dimension, floats);
  }

  /**
   * Returns the table whose points are {@code (x - mean) / deviation}, computed and kept in double;
   * where a deviation is 0 the coordinate is centred only. A label stays as it is. The new table is
   * independent of this one and must be closed too.
   *
   * @throws IllegalArgumentException if the arguments are not of the table's dimension
   */
  public PointTable standardized(double[] mean, double[] deviation) {
    if (mean.length != dimension || deviation.length != dimension) {
      throw new IllegalArgumentException(
          "the points have dimension "
              + dimension
              + ", the mean "
              + mean.length
              + " and the deviation "
              + deviation.length);
    }
    double[] origin = mean.clone();
    double[] unit = deviation.clone();
    Arrays.fill(origin, 0, labels(), 0);
    Arrays.fill(unit, 0, labels(), 1);
    return mapped(dimension, PointTable::standardized, new double[][] {origin, unit});
  }

  /**
   * Returns the table of the same rows with other points, kept in double. The new table is
   * independent of this one and must be closed too.
   *
   * @param dimension of the other points
   * @param change returns the other points of a block, with the same weights
   */
  public <S> PointTable mapped(int dimension, Visit<PointBlock, S, PointBlock> change, S state) {
    Visit<TableBlock, S, TableBlock> block =
        (given, from) -> new TableBlock(change.visit(given, from.points()), from.ids());
    return new PointTable(
        session,
        layout,
        store.map(block, state),
        plan,
        false,
        dimension,
        removedRows,
        totalWeight,
        quarantine);
  }

  private static PointBlock standardized(double[][] meanAndDeviation, PointBlock points) {
    double[] mean = meanAndDeviation[0];
    double[] deviation = meanAndDeviation[1];
    int d = points.dimension();
    double[] coordinates = new double[points.rows() * d];
    double[] weights = new double[points.rows()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = points.weight(i);
      for (int k = 0; k < d; k++) {
        double centred = points.coordinate(i, k) - mean[k];
        coordinates[i * d + k] = deviation[k] == 0 ? centred : centred / deviation[k];
      }
    }
    return PointBlock.of(points.index(), d, coordinates, weights);
  }

  /**
   * Returns the table of the same rows in spatial order, in which a block fills a small box; its
   * blocks are cut as this table's and depend on the rows alone, too. The new table is independent
   * of this one and must be closed too.
   *
   * @throws IllegalArgumentException if the order is for another dimension, or the table has more
   *     than {@link SpatialRows#MOST_ROWS} rows
   * @throws EngineLimitException if the driver has no room for what it orders them by
   */
  public PointTable inSpace(SpatialRows space) {
    if (rows() > SpatialRows.MOST_ROWS || space.dimension() != dimension) {
      throw new IllegalArgumentException(
          "spatial order is for at most "
              + SpatialRows.MOST_ROWS
              + " rows of dimension "
              + space.dimension()
              + ", got "
              + rows()
              + " rows of dimension "
              + dimension);
    }
    new TableSize(name, rows(), space.coordinates(), false)
        .requireMemory(COPIES_TO_ORDER, TableSize::driverMemory);
    return new PointTable(
        session,
        layout,
        store.inSpace(space, plan, floats, name),
        plan,
        floats,
        dimension,
        removedRows,
        totalWeight,
        quarantine);
  }

  /**
   * Returns the table's rows in random batches, each a block. Weights stay as they are. The new
   * table is independent of this one and must be closed too.
   *
   * @param tasks the number of tasks a sweep should have at least, as far as there are batches
   * @throws EngineLimitException if the table is one that the driver keeps, and it has no room for
   *     so many rows
   */
  public PointTable inBatches(Batching batching, int tasks) {
    BlockPlan batches = BlockPlan.ofBlocks(batching.places(), batching.rows(), tasks);
    if (store instanceof BlockStore.Held) {
      new TableSize(name, batching.places(), dimension, floats)
          .requireMemory(1, TableSize::driverMemory);
    }
    return new PointTable(
        session,
        layout,
        store.inBatches(batching, plan, batches, floats, name),
        batches,
        floats,
        dimension,
        removedRows,
        totalWeight,
        quarantine);
  }

  /**
   * Returns the rows that {@code visit} makes of every block under {@code state}, in the order of
   * the blocks. They are computed when the dataset is used, each time anew, and not after this
   * table is closed.
   *
   * @param schema the columns of the rows; an id column has type {@link #idType} and the values of
   *     {@link Ids#value}
   */
  public <S> Dataset<Row> derive(
      StructType schema, Visit<TableBlock, S, ? extends Iterable<Row>> visit, S state) {
    ScopedBroadcast<Parcel<S>> sent =
        ScopedBroadcast.of(spark, "what rows of a table are made of", Parcel.of(state));
    states.add(sent);
    return dataset(blocks().mapPartitions(new Derive<>(visit, sent)), schema);
  }

  /** Returns rows as a dataset. */
  Dataset<Row> dataset(JavaRDD<Row> rows, StructType schema) {
    // lenient: java.time values whatever spark.sql.datetime.java8API.enabled says
    return session.createDataset(rows.rdd(), RowEncoder.encoderFor(schema, true));
  }

  @Override
  public void close() {
    states.forEach(ScopedBroadcast::close);
    states.clear();
    store.close();
  }

  /**
   * Rows of a table on the driver.
   *
   * @param points block 0, the rows in order
   * @param ids in the order of the points
   */
  public record Gathered(PointBlock points, Ids ids) {}

  private record Derive<S>(
      Visit<TableBlock, S, ? extends Iterable<Row>> visit, ScopedBroadcast<Parcel<S>> state)
      implements FlatMapFunction<Iterator<TableBlock>, Row> {

    @Override
    public Iterator<Row> call(Iterator<TableBlock> blocks) {
      S own = state.value().open();
      return StreamSupport.stream(Spliterators.spliteratorUnknownSize(blocks, 0), false)
          .<Row>flatMap(block -> StreamSupport.stream(visit.visit(own, block).spliterator(), false))
          .iterator();
    }
  }
}
