package io.convoy.jobs.bench;

import io.convoy.geometry.Precision;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.report.Numbers;
import io.convoy.jobs.report.RunReport.Status;
import io.convoy.transport.CostMoments;
import io.convoy.transport.DualOracle;
import io.convoy.transport.Evaluation;
import io.convoy.transport.SolverSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Times one evaluation of the dual, the step that every iteration takes, near a solution. */
public final class SweepBench implements Benchmark<SweepSettings> {

  /** Before these are over compilers may still be at work. */
  private static final int WARM_SWEEPS = 2;

  private static final long WARM_NANOS = 2_000_000_000;

  @Override
  public String name() {
    return "sweep";
  }

  @Override
  public String sentence() {
    return "Times one sweep over all pairs near a solution, beside the machine's own matrix product and"
        + " a plain loop.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "bench sweep --rows 100000 --columns 100000 --dimension 128",
        "bench sweep --dimension 3 --precision double --threads 1 --out out/bench",
        "bench sweep --engine spark --clouds stretched");
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "",
        "Pairs count whether or not they are skipped; flops are 2 D per pair, exponentials",
        "not counted. The matrix product is the faster of one call and a call per thread",
        "over a slice, through libblas.so.3; without that library it is not comparable.");
  }

  @Override
  public Class<SweepSettings> settings() {
    return SweepSettings.class;
  }

  /**
   * Measures.
   *
   * @throws JobFailure if epsilon does not suit the costs
   */
  @Override
  public Measurement measure(SweepSettings settings, Supplier<SparkSession> session) {
    Workload workload = settings.workload();
    long opened = System.nanoTime();
    try (Workbench bench = Workbench.open(workload, settings.sweepers(), session)) {
      CostMoments cost = bench.cost();
      double epsilon = bench.epsilon(cost);
      double[] g = bench.columns().potentials(workload);
      Map<String, Double> timings = new LinkedHashMap<>();
      timings.put("prepare", seconds(opened));
      long warming = System.nanoTime();
      try (Yardsticks yardsticks = new Yardsticks(bench, g, epsilon)) {
        for (int i = 0; i < WARM_SWEEPS || System.nanoTime() - warming < WARM_NANOS; i++) {
          sweep(bench, g, epsilon);
        }
        timings.put("warm-up", seconds(warming));
        long measuring = System.nanoTime();
        List<Split> sweeps = new ArrayList<>();
        for (int i = 0; i < settings.measurement().repeats(); i++) {
          yardsticks.round();
          sweeps.add(sweep(bench, g, epsilon));
        }
        timings.put("measure", seconds(measuring));
        return describe(settings, bench, cost, epsilon, yardsticks, sweeps, timings);
      }
    }
  }

  private static Split sweep(Workbench bench, double[] g, double epsilon) {
    DualOracle oracle = bench.oracle();
    bench.runner().passes();
    long began = System.nanoTime();
    Evaluation evaluation = oracle.evaluate("benchmark", g, epsilon, bench.workload().precision());
    long nanos = System.nanoTime() - began;
    if (!Double.isFinite(evaluation.value())) {
      throw JobFailure.usage(
          "epsilon must be large enough for a finite dual, got "
              + bench.workload().epsilon()
              + ", which gives "
              + evaluation.value());
    }
    bench.skipped(evaluation.skipped());
    return Split.of(nanos, bench.runner().passes(), bench.threads());
  }

  private static Measurement describe(
      SweepSettings settings,
      Workbench bench,
      CostMoments cost,
      double epsilon,
      Yardsticks yardsticks,
      List<Split> sweeps,
      Map<String, Double> timings) {
    List<Split> sorted = new ArrayList<>(sweeps);
    sorted.sort(Comparator.comparingDouble(Split::seconds));
    Split median = sorted.get(sorted.size() / 2);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("seconds-per-sweep", median.seconds());
    result.put("fastest-seconds", sorted.get(0).seconds());
    result.put("all-seconds", sweeps.stream().map(Split::seconds).toList());
    yardsticks.describe(median, result);
    // the yardsticks are the fastest of their rounds: under changing load only this is like to like
    result.put("gemm-ratio-of-fastest", yardsticks.gemmRatio(sorted.get(0)));
    result.put("epsilon", epsilon);
    result.put("pair-costs", bench.workload().keeps() ? "stored" : "computed");
    result.put("blocks", bench.runner().blocks());
    List<String> lines = new ArrayList<>();
    lines.add(
        Numbers.brief(median.seconds())
            + " s per sweep of "
            + settings.workload().rows()
            + " x "
            + settings.workload().columns()
            + " pairs in dimension "
            + settings.workload().dimension()
            + ", median of "
            + sweeps.size()
            + " (fastest "
            + Numbers.brief(sorted.get(0).seconds())
            + " s), on "
            + bench.place());
    lines.addAll(yardsticks.lines(result, "per sweep"));
    double floatError = cost.floatError(epsilon);
    double tolerance = SolverSettings.defaults().tolerance();
    if (settings.workload().precision() == Precision.FLOAT && floatError > tolerance) {
      lines.add(
          "at this epsilon floats err by up to "
              + Numbers.brief(floatError)
              + ", so a solve to the default tolerance of "
              + Numbers.brief(tolerance)
              + " ends in double: --precision double");
    }
    return new Measurement(Status.DONE, result, List.of(), timings, lines);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
