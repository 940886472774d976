package io.convoy.jobs;

import io.convoy.jobs.bench.BenchEngine;
import io.convoy.jobs.bench.BenchOutput;
import io.convoy.jobs.bench.BenchSettings;
import io.convoy.jobs.bench.Benchmark;
import io.convoy.jobs.bench.Measurement;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Redaction;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.report.Headline;
import io.convoy.jobs.report.RunReport;
import io.convoy.jobs.report.RunReport.Environment;
import io.convoy.jobs.settings.Concern;
import io.convoy.jobs.settings.Resolved;
import io.convoy.jobs.settings.SettingsType;
import io.convoy.numerics.Kernels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** One run of a benchmark: from settings to printed lines and, where asked for, a report. */
final class BenchRun<S extends BenchSettings> {

  private final Benchmark<S> benchmark;
  private final String name;
  private final Resolved resolved;
  private final S settings;
  private final Console console;
  private final long began = System.nanoTime();

  private BenchRun(Benchmark<S> benchmark, Resolved resolved, Console console) {
    this.benchmark = benchmark;
    this.name = "bench " + benchmark.name();
    this.resolved = resolved;
    this.settings = resolved.as(SettingsType.of(benchmark.settings()));
    this.console = console;
  }

  /**
   * Measures, even if the same was measured before, and returns the exit code.
   *
   * @throws JobFailure if the settings are not sound, or the measurement fails
   */
  static <S extends BenchSettings> ExitCode run(
      Benchmark<S> benchmark, Resolved resolved, Console console) {
    return new BenchRun<>(benchmark, resolved, console).run();
  }

  private ExitCode run() {
    BenchOutput output = settings.output();
    try (JobSession session = new JobSession(name)) {
      if (output.out().isEmpty()) {
        print(benchmark.measure(settings, session));
        return ExitCode.DONE;
      }
      try (OutputDirectory out =
          OutputDirectory.at(output.out().get(), Optional.empty(), JobSession.hadoop())) {
        out.beginAnew(
            RunIdentity.of(name, resolved.of(Concern.PROBLEM), Map.of()), output.overwrite());
        try {
          Measurement measured = benchmark.measure(settings, session);
          out.finish(report(measured, session));
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

  private RunReport report(Measurement measured, Supplier<SparkSession> session) {
    Map<String, Double> timings = new LinkedHashMap<>(measured.timings());
    timings.put("total", (System.nanoTime() - began) / 1e9);
    Map<String, Object> told = Redaction.current().settings(resolved.all());
    return new RunReport(
        name,
        measured.status(),
        ExitCode.DONE,
        told,
        Map.of(),
        told.get("seed") instanceof Number seed ? seed.longValue() : 0,
        Map.of("rows", settings.counts()),
        measured.result(),
        Headline.NONE,
        measured.trace(),
        timings,
        Map.of(),
        new Environment(
            Version.convoy(),
            settings.engine() == BenchEngine.SPARK ? session.get().version() : "not started",
            Runtime.version().toString(),
            Kernels.best().description(),
            settings.engine().toString()));
  }
}
