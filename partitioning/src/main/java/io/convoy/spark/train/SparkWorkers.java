package io.convoy.spark.train;

import io.convoy.geometry.PointBlock;
import io.convoy.robust.VectorBlocks;
import io.convoy.spark.checkpoint.CheckpointStore;
import io.convoy.spark.checkpoint.MomentumFiles;
import io.convoy.spark.checkpoint.OldFiles;
import io.convoy.spark.run.EngineLimitException;
import io.convoy.spark.run.Parcel;
import io.convoy.spark.run.ScopedBroadcast;
import io.convoy.spark.run.SparkJob;
import io.convoy.training.Arrival;
import io.convoy.training.LabeledRows;
import io.convoy.training.Objective;
import io.convoy.training.Order;
import io.convoy.training.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;

/**
 * Workers on executors, one partition each.
 *
 * <p>A step is one job that computes gradients and keeps them where they are; of a lost one all is
 * computed again. What workers remember is kept from one step to the next and, so that its history
 * stays short, written to the checkpoint directory every few steps.
 */
public final class SparkWorkers implements Workers {

  private static final String PARAMETERS = "the model's parameters";
  private static final StorageLevel KEPT = StorageLevel.MEMORY_AND_DISK();

  /** Steps after which what workers remember is written, and its history forgotten. */
  private static final int HISTORY = 20;

  private final JavaSparkContext spark;
  private final JavaRDD<LabeledRows> rows;
  private final Timed worker;
  private final int length;
  private final int width;
  private final MomentumFiles files;
  private final Deque<ScopedBroadcast<Parcel<Order>>> orders = new ArrayDeque<>();
  private final Deque<String> checkpoints = new ArrayDeque<>();
  private JavaRDD<PointBlock> before;
  private JavaRDD<PointBlock> momenta;
  private JavaRDD<SentVector> sent;
  private JavaRDD<SentVector> last;
  private ScopedBroadcast<Parcel<Order>> order;

  /**
   * Workers over rows that are on executors.
   *
   * @param rows one partition and one element per worker, in order, cached
   * @param width coordinates per block of vectors
   * @param store beside whose snapshots {@link #save} keeps what they remember; all executors reach
   *     it
   */
  public SparkWorkers(JavaRDD<LabeledRows> rows, Timed worker, int width, CheckpointStore store) {
    this.spark = JavaSparkContext.fromSparkContext(rows.context());
    this.rows = rows;
    this.worker = worker;
    this.length = worker.worker().objective().parameters();
    this.width = width;
    this.files = new MomentumFiles(store.directory(), spark.hadoopConfiguration());
    spark.setCheckpointDir(store.ofSpark().toString());
  }

  @Override
  public int count() {
    return rows.getNumPartitions();
  }

  @Override
  public List<Arrival> compute(Order asked) {
    before = momenta;
    order = ScopedBroadcast.of(spark, PARAMETERS, Parcel.of(asked));
    orders.add(order);
    Timed how = worker;
    ScopedBroadcast<Parcel<Order>> told = order;
    JavaRDD<SentVector> next =
        (before == null
                ? rows.map(own -> answer(how, told, own, null))
                : rows.zipPartitions(before, (own, kept) -> paired(how, told, own, kept)))
            .persist(KEPT);
    boolean remembers = asked.momentum() > 0;
    boolean due = orders.size() % HISTORY == 0;
    JavaRDD<PointBlock> after = null;
    if (remembers) {
      after = next.map(SentVector::momentum);
    }
    List<Parcel<Arrival>> arrivals =
        SparkJob.run(
            spark,
            "gradients, step " + asked.step(),
            () -> next.map(SentVector::arrival).collect());
    boolean cut = !remembers || before == null || before.isCheckpointed();
    if (remembers && due) {
      checkpoint(after);
    }
    if (last != null) {
      last.unpersist(false);
    }
    last = sent;
    sent = next;
    momenta = after;
    if (cut) {
      // nothing that is still needed comes from older orders
      while (orders.size() > 1) {
        orders.poll().close();
      }
    }
    return arrivals.stream().map(Parcel::open).toList();
  }

  private static SentVector answer(
      Timed how, ScopedBroadcast<Parcel<Order>> order, LabeledRows own, PointBlock kept) {
    SparkEnv here = SparkEnv.get();
    return new SentVector(
        how.answer(
            order.value().open(),
            own,
            kept,
            here.blockManager().blockManagerId().host(),
            here.executorId()));
  }

