package io.convoy.jobs.bench;

import io.convoy.geometry.PointBlock;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.report.Numbers;
import io.convoy.jobs.report.RunReport.Status;
import io.convoy.random.SeedStream;
import io.convoy.robust.Aggregator;
import io.convoy.robust.Means;
import io.convoy.robust.MemoryVectors;
import io.convoy.robust.Reference;
import io.convoy.robust.RobustRule;
import io.convoy.spark.train.GradientBlocks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** Times the aggregation of vectors on the executors, in four ways that users know. */
public final class AggregateBench implements Benchmark<AggregateSettings> {

  private static final int OWNERS_PER_CORE = 2;

  /** Of the driver's heap, and of what Spark lets tasks return by default. */
  private static final long MOST_GATHERED = 900L << 20;

  @Override
  public String name() {
    return "aggregate";
  }

  @Override
  public String sentence() {
    return "Times the robust aggregation of vectors that lie on the executors, beside their average and"
        + " beside gathering them on the driver to do the same there.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "bench aggregate --workers 16 --parameters 10000000",
        "bench aggregate --aggregator flag --out out/bench");
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "",
        "Always on Spark. Every time is from vectors in the executors' memory to their",
        "aggregate on the driver.");
  }

  @Override
  public Class<AggregateSettings> settings() {
    return AggregateSettings.class;
  }

  /**
   * Measures.
   *
   * @throws JobFailure if the rule does not suit the number of workers
   */
  @Override
  public Measurement measure(AggregateSettings settings, Supplier<SparkSession> session) {
    long opened = System.nanoTime();
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.get().sparkContext());
    int p = settings.workers();
    int length = settings.parameters();
    JavaRDD<PointBlock> gradients =
        spark
            .parallelize(IntStream.range(0, p).boxed().toList(), p)
            .map(worker -> gradient(worker, length))
            .persist(StorageLevel.MEMORY_ONLY());
    Map<String, Double> timings = new LinkedHashMap<>();
    try {
      gradients.count();
      timings.put("prepare", seconds(opened));
      return timed(settings, gradients, spark.defaultParallelism(), timings);
    } catch (IllegalArgumentException misfit) {
      throw JobFailure.usage(misfit.getMessage(), misfit);
    } finally {
      gradients.unpersist(false);
    }
  }

  private static PointBlock gradient(int worker, int length) {
    SplittableRandom random = new SeedStream(AggregateSettings.SEED).at(0, worker);
    float[] values = new float[length];
    for (int k = 0; k < length; k++) {
      values[k] = (float) (random.nextDouble() - 0.4);
    }
    return PointBlock.of(worker, length, values, new double[] {1});
  }

  private static Measurement timed(
      AggregateSettings settings,
      JavaRDD<PointBlock> gradients,
      int cores,
      Map<String, Double> timings) {
    long bytes = (long) settings.workers() * settings.parameters() * Float.BYTES;
    boolean gathers = bytes <= Math.min(MOST_GATHERED, Runtime.getRuntime().maxMemory() / 4);
    List<Double> rule = new ArrayList<>();
    List<Double> average = new ArrayList<>();
    List<Double> combined = new ArrayList<>();
    List<Double> gathered = new ArrayList<>();
    long began = System.nanoTime();
    int repeats = settings.measurement().repeats();
    for (int repeat = -1; repeat < repeats; repeat++) { // the first warms up
      time(repeat, rule, () -> sharded(settings, gradients, settings.rule(), cores));
      time(repeat, average, () -> sharded(settings, gradients, new Means.Average(), cores));
      time(repeat, combined, () -> combined(gradients, cores));
      if (gathers) {
        time(repeat, gathered, () -> onDriver(settings, gradients.collect()));
      }
    }
    timings.put("measure", seconds(began));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("seconds", median(rule));
    result.put("averaging-seconds", median(average));
    result.put("combined-averaging-seconds", median(combined));
    result.put("gather-seconds", gathers ? median(gathered) : null);
    result.put("ratio", median(rule) / median(average));
    result.put("all-seconds", rule);
    result.put("workers", settings.workers());
    result.put("parameters", settings.parameters());
    result.put("aggregator", settings.aggregator());
    result.put("byzantine", settings.byzantine());
    List<String> lines =
        List.of(
            Numbers.brief(median(rule))
                + " s for "
                + settings.aggregator()
                + " of "
                + settings.workers()
                + " vectors of "
                + settings.parameters()
                + ", median of "
                + rule.size(),
            Numbers.brief(median(average))
                + " s for their average by the same way, ratio "
                + Numbers.brief(median(rule) / median(average))
                + "; "
                + Numbers.brief(median(combined))
                + " s where tasks add up first, as only sums allow",
            gathers
                ? Numbers.brief(median(gathered))
                    + " s to gather them on the driver and do it there"
                : "not gathered on the driver: " + (bytes >> 20) + " MB");
    return new Measurement(Status.DONE, result, List.of(), timings, lines);
  }

  private static void time(int repeat, List<Double> seconds, Supplier<double[]> aggregation) {
    long began = System.nanoTime();
    double[] aggregate = aggregation.get();
    if (!Double.isFinite(aggregate[0])) {
      throw new IllegalStateException("the aggregate is not finite");
    }
    if (repeat >= 0) {
      seconds.add(seconds(began));
    }
  }

  private static double[] sharded(
      AggregateSettings settings, JavaRDD<PointBlock> gradients, RobustRule rule, int cores) {
    int width = GradientBlocks.WIDTH;
    try (GradientBlocks blocks =
        GradientBlocks.of(gradients, settings.parameters(), width, OWNERS_PER_CORE * cores)) {
      return Aggregator.aggregate(blocks.runner(), settings.workers(), rule, Reference.none(width));
    }
  }

  /** Sums within as many tasks as there are cores, and then on the driver. */
  private static double[] combined(JavaRDD<PointBlock> gradients, int cores) {
    List<double[]> sums =
        gradients
            .coalesce(cores)
            .mapPartitions(
                vectors -> {
                  double[] sum = null;
                  while (vectors.hasNext()) {
                    PointBlock vector = vectors.next();
                    sum = sum == null ? new double[vector.dimension()] : sum;
                    add(sum, vector);
                  }
                  return sum == null
                      ? Collections.<double[]>emptyIterator()
                      : List.of(sum).iterator();
                })
            .collect();
    double[] total = sums.get(0);
    for (double[] sum : sums.subList(1, sums.size())) {
      for (int k = 0; k < total.length; k++) {
        total[k] += sum[k];
      }
    }
    return total;
  }

  private static double[] onDriver(AggregateSettings settings, List<PointBlock> gradients) {
    int width = GradientBlocks.WIDTH;
    ForkJoinPool pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors());
    try {
      return Aggregator.aggregate(
          MemoryVectors.of(gradients, width, pool).runner(),
          settings.workers(),
          settings.rule(),
          Reference.none(width));
    } finally {
      pool.shutdown();
    }
  }

  private static void add(double[] sum, PointBlock vector) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += vector.coordinate(0, k);
    }
  }

  private static double median(List<Double> seconds) {
    List<Double> sorted = new ArrayList<>(seconds);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
