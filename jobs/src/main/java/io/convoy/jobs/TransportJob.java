package io.convoy.jobs;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Redaction;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.output.Start;
import io.convoy.jobs.progress.Goal;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.Picture;
import io.convoy.jobs.report.ReportPage;
import io.convoy.jobs.report.RunReport;
import io.convoy.jobs.report.RunReport.Environment;
import io.convoy.jobs.report.RunReport.Status;
import io.convoy.jobs.settings.Concern;
import io.convoy.jobs.settings.Settings;
import io.convoy.jobs.settings.TransportSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.table.TablePair;
import io.convoy.jobs.transport.TransportSolve;
import io.convoy.jobs.transport.WarmUp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * One run of {@code convoy transport}: from settings to a report, around a {@link TransportSolve}.
 *
 * <p>What can fail without work fails first: settings, then paths, then the output directory, then
 * the tables' schemas. Spark starts only when there is something to do.
 */
final class TransportJob {

  static final String NAME = "transport";

  private final Settings resolved;
  private final TransportSettings settings;
  private final TransportSolve solve;
  private final Console console;

  TransportJob(
      Settings resolved, TransportSettings settings, TransportSolve solve, Console console) {
    this.resolved = resolved;
    this.settings = settings;
    this.solve = solve;
    this.console = console;
  }

  /** Returns the names of all tables a run with these settings may write. */
  static List<String> tables(TransportSettings settings) {
    return Stream.of(
            Stream.of("source_potentials", "target_potentials"),
            settings.plan().isPresent() ? Stream.of("plan") : Stream.<String>empty(),
            settings.map() ? Stream.of("map") : Stream.<String>empty(),
            settings.gradients() ? Stream.of("gradients") : Stream.<String>empty(),
            settings.quarantine() ? Stream.of("quarantined") : Stream.<String>empty())
        .flatMap(names -> names)
        .toList();
  }

  /** Runs the job, or finds it already done, and returns its exit code. */
  ExitCode run() {
    long began = System.nanoTime();
    Configuration hadoop = JobSession.hadoop();
    InputTable source = InputTable.find(settings.source(), hadoop);
    InputTable target = InputTable.find(settings.target(), hadoop);
    try (JobSession session = new JobSession(NAME);
        OutputDirectory out =
            OutputDirectory.at(settings.output().out(), settings.output().runDate(), hadoop)) {
      Map<String, String> fingerprints = new LinkedHashMap<>();
      fingerprints.put(source.name(), source.fingerprint(session));
      fingerprints.put(target.name(), target.fingerprint(session));
      RunIdentity identity = RunIdentity.of(NAME, resolved.of(Concern.PROBLEM), fingerprints);

      Start start =
          out.begin(
              identity,
              resolved.of(Concern.BUDGET),
              tables(settings),
              settings.output().overwrite());
      Optional<RunReport> done = start.done();
      if (done.isPresent()) {
        Summary.lines(done.get()).forEach(console::say);
        console.say("already done: " + out.report());
        return done.get().judged(settings.output().strict());
      }
      try {
        if (session.isLocal()) {
          WarmUp.begin();
        }
        TablePair tables = TablePair.open(session.get(), source, target);
        console.say(tables.source().describe());
        console.say(tables.target().describe());
        try (TransportSolve.Solved solved = solve(session.get(), tables, out, identity)) {
          return finish(solved, tables, fingerprints, out, session.get(), began);
        }
      } catch (Throwable failure) { // errors too, and what Scala throws undeclared
        JobFailure known = Failures.known(failure);
        if (known.exitCode() != ExitCode.TRY_AGAIN) {
          out.fail(known, known.exitCode() != ExitCode.NOT_CONVERGED);
        }
        throw known;
      }
    }
  }

  private TransportSolve.Solved solve(
      SparkSession spark, TablePair tables, OutputDirectory out, RunIdentity identity) {
    Goal goal = new Goal(NAME, settings.tolerance(), settings.run().maxIterations());
    try (Progress progress = Progress.of(settings.run().progress(), goal, console.err())) {
      return solve.solve(
          new TransportSolve.Request(spark, settings, tables, out.checkpoint(), identity.hash()),
          progress);
    }
  }

  private ExitCode finish(
      TransportSolve.Solved solved,
      TablePair tables,
      Map<String, String> fingerprints,
      OutputDirectory out,
      SparkSession spark,
      long began) {
    Status status =
        switch (solved.ending()) {
          case CONVERGED -> Status.CONVERGED;
          case EXHAUSTED -> Status.EXHAUSTED;
          case DIVERGED ->
              throw new JobFailure(
                  ExitCode.NOT_CONVERGED,
                  "transport diverged after "
                      + solved.trace().size()
                      + " iterations; try a larger --epsilon or --precision double",
                  null);
        };
    long writing = System.nanoTime();
    Map<String, String> outputs = new LinkedHashMap<>();
    solved.tables().forEach((name, rows) -> outputs.put(name, out.write(name, rows)));

    Map<String, Double> timings = new LinkedHashMap<>(solved.timings());
    timings.put("write", seconds(writing));
    timings.put("total", seconds(began));
    ExitCode exitCode =
        status == Status.EXHAUSTED && settings.output().strict()
            ? ExitCode.NOT_CONVERGED
            : ExitCode.DONE;
    RunReport report =
        new RunReport(
            NAME,
            status,
            exitCode,
            Redaction.current().settings(resolved.all()),
            byTable(tables, OpenTable::rolesByName),
            settings.seed(),
            input(solved, tables, fingerprints),
            solved.result(),
            solved.trace(),
            timings,
            outputs,
            new Environment(
                Version.convoy(),
                spark.version(),
                Runtime.version().toString(),
                solved.kernels(),
                solved.engine()));
    draw(report, solved, out);
    out.finish(report);
    summarize(report, out);
    return exitCode;
  }

  private void draw(RunReport report, TransportSolve.Solved solved, OutputDirectory out) {
    List<Picture> pictures = new ArrayList<>();
    solved.clouds().flatMap(Picture::ofMatching).ifPresent(pictures::add);
    Picture.ofConvergence(report, settings.tolerance()).ifPresent(pictures::add);
    pictures.forEach(picture -> out.writeBeside(picture.name() + ".png", picture.png()));
    out.writeBeside(
        "report.html", ReportPage.html(report, pictures).getBytes(StandardCharsets.UTF_8));
  }

  private void summarize(RunReport report, OutputDirectory out) {
    Summary.lines(report).forEach(console::say);
    console.say("report: " + out.page());
  }

  private static Map<String, Object> input(
      TransportSolve.Solved solved, TablePair tables, Map<String, String> fingerprints) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("paths", byTable(tables, table -> Redaction.current().text(table.location())));
    input.put("rows", solved.rows());
    input.put("columns", byTable(tables, OpenTable::columns));
    input.put("fingerprint", fingerprints);
    return input;
  }

  private static Map<String, Object> byTable(TablePair tables, Function<OpenTable, Object> fact) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(tables.source().name(), fact.apply(tables.source()));
    facts.put(tables.target().name(), fact.apply(tables.target()));
    return facts;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
