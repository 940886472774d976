package io.convoy.jobs;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Redaction;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.output.Start;
import io.convoy.jobs.progress.PassProgress;
import io.convoy.jobs.progress.RunContext;
import io.convoy.jobs.report.ReportPage;
import io.convoy.jobs.report.RunReport;
import io.convoy.jobs.report.RunReport.Environment;
import io.convoy.jobs.report.RunReport.Status;
import io.convoy.jobs.settings.Concern;
import io.convoy.jobs.settings.JobSettings;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.Resolved;
import io.convoy.jobs.settings.SettingsType;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Job;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Tables;
import io.convoy.jobs.work.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * One run of a job: from settings to a report, around its {@link Work}.
 *
 * <p>What can fail without work fails first: settings, then paths, then the output directory, then
 * the tables' schemas. Spark starts only when there is something to do.
 */
final class JobRun {

  private final String job;
  private final Resolved resolved;
  private final Map<String, String> formerly;
  private final OutputSettings output;
  private final boolean strict;
  private final Work work;
  private final Console console;
  private final Configuration hadoop;
  private final long began = System.nanoTime();

  private JobRun(
      String job,
      Resolved resolved,
      Map<String, String> formerly,
      JobSettings settings,
      Work work,
      Console console,
      Configuration hadoop) {
    this.job = job;
    this.resolved = resolved;
    this.formerly = formerly;
    this.output = settings.output();
    this.strict = settings.strict();
    this.work = work;
    this.console = console;
    this.hadoop = hadoop;
  }

  /**
   * Runs a job as it was told, or finds it already done, and returns its exit code.
   *
   * @throws JobFailure if the settings are not sound, or the run fails
   */
  static <S extends JobSettings> ExitCode run(
      Job<S> job, Resolved resolved, Console console, Configuration hadoop) {
    SettingsType<S> type = SettingsType.of(job.settings());
    S settings = resolved.as(type);
    Work work = job.work(settings, hadoop);
    return new JobRun(job.name(), resolved, type.formerly(), settings, work, console, hadoop).run();
  }

  private ExitCode run() {
    Tables<InputTable> inputs =
        Tables.of(
            work.inputs().stream().map(table -> InputTable.find(table, hadoop)).toList(),
            InputTable::name);
    try (JobSession session = new JobSession(job);
        RunContext context = RunContext.of(job, Redaction.current().text(output.out()));
        OutputDirectory out = OutputDirectory.at(output.out(), output.runDate(), hadoop)) {
      if (work.rehearsal().isPresent()) {
        aside(work.rehearsal().get(), () -> described(session.get(), inputs, out));
        return ExitCode.DONE;
      }
      ExitCode code = begin(session, context, inputs, out);
      work.explanation().ifPresent(asked -> aside(asked, () -> open(session.get(), inputs, out)));
      return code;
    }
  }

  private ExitCode begin(
      JobSession session, RunContext context, Tables<InputTable> inputs, OutputDirectory out) {
    Map<String, String> fingerprints = inputs.each(input -> input.fingerprint(session));
    RunIdentity identity =
        RunIdentity.of(job, resolved.of(Concern.PROBLEM), fingerprints).formerly(formerly);
    Start start =
        out.begin(
            identity,
            resolved.of(Concern.BUDGET),
            work.outputs(),
            work.pictures(),
            output.overwrite());
    Optional<RunReport> done = start.done();
    if (done.isPresent()) {
      done.get().lines().forEach(console::say);
      console.say("already done: " + out.report());
      return done.get().judged(strict);
    }
    try {
      if (session.isLocal()) {
        work.warmUp();
      }
      SparkSession spark = session.get();
      context.tell(spark.sparkContext());
      return PassProgress.during(
          spark.sparkContext(),
          job,
          work.passes(),
          console.err(),
          () -> work(spark, inputs, fingerprints, out));
    } catch (Throwable failure) { // errors too, and what Scala throws undeclared
      JobFailure known = Failures.known(failure);
      if (known.exitCode() != ExitCode.TRY_AGAIN) {
        out.fail(known, known.exitCode() != ExitCode.NOT_CONVERGED);
      }
      throw known;
    }
  }

