package io.convoy.jobs;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Redaction;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.output.Start;
import io.convoy.jobs.progress.PassProgress;
import io.convoy.jobs.progress.RunContext;
import io.convoy.jobs.report.Headline;
import io.convoy.jobs.report.Picture;
import io.convoy.jobs.report.ReportPage;
import io.convoy.jobs.report.RunReport;
import io.convoy.jobs.report.RunReport.Environment;
import io.convoy.jobs.report.RunReport.Status;
import io.convoy.jobs.settings.Concern;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.ProgressMode;
import io.convoy.jobs.settings.Settings;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Solved;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * One run of a job that makes tables of tables: from settings to a report, around its {@link Work}.
 *
 * <p>What can fail without work fails first: settings, then paths, then the output directory, then
 * the tables' schemas. Spark starts only when there is something to do.
 */
final class TableJob {

  /** What is particular to a job. */
  interface Work {

    /** Returns the name of the job. */
    String name();

    /** Returns the tables to read. */
    List<TableSettings> inputs();

    /** Returns the names of all tables a run with these settings may write. */
    List<String> tables();

    /** Returns where the result goes. */
    OutputSettings output();

    /** Returns the seed, for the report. */
    long seed();

    /** Returns the error that is a goal, drawn with the trace; jobs that iterate have one. */
    default double tolerance() {
      return 0;
    }

    /** Returns what to try when the iterates are not finite; jobs that iterate know. */
    default String remedy() {
      return "other settings";
    }

    /**
     * Returns how the passes over tables are shown; nothing for jobs that iterate, which show their
     * iterations.
     */
    default Optional<ProgressMode> passes() {
      return Optional.empty();
    }

    /** Begins what can be done while Spark starts; asked where sweeps will run in this process. */
    default void warmUp() {}

    /** Returns the tables, opened, their features matched. */
    List<OpenTable> open(SparkSession spark, List<InputTable> found);

    /**
     * Returns what there is to write and to report.
     *
     * @param tables as {@link #open} returned them
     * @param out begun; holds the checkpoint if the job keeps one
     */
    Solved solve(
        SparkSession spark, List<OpenTable> tables, OutputDirectory out, RunIdentity identity);
  }

  private final Settings resolved;
  private final Work work;
  private final Console console;

  TableJob(Settings resolved, Work work, Console console) {
    this.resolved = resolved;
    this.work = work;
    this.console = console;
  }

  /** Runs the job, or finds it already done, and returns its exit code. */
  ExitCode run() {
    long began = System.nanoTime();
    Configuration hadoop = JobSession.hadoop();
    List<InputTable> inputs =
        work.inputs().stream().map(table -> InputTable.find(table, hadoop)).toList();
    OutputSettings output = work.output();
    try (JobSession session = new JobSession(work.name());
        RunContext context = RunContext.of(work.name(), Redaction.current().text(output.out()));
        OutputDirectory out = OutputDirectory.at(output.out(), output.runDate(), hadoop)) {
      Map<String, String> fingerprints = new LinkedHashMap<>();
      inputs.forEach(input -> fingerprints.put(input.name(), input.fingerprint(session)));
      RunIdentity identity =
          RunIdentity.of(work.name(), resolved.of(Concern.PROBLEM), fingerprints);

      Start start =
          out.begin(
              identity,
              resolved.of(Concern.BUDGET),
              work.tables(),
              List.of("convergence", "matching", "loss", "learning", "tournament", "fit"),
              output.overwrite());
      Optional<RunReport> done = start.done();
      if (done.isPresent()) {
        done.get().lines().forEach(console::say);
        console.say("already done: " + out.report());
        return done.get().judged(strict());
      }
      try {
        if (session.isLocal()) {
          work.warmUp();
        }
        SparkSession spark = session.get();
        context.tell(spark.sparkContext());
        return PassProgress.during(
            spark.sparkContext(),
            work.name(),
            work.passes(),
            console.err(),
            () -> work(spark, inputs, fingerprints, out, identity, began));
      } catch (Throwable failure) { // errors too, and what Scala throws undeclared
        JobFailure known = Failures.known(failure);
        if (known.exitCode() != ExitCode.TRY_AGAIN) {
          out.fail(known, known.exitCode() != ExitCode.NOT_CONVERGED);
        }
        throw known;
      }
    }
  }

