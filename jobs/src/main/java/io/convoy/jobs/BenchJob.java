package io.convoy.jobs;

import io.convoy.jobs.bench.Measurement;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Redaction;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.report.Headline;
import io.convoy.jobs.report.RunReport;
import io.convoy.jobs.report.RunReport.Environment;
import io.convoy.jobs.settings.BenchRun;
import io.convoy.jobs.settings.BenchWorkload;
import io.convoy.jobs.settings.Concern;
import io.convoy.jobs.settings.Engine;
import io.convoy.jobs.settings.Settings;
import io.convoy.numerics.Kernels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** One run of a benchmark: from settings to printed lines and, where asked for, a report. */
final class BenchJob {

  private final String name;
  private final Settings resolved;
  private final long seed;
  private final Map<String, Object> rows;
  private final BenchRun run;
  private final Console console;

  /**
   * A run.
   *
   * @param rows what is computed with, counted, by name
   */
  BenchJob(
      String name,
      Settings resolved,
      long seed,
      Map<String, Object> rows,
      BenchRun run,
      Console console) {
    this.name = name;
    this.resolved = resolved;
    this.seed = seed;
    this.rows = rows;
    this.run = run;
    this.console = console;
  }

  /** Returns the rows of a transport workload, by table. */
  static Map<String, Object> rows(BenchWorkload workload) {
    Map<String, Object> rows = new LinkedHashMap<>();
    rows.put("source", workload.rows());
    rows.put("target", workload.columns());
    return rows;
  }

  /** Measures, even if the same was measured before, and returns the exit code. */
  ExitCode run(Function<Supplier<SparkSession>, Measurement> benchmark) {
    long began = System.nanoTime();
    try (JobSession session = new JobSession(name)) {
      if (run.out().isEmpty()) {
        print(benchmark.apply(session));
        return ExitCode.DONE;
      }
      try (OutputDirectory out =
          OutputDirectory.at(run.out().get(), Optional.empty(), JobSession.hadoop())) {
        out.beginAnew(
            RunIdentity.of(name, resolved.of(Concern.PROBLEM), Map.of()), run.overwrite());
        try {
          Measurement measured = benchmark.apply(session);
          out.finish(report(measured, session, began));
          print(measured);
          console.say("report: " + out.report());
          return ExitCode.DONE;
        } catch (Throwable failure) { // errors too, and what Scala throws undeclared
          JobFailure known = Failures.known(failure);
          out.fail(known, false);
          throw known;
        }
      }
    }
  }

  private void print(Measurement measured) {
    measured.lines().forEach(console::say);
  }

  private RunReport report(Measurement measured, Supplier<SparkSession> session, long began) {
    Map<String, Double> timings = new LinkedHashMap<>(measured.timings());
    timings.put("total", (System.nanoTime() - began) / 1e9);
    return new RunReport(
        name,
        measured.status(),
        ExitCode.DONE,
        Redaction.current().settings(resolved.all()),
        Map.of(),
        seed,
        Map.of("rows", rows),
        measured.result(),
        Headline.NONE,
        measured.trace(),
        timings,
        Map.of(),
        new Environment(
            Version.convoy(),
            run.engine() == Engine.SPARK ? session.get().version() : "not started",
            Runtime.version().toString(),
            Kernels.best().description(),
            run.engine().toString()));
  }
}