  /** Says what was asked for beside the run of a job, whose directory is not taken. */
  private void aside(Function<Run, List<String>> asked, Supplier<Run> run) {
    try {
      asked.apply(run.get()).forEach(console::say);
    } catch (RuntimeException | Error failure) {
      throw Failures.known(failure);
    }
  }

  private Run open(SparkSession spark, Tables<InputTable> inputs, OutputDirectory out) {
    Tables<OpenTable> tables = Tables.of(work.open(spark, inputs), OpenTable::name);
    return new Run(spark, inputs, tables, out, console::say, console.err());
  }

  private Run described(SparkSession spark, Tables<InputTable> inputs, OutputDirectory out) {
    Run run = open(spark, inputs, out);
    run.tables().all().forEach(table -> console.say(table.describe()));
    return run;
  }

  private ExitCode work(
      SparkSession spark,
      Tables<InputTable> inputs,
      Map<String, String> fingerprints,
      OutputDirectory out) {
    Run run = described(spark, inputs, out);
    try (Solved solved = work.solve(run)) {
      Status status = status(solved);
      requireFinite(status, solved);
      return finish(run, status, solved, fingerprints);
    }
  }

  private Status status(Solved solved) {
    return switch (solved.ending()) {
      case CONVERGED -> Status.CONVERGED;
      case EXHAUSTED -> Status.EXHAUSTED;
      case DONE -> Status.DONE;
      case DIVERGED ->
          throw new JobFailure(
              ExitCode.NOT_CONVERGED,
              job
                  + " diverged after "
                  + solved.trace().size()
                  + " iterations; try "
                  + work.remedy(),
              null);
    };
  }

  private void requireFinite(Status status, Solved solved) {
    Optional<String> found = RunReport.notFinite(solved.result());
    if (status != Status.EXHAUSTED && found.isPresent()) {
      throw JobFailure.badInput(
          job
              + ": "
              + found.get()
              + "; some numbers of the tables are too large or too far apart, give them in"
              + " other units");
    }
  }

  private ExitCode finish(Run run, Status status, Solved solved, Map<String, String> fingerprints) {
    OutputDirectory out = run.out();
    long writing = System.nanoTime();
    Map<String, String> outputs = new LinkedHashMap<>();
    solved.tables().forEach((name, rows) -> outputs.put(name, out.write(name, rows)));

    Map<String, Double> timings = new LinkedHashMap<>(solved.timings());
    timings.put("write", seconds(writing));
    timings.put("total", seconds(began));
    ExitCode exitCode =
        status == Status.EXHAUSTED && strict ? ExitCode.NOT_CONVERGED : ExitCode.DONE;
    Redaction redaction = Redaction.current();
    Map<String, Object> settings = redaction.settings(resolved.all());
    RunReport report =
        new RunReport(
            job,
            status,
            exitCode,
            settings,
            run.tables().each(table -> (Object) table.rolesByName()),
            settings.get("seed") instanceof Number seed ? seed.longValue() : 0,
            input(run.tables(), solved, fingerprints),
            solved.result(),
            solved.headline().redacted(redaction),
            solved.trace(),
            timings,
            outputs,
            environment(run.spark(), solved));
    solved.pictures().forEach(picture -> out.writePicture(picture.name(), picture.png()));
    out.writePage(ReportPage.html(report, solved.pictures()));
    out.finish(report);
    report.lines().forEach(console::say);
    console.say("report: " + out.page());
    return exitCode;
  }

  private static Environment environment(SparkSession spark, Solved solved) {
    return new Environment(
        Version.convoy(),
        spark.version(),
        Runtime.version().toString(),
        solved.kernels(),
        solved.engine());
  }

  private static Map<String, Object> input(
      Tables<OpenTable> tables, Solved solved, Map<String, String> fingerprints) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("paths", tables.each(table -> Redaction.current().text(table.location())));
    input.put("rows", solved.rows());
    input.put("columns", tables.each(OpenTable::columns));
    input.put("fingerprint", fingerprints);
    return input;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
