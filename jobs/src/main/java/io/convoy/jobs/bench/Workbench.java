package io.convoy.jobs.bench;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.geometry.Precision;
import io.convoy.geometry.SpatialRows;
import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.OrderedTree;
import io.convoy.iterate.SweepRunner;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.Storage;
import io.convoy.jobs.work.MemoryNeed;
import io.convoy.numerics.Kernels;
import io.convoy.random.SeedStream;
import io.convoy.spark.run.ExecutorMemory;
import io.convoy.spark.run.SparkRunner;
import io.convoy.transport.CostMoments;
import io.convoy.transport.DualOracle;
import io.convoy.transport.TransportProblem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SizeEstimator;

/**
 * The clouds of a workload, laid out where its sweeps run, and the oracle over them. Closing frees
 * both.
 */
final class Workbench implements AutoCloseable {

  /** As where tables are cut: a task with fewer rows costs more than the work it holds. */
  private static final int ROWS_WORTH_A_TASK = 512;

  /** The sample that tells a cost's scale: its deviation to about a hundredth. */
  private static final int SAMPLE_ROWS = 512;

  private static final int SAMPLE_COLUMNS = 4096;

  private final Workload workload;
  private final RowCloud cloud;
  private final ColumnCloud columns;
  private final Deque<AutoCloseable> held = new ArrayDeque<>();
  private final TimedRunner<PointBlock> runner;
  private final DualOracle oracle;
  private int threads;
  private boolean here = true;
  private double skipped;