  private static Iterator<SentVector> paired(
      Timed how,
      ScopedBroadcast<Parcel<Order>> order,
      Iterator<LabeledRows> own,
      Iterator<PointBlock> kept) {
    return List.of(answer(how, order, own.next(), kept.next())).iterator();
  }

  /**
   * {@inheritDoc} One that was there in time and is lost may be too late when it is computed again,
   * so there is no deadline then.
   */
  @Override
  public VectorBlocks vectors(List<Integer> workers) {
    TreeSet<Integer> wanted = new TreeSet<>(workers);
    Timed patient = new Timed(worker.worker(), 0);
    ScopedBroadcast<Parcel<Order>> told = order;
    JavaRDD<PointBlock> vectors =
        rows.zipPartitions(
            sent,
            (own, given) -> {
              LabeledRows mine = own.next();
              SentVector there = given.next();
              if (!wanted.contains(mine.index())) {
                return Collections.emptyIterator();
              }
              PointBlock vector = there.vector();
              return List.of(
                      vector != null
                          ? vector
                          : answer(patient, told, mine, there.momentum()).vector())
                  .iterator();
            });
    return GradientBlocks.of(vectors, length, width, 2 * spark.defaultParallelism());
  }

  @Override
  public List<Objective.Judgement> judge(double[] parameters) {
    return judge(rows, worker.worker().objective(), parameters);
  }

  /**
   * Returns how a model does on every piece of rows that are on executors, in their order.
   *
   * @throws EngineLimitException if an executor has no room for the parameters
   */
  public static List<Objective.Judgement> judge(
      JavaRDD<LabeledRows> pieces, Objective objective, double[] parameters) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(pieces.context());
    try (ScopedBroadcast<double[]> at = ScopedBroadcast.of(spark, PARAMETERS, parameters)) {
      return SparkJob.run(
          spark,
          "judge",
          () ->
              pieces.map(piece -> Parcel.of(objective.judge(at.value(), piece))).collect().stream()
                  .map(Parcel::open)
                  .toList());
    }
  }

  @Override
  public double[] save(long step) {
    if (before == null) {
      return new double[0];
    }
    try {
      files.begin(step);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("cannot save what workers remember", unwritable);
    }
    MomentumFiles there = files;
    JavaRDD<PointBlock> kept = before;
    List<Long> attempts =
        SparkJob.run(
            spark,
            "save what workers remember",
            () ->
                kept.mapPartitionsWithIndex((i, own) -> written(there, step, i, own), false)
                    .collect());
    boolean nothing = attempts.stream().allMatch(attempt -> attempt == MomentumFiles.NOTHING);
    return nothing ? new double[0] : attempts.stream().mapToDouble(Long::doubleValue).toArray();
  }

  private static Iterator<Long> written(
      MomentumFiles files, long step, int worker, Iterator<PointBlock> own) throws IOException {
    long attempt = TaskContext.get().taskAttemptId();
    return List.of(files.write(step, worker, attempt, own.next())).iterator();
  }

  @Override
  public boolean restore(long step, double[] receipt) {
    if (receipt.length == 0) {
      momenta = null;
      return true;
    }
    MomentumFiles there = files;
    List<Integer> all = IntStream.range(0, count()).boxed().toList();
    JavaRDD<Integer> workers = spark.parallelize(all, all.size());
    boolean whole =
        SparkJob.run(
            spark,
            "read what workers remembered",
            () ->
                workers
                    .map(i -> there.read(step, i, (long) receipt[i]).isPresent())
                    .collect()
                    .stream()
                    .allMatch(found -> found));
    if (!whole) {
      return false;
    }
    files.resume(step);
    JavaRDD<PointBlock> found =
        workers.map(i -> there.read(step, i, (long) receipt[i]).orElseThrow().momentum());
    // the files go when there are newer ones, and may still be history then
    checkpoint(found);
    momenta = found;
    return true;
  }

  private void checkpoint(JavaRDD<PointBlock> vectors) {
    vectors.checkpoint();
    SparkJob.run(spark, "checkpoint", vectors::count);
    checkpoints.add(vectors.getCheckpointFile().get());
    if (checkpoints.size() > 2) {
      OldFiles.delete(new Path(checkpoints.poll()), spark.hadoopConfiguration());
    }
  }

  @Override
  public void close() {
    Optional.ofNullable(last).ifPresent(given -> given.unpersist(false));
    Optional.ofNullable(sent).ifPresent(given -> given.unpersist(false));
    orders.forEach(ScopedBroadcast::close);
    orders.clear();
  }
}
