package io.convoy.jobs.bench;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.Precision;
import io.convoy.iterate.MemoryRunner;
import io.convoy.jobs.report.Numbers;
import io.convoy.jobs.report.RunReport.Status;
import io.convoy.numerics.Kernels;
import io.convoy.random.SeedStream;
import io.convoy.selection.Candidates;
import io.convoy.selection.Lead;
import io.convoy.selection.NearestSweep;
import io.convoy.selection.Targets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/**
 * Times the search for the nearest rows of every target, in memory, beside the machine's own matrix
 * product: a pair costs the scan what it costs the product, {@code 2 d} operations, and what is
 * beyond is the scan's own. As a selection does, it looks at a 32nd of the rows first.
 */
public final class NearestBench implements Benchmark<NearestSettings> {

  private static final int SAMPLED = 32;

  @Override
  public String name() {
    return "nearest";
  }

  @Override
  public String sentence() {
    return "Times the search for the rows of a pool that are nearest to every target, with which a"
        + " selection begins, beside the machine's own matrix product.";
  }

  @Override
  public List<String> examples() {
    return List.of("bench nearest --pool-rows 1000000 --targets 10000");
  }

  @Override
  public List<String> remarks() {
    return List.of("", "Always in memory.");
  }

  @Override
  public Class<NearestSettings> settings() {
    return NearestSettings.class;
  }

  @Override
  public Measurement measure(NearestSettings settings, Supplier<SparkSession> session) {
    long opened = System.nanoTime();
    int threads = Runtime.getRuntime().availableProcessors();
    Map<String, Double> timings = new LinkedHashMap<>();
    ForkJoinPool pool = new ForkJoinPool(threads);
    RowCloud cloud =
        new RowCloud(
            new SeedStream(NearestSettings.SEED),
            settings.poolRows(),
            settings.poolDimension(),
            Precision.FLOAT);
    Lead lead = new Lead(false);
    try (Gemm gemm =
        new Gemm(NativeGemm.find(settings.poolDimension(), Precision.FLOAT, threads))) {
      MemoryRunner<PointBlock> runner =
          new MemoryRunner<>(
              IntStream.range(0, cloud.blocks()).mapToObj(i -> led(cloud.block(i))).toList(), pool);
      PointBlock targets =
          RowCloud.points(
              0,
              settings.poolDimension(),
              RowCloud.uniform(
                  new SeedStream(NearestSettings.SEED).at(RowCloud.COLUMNS, 0),
                  settings.targets() * settings.poolDimension()),
              1.0 / settings.targets(),
              Precision.FLOAT);
      NearestSweep.Query query =
          NearestSweep.Query.of(
              runner.share(Targets.of(targets)), lead, 1, settings.nearest(), cloud.blockRows());
      timings.put("prepare", seconds(opened));
      long began = System.nanoTime();
      List<Double> scans = new ArrayList<>();
      int repeats = settings.measurement().repeats();
      for (int repeat = -1; repeat < repeats; repeat++) { // the first warms up
        gemm.round();
        long scan = System.nanoTime();
        scan(runner, query);
        if (repeat >= 0) {
          scans.add(seconds(scan));
        }
      }
      gemm.round();
      timings.put("measure", seconds(began));
      return measured(settings, scans, gemm.product(), timings);
    } finally {
      pool.shutdown();
    }
  }

  /** The product, if there is a library to compute it. */
  private record Gemm(Optional<NativeGemm> product) implements AutoCloseable {

    void round() {
      product.ifPresent(NativeGemm::round);
    }

    @Override
    public void close() {
      product.ifPresent(NativeGemm::close);
    }
  }

  private static PointBlock led(PointBlock block) {
    int d = block.dimension();
    float[] coordinates = new float[block.rows() * (d + 2)];
    for (int i = 0; i < block.rows(); i++) {
      coordinates[i * (d + 2)] = 1;
      for (int k = 0; k < d; k++) {
        coordinates[i * (d + 2) + 2 + k] = (float) block.coordinate(i, k);
      }
    }
    return PointBlock.of(block.index(), d + 2, coordinates, block.weights());
  }

  private static Candidates scan(MemoryRunner<PointBlock> runner, NearestSweep.Query query) {
    NearestSweep sweep = new NearestSweep();
    NearestSweep.Query whole = query;
    int some = runner.blocks() / SAMPLED;
    if (some > 0) {
      whole = query.within(runner.run("first rows", sweep, query.in(some)));
    }
    return runner.run("nearest rows", sweep, whole);
  }

  private static Measurement measured(
      NearestSettings settings,
      List<Double> scans,
      Optional<NativeGemm> gemm,
      Map<String, Double> timings) {
    List<Double> sorted = new ArrayList<>(scans);
    Collections.sort(sorted);
    double median = sorted.get(sorted.size() / 2);
    double pairs = (double) settings.poolRows() * settings.targets();
    double rate = 2.0 * settings.poolDimension() * pairs / median;
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("seconds", median);
    result.put("all-seconds", scans);
    result.put("pairs-per-second", pairs / median);
    result.put("flops-per-second", rate);
    result.put("native-gemm-flops-per-second", gemm.map(NativeGemm::flopsPerSecond).orElse(null));
    result.put("gemm-ratio", gemm.map(product -> rate / product.flopsPerSecond()).orElse(null));
    result.put("provider", Kernels.best().description());
    List<String> lines =
        List.of(
            Numbers.brief(median)
                + " s for the "
                + settings.nearest()
                + " nearest of "
                + settings.poolRows()
                + " rows to each of "
                + settings.targets()
                + " targets, median of "
                + scans.size(),
            gemm.map(
                    product ->
                        Numbers.brief(rate)
                            + " flop/s; native matrix product "
                            + Numbers.brief(product.flopsPerSecond())
                            + " flop/s ("
                            + product.description()
                            + "); ratio "
                            + Numbers.brief(rate / product.flopsPerSecond()))
                .orElse("no native BLAS library to compare with (Debian: libopenblas0)"));
    return new Measurement(Status.DONE, result, List.of(), timings, lines);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