  private Workbench(Workload workload, Sweepers run, Supplier<SparkSession> session) {
    this.workload = workload;
    need(workload, run.engine())
        .check("a benchmark holds its clouds and a matrix product to compare with");
    cloud =
        new RowCloud(
            new SeedStream(workload.seed()),
            workload.rows(),
            workload.dimension(),
            workload.precision());
    columns = ColumnCloud.of(workload);
    try {
      runner =
          new TimedRunner<>(
              run.engine() == BenchEngine.SPARK ? spark(run, session.get()) : memory(run));
      oracle = hold(oracle(runner, columns.points()));
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  /** Spark puts rows that do not fit on disk. */
  private static MemoryNeed need(Workload workload, BenchEngine engine) {
    int d = workload.dimension();
    long number = workload.precision() == Precision.FLOAT ? Float.BYTES : Double.BYTES;
    long rows = engine == BenchEngine.MEMORY ? workload.rows() * (d * number + Double.BYTES) : 0;
    long product = number * NativeGemm.SIZE * (2L * d + NativeGemm.SIZE);
    int threads = Runtime.getRuntime().availableProcessors();
    long kept = workload.keeps() ? Storage.bytes(workload.rows(), workload.columns()) : 0;
    return MemoryNeed.ofColumns(workload.columns(), d, threads).and(rows + product + kept);
  }

  static Workbench open(Workload workload, Sweepers run, Supplier<SparkSession> session) {
    return new Workbench(workload, run, session);
  }

  /** Returns the oracle over this workload's columns; whether it may skip pairs is said here. */
  private DualOracle oracle(SweepRunner<PointBlock> rows, PointBlock targets) {
    double[] middle = new double[workload.dimension()];
    Arrays.fill(middle, 0.5);
    PointCloud cloud = PointCloud.of(workload.cost(), targets, middle);
    return new DualOracle(
        rows,
        TransportProblem.balanced(workload.keeps() ? cloud.stored() : cloud, targets.weights()),
        workload.prune());
  }

  /** Returns the fraction of the pairs that the sweep measured last did not compute. */
  double skippedFraction() {
    return skipped;
  }

  void skipped(double fraction) {
    skipped = fraction;
  }

  Workload workload() {
    return workload;
  }

  DualOracle oracle() {
    return oracle;
  }

  TimedRunner<PointBlock> runner() {
    return runner;
  }

  ColumnCloud columns() {
    return columns;
  }

  PointBlock firstRows() {
    return cloud.block(0);
  }

  /** Returns how many visits run at a time. */
  int threads() {
    return threads;
  }

  /** Returns what the sweeps run on, in words. */
  String place() {
    return threads + (threads == 1 ? " thread of " : " threads of ") + Kernels.best().description();
  }

  /** Returns whether the sweeps run on this machine, where its other abilities are measured. */
  boolean isHere() {
    return here;
  }

  /** Returns the number of cores that the sweeps can occupy. */
  int cores() {
    return here ? Math.min(threads, Runtime.getRuntime().availableProcessors()) : threads;
  }

  double pairs() {
    return (double) workload.rows() * workload.columns();
  }

  /** Returns the scale of the workload's costs, from a sample. */
  CostMoments cost() {
    PointBlock rows = firstPart(cloud.block(0), SAMPLE_ROWS);
    PointBlock some = firstPart(columns.points(), SAMPLE_COLUMNS);
    try (DualOracle sample =
        oracle(new MemoryRunner<>(List.of(rows), ForkJoinPool.commonPool()), some)) {
      return CostMoments.of(sample);
    }
  }

  /**
   * Returns the workload's epsilon in units of the cost.
   *
   * @throws JobFailure if it does not suit costs of this scale
   */
  double epsilon(CostMoments cost) {
    try {
      return workload.epsilon().in(cost);
    } catch (IllegalArgumentException misfit) {
      throw JobFailure.usage(misfit.getMessage(), misfit);
    }
  }

  @Override
  public void close() {
    while (!held.isEmpty()) {
      try {
        held.pop().close();
      } catch (Exception broken) {
        throw new IllegalStateException("cannot free what the benchmark held", broken);
      }
    }
  }

  private <T extends AutoCloseable> T hold(T opened) {
    held.push(opened);
    return opened;
  }

  private PointBlock firstPart(PointBlock block, int most) {
    int d = block.dimension();
    int count = Math.min(most, block.rows());
    double[] coordinates = new double[count * d];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = block.coordinate(i / d, i % d);
    }
    return RowCloud.points(0, d, coordinates, 1.0 / count, workload.precision());
  }

  private boolean isInSpace() {
    return SpatialRows.mayPay(
        workload.cost(), workload.rows(), workload.columns(), workload.dimension());
  }

  /** Returns the rows in blocks, in spatial order where a job would put them in it. */
  private List<PointBlock> blocks() {
    List<PointBlock> made = IntStream.range(0, cloud.blocks()).mapToObj(cloud::block).toList();
    if (!isInSpace()) {
      return made;
    }
    SpatialRows space = SpatialRows.near(columns.points());
    int[] order = space.order(made.stream().map(block -> space.visit("", block)).toList());
    int d = workload.dimension();
    int most = cloud.blockRows();
    List<PointBlock> ordered = new ArrayList<>();
    for (int from = 0; from < order.length; from += most) {
      double[] coordinates = new double[Math.min(most, order.length - from) * d];
      for (int i = 0; i < coordinates.length; i++) {
        int row = order[from + i / d];
        coordinates[i] = made.get(row / most).coordinate(row % most, i % d);
      }
      ordered.add(
          RowCloud.points(
              ordered.size(), d, coordinates, 1.0 / workload.rows(), workload.precision()));
    }
    return ordered;
  }

  private SweepRunner<PointBlock> memory(Sweepers run) {
    threads = run.threads().orElse(Runtime.getRuntime().availableProcessors());
    ForkJoinPool pool = new ForkJoinPool(threads);
    hold(pool::shutdown);
    return new MemoryRunner<>(blocks(), pool);
  }

  /** Blocks in partitions, cached on the executors, as a large table is. */
  private SweepRunner<PointBlock> spark(Sweepers run, SparkSession session) {
    SparkContext context = session.sparkContext();
    here = context.isLocal();
    int atOnce = context.defaultParallelism();
    int suited = (int) Math.max(1, Math.min(2L * atOnce, workload.rows() / ROWS_WORTH_A_TASK));
    int count = cloud.blocks();
    int wished = Math.min(count, run.threads().orElse(suited));
    int length = OrderedTree.leavesPerPart(count, wished);
    int parts = (count + length - 1) / length;
    threads = Math.min(parts, atOnce);
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(context);
    Function2<Integer, Iterator<Integer>, Iterator<PointBlock>> part =
        isInSpace() ? new Given(sent(spark), length) : new Part(cloud, length);
    JavaRDD<PointBlock> blocks =
        spark
            .parallelize(new ArrayList<>(IntStream.range(0, parts).boxed().toList()), parts)
            .mapPartitionsWithIndex(part, false)
            .persist(StorageLevel.MEMORY_AND_DISK());
    hold(() -> blocks.unpersist(false));
    return SparkRunner.over(blocks, count);
  }

  private Broadcast<List<PointBlock>> sent(JavaSparkContext spark) {
    List<PointBlock> all = blocks();
    ExecutorMemory.of(spark).requireRoom("the table", SizeEstimator.estimate(all), false);
    Broadcast<List<PointBlock>> sent = spark.broadcast(all);
    hold(sent::destroy);
    return sent;
  }

  /** The blocks of one partition out of all that were sent. */
  private record Given(Broadcast<List<PointBlock>> blocks, int length)
      implements Function2<Integer, Iterator<Integer>, Iterator<PointBlock>> {

    @Override
    public Iterator<PointBlock> call(Integer part, Iterator<Integer> unused) {
      List<PointBlock> all = blocks.value();
      int from = part * length;
      return all.subList(from, Math.min(all.size(), from + length)).iterator();
    }
  }

  /** The blocks of one partition, made where it is. */
  private record Part(RowCloud cloud, int length)
      implements Function2<Integer, Iterator<Integer>, Iterator<PointBlock>> {

    @Override
    public Iterator<PointBlock> call(Integer part, Iterator<Integer> unused) {
      int from = part * length;
      return IntStream.range(from, Math.min(cloud.blocks(), from + length))
          .mapToObj(cloud::block)
          .iterator();
    }
  }
}
