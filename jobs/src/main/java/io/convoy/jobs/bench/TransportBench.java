package io.convoy.jobs.bench;

import io.convoy.geometry.Precision;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.Termination;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.report.Numbers;
import io.convoy.jobs.report.RunReport.Status;
import io.convoy.jobs.report.TraceRow;
import io.convoy.transport.Certificate;
import io.convoy.transport.Effort;
import io.convoy.transport.SinkhornState;
import io.convoy.transport.SolverSettings;
import io.convoy.transport.TransportResult;
import io.convoy.transport.TransportSolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Times a whole solve: the cost's scale, the iterations, and the certificate. */
public final class TransportBench implements Benchmark<SolveSettings> {

  /** Rounds of the yardsticks before the solve, and again after it. */
  private static final int ROUNDS = 3;

  @Override
  public String name() {
    return "transport";
  }

  @Override
  public String sentence() {
    return "Times a whole solve between two clouds: the costs' scale, the iterations, the certificate.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "bench transport --rows 10000 --columns 10000 --dimension 64",
        "bench transport --tolerance 1e-6 --precision double --warm --out out/bench");
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "",
        "Rates are those of the iterations; flops are 2 D per pair, exponentials not counted.",
        "A solve that ends at --max-iterations is a measurement as well and exits with 0.");
  }

  @Override
  public Class<SolveSettings> settings() {
    return SolveSettings.class;
  }

  /**
   * Measures.
   *
   * @throws JobFailure if epsilon does not suit the costs, or the solve diverges
   */
  @Override
  public Measurement measure(SolveSettings settings, Supplier<SparkSession> session) {
    Workload workload = settings.workload();
    long opened = System.nanoTime();
    try (Workbench bench = Workbench.open(workload, settings.sweepers(), session)) {
      double[] atRest = new double[workload.columns()];
      Map<String, Double> timings = new LinkedHashMap<>();
      double epsilon = bench.epsilon(bench.cost());
      timings.put("prepare", seconds(opened));
      try (Yardsticks yardsticks = new Yardsticks(bench, atRest, epsilon)) {
        if (settings.warm()) {
          timings.put("warm-up", solve(settings, bench).total());
        }
        rounds(yardsticks);
        Solved solved = solve(settings, bench);
        rounds(yardsticks);
        timings.put("cost-scale", solved.costScale());
        timings.put("iterations", solved.iterations().seconds());
        timings.put("certificate", solved.certificate());
        return describe(workload, bench, solved, yardsticks, timings);
      }
    }
  }

  private static void rounds(Yardsticks yardsticks) {
    for (int i = 0; i < ROUNDS; i++) {
      yardsticks.round();
    }
  }

  /**
   * A solve and its phases in seconds. An evaluation in double between two stretches of iterations
   * counts with them.
   */
  private record Solved(
      TransportResult result,
      List<TraceRow> trace,
      double total,
      double costScale,
      Split iterations,
      double certificate) {}

  private static Solved solve(SolveSettings settings, Workbench bench) {
    SolverSettings usual = SolverSettings.defaults();
    SolverSettings solver =
        usual
            .withEpsilon(settings.workload().epsilon())
            .withAccuracy(settings.tolerance(), settings.workload().precision())
            .withMaxIterations(settings.maxIterations());
    List<TraceRow> trace = new ArrayList<>();
    List<TimedRunner.Pass> passes = new ArrayList<>();
    bench.runner().passes();
    long began = System.nanoTime();
    long[] last = {began};
    LoopObserver<SinkhornState> observer =
        (state, reading) -> {
          last[0] = System.nanoTime();
          passes.addAll(bench.runner().passes());
          trace.add(
              new TraceRow(
                  reading.iteration(),
                  reading.epsilon(),
                  reading.error(),
                  (last[0] - began) / 1e9));
          return true;
        };
    TransportResult result =
        TransportSolver.solve(bench.oracle(), solver, Optional.empty(), observer);
    long ended = System.nanoTime();
    // the solver's first sweep measures the scale of the costs
    long scaled = passes.get(0).ended();
    return new Solved(
        result,
        trace,
        (ended - began) / 1e9,
        (scaled - began) / 1e9,
        Split.of(last[0] - scaled, passes.subList(1, passes.size()), bench.threads()),
        (ended - last[0]) / 1e9);
  }

  private static Measurement describe(
      Workload workload,
      Workbench bench,
      Solved solved,
      Yardsticks yardsticks,
      Map<String, Double> timings) {
    TransportResult found = solved.result();
    Effort effort = found.effort();
    Certificate certificate = certificate(found);
    bench.skipped(effort.skipped());
    compare(workload, effort, yardsticks);
    // an iteration that is repeated in double is evaluated, and takes time, twice
    Split perIteration = solved.iterations().per(solved.trace().size());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("seconds", solved.total());
    result.put("iterations", found.termination().iterations());
    result.put("seconds-per-iteration", perIteration.seconds());
    yardsticks.describe(perIteration, result);
    result.put("epsilon", found.epsilon());
    result.put("marginal-error", certificate.marginalError());
    result.put("cost", certificate.cost());
    result.put("gap", certificate.gap());
    result.put("precision", effort.precision().toString());
    result.put("iterations-in-double", effort.inDouble());
    result.put("pair-costs", bench.workload().keeps() ? "stored" : "computed");
    result.put("blocks", bench.runner().blocks());
    List<String> lines = new ArrayList<>();
    lines.add(
        Numbers.brief(solved.total())
            + " s to solve "
            + workload.rows()
            + " x "
            + workload.columns()
            + " pairs in dimension "
            + workload.dimension()
            + " on "
            + bench.place());
    Status status =
        found.termination() instanceof Termination.Converged ? Status.CONVERGED : Status.EXHAUSTED;
    lines.add(
        status
            + " after "
            + found.termination().iterations()
            + " iterations at marginal error "
            + Numbers.brief(certificate.marginalError())
            + ", duality gap "
            + Numbers.brief(certificate.gap()));
    lines.add(phases(solved, perIteration));
    lines.addAll(yardsticks.lines(result, "per iteration"));
    return new Measurement(status, result, solved.trace(), timings, lines);
  }

  private static Certificate certificate(TransportResult found) {
    return found
        .certificate()
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.NOT_CONVERGED,
                    "the solve diverged after "
                        + found.termination().iterations()
                        + " iterations; try a larger --epsilon or --precision double",
                    null));
  }

  /** Has yardsticks say so if some iterations ran in the other precision. */
  private static void compare(Workload workload, Effort effort, Yardsticks yardsticks) {
    boolean inDouble = workload.precision() == Precision.DOUBLE;
    int other = inDouble ? effort.evaluations() - effort.inDouble() : effort.inDouble();
    if (other > 0) {
      yardsticks.incomparable(
          "%d of %d iterations ran in %s"
              .formatted(
                  other, effort.evaluations(), inDouble ? Precision.FLOAT : Precision.DOUBLE));
    }
  }

  private static String phases(Solved solved, Split perIteration) {
    return "cost scale "
        + Numbers.brief(solved.costScale())
        + " s, iterations "
        + Numbers.brief(solved.iterations().seconds())
        + " s ("
        + Numbers.brief(perIteration.seconds())
        + " s each), certificate "
        + Numbers.brief(solved.certificate())
        + " s";
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