  private ExitCode work(
      SparkSession spark,
      List<InputTable> inputs,
      Map<String, String> fingerprints,
      OutputDirectory out,
      RunIdentity identity,
      long began) {
    List<OpenTable> tables = work.open(spark, inputs);
    tables.forEach(table -> console.say(table.describe()));
    try (Solved solved = work.solve(spark, tables, out, identity)) {
      return finish(solved, tables, fingerprints, out, spark, began);
    }
  }

  private ExitCode finish(
      Solved solved,
      List<OpenTable> tables,
      Map<String, String> fingerprints,
      OutputDirectory out,
      SparkSession spark,
      long began) {
    Status status =
        switch (solved.ending()) {
          case CONVERGED -> Status.CONVERGED;
          case EXHAUSTED -> Status.EXHAUSTED;
          case DONE -> Status.DONE;
          case DIVERGED ->
              throw new JobFailure(
                  ExitCode.NOT_CONVERGED,
                  work.name()
                      + " diverged after "
                      + solved.trace().size()
                      + " iterations; try "
                      + work.remedy(),
                  null);
        };
    if (status != Status.EXHAUSTED) {
      RunReport.notFinite(solved.result())
          .ifPresent(
              found -> {
                throw JobFailure.badInput(
                    work.name()
                        + ": "
                        + found
                        + "; some numbers of the tables are too large or too far apart, give them in"
                        + " other units");
              });
    }
    long writing = System.nanoTime();
    Map<String, String> outputs = new LinkedHashMap<>();
    solved.tables().forEach((name, rows) -> outputs.put(name, out.write(name, rows)));

    Map<String, Double> timings = new LinkedHashMap<>(solved.timings());
    timings.put("write", seconds(writing));
    timings.put("total", seconds(began));
    ExitCode exitCode =
        status == Status.EXHAUSTED && strict() ? ExitCode.NOT_CONVERGED : ExitCode.DONE;
    RunReport report =
        new RunReport(
            work.name(),
            status,
            exitCode,
            Redaction.current().settings(resolved.all()),
            byTable(tables, OpenTable::rolesByName),
            work.seed(),
            input(solved, tables, fingerprints),
            solved.result(),
            solved.headline().orElse(Headline.NONE),
            solved.trace(),
            timings,
            outputs,
            new Environment(
                Version.convoy(),
                spark.version(),
                Runtime.version().toString(),
                solved.kernels(),
                solved.engine()));
    if (solved.headline().isEmpty()) {
      report = Summary.told(report);
    }
    draw(report, solved, out);
    out.finish(report);
    summarize(report, out);
    return exitCode;
  }

  private void draw(RunReport report, Solved solved, OutputDirectory out) {
    List<Picture> pictures = new ArrayList<>();
    pictures.addAll(solved.pictures());
    Picture.ofConvergence(report.trace(), work.tolerance(), "epsilon").ifPresent(pictures::add);
    pictures.forEach(picture -> out.writePicture(picture.name(), picture.png()));
    out.writePage(ReportPage.html(report, pictures));
  }

  private void summarize(RunReport report, OutputDirectory out) {
    report.lines().forEach(console::say);
    console.say("report: " + out.page());
  }

  private static Map<String, Object> input(
      Solved solved, List<OpenTable> tables, Map<String, String> fingerprints) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("paths", byTable(tables, table -> Redaction.current().text(table.location())));
    input.put("rows", solved.rows());
    input.put("columns", byTable(tables, OpenTable::columns));
    input.put("fingerprint", fingerprints);
    return input;
  }

  private static Map<String, Object> byTable(
      List<OpenTable> tables, Function<OpenTable, Object> fact) {
    Map<String, Object> facts = new LinkedHashMap<>();
    tables.forEach(table -> facts.put(table.name(), fact.apply(table)));
    return facts;
  }

  private boolean strict() {
    return Boolean.TRUE.equals(resolved.all().get("strict"));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
