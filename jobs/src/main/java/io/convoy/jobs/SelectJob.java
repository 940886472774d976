package io.convoy.jobs;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.select.Explanation;
import io.convoy.jobs.select.PoolState;
import io.convoy.jobs.select.SelectSolve;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.ProgressMode;
import io.convoy.jobs.settings.SelectSettings;
import io.convoy.jobs.settings.SelectionMethod;
import io.convoy.jobs.settings.Settings;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.table.TablePair;
import io.convoy.jobs.work.Solved;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** What is particular to {@code convoy select}. */
final class SelectJob implements TableJob.Work {

  private final SelectSettings settings;
  private final Console console;
  private NavigableMap<String, String> partitions = new TreeMap<>();

  SelectJob(SelectSettings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  @Override
  public String name() {
    return Settings.SELECT;
  }

  @Override
  public List<TableSettings> inputs() {
    List<TableSettings> inputs = new ArrayList<>(List.of(settings.pool(), settings.target()));
    settings.exclude().ifPresent(inputs::add);
    return inputs;
  }

  @Override
  public List<String> tables() {
    List<String> tables = new ArrayList<>(List.of("selection", "targets"));
    if (settings.method() == SelectionMethod.LAVA) {
      tables.add("values");
    }
    if (settings.quarantine()) {
      tables.add("quarantined");
    }
    return tables;
  }

  @Override
  public OutputSettings output() {
    return settings.output();
  }

  @Override
  public long seed() {
    return settings.seed();
  }

  @Override
  public Optional<ProgressMode> passes() {
    return Optional.of(settings.progress());
  }

  @Override
  public List<OpenTable> open(SparkSession spark, List<InputTable> found) {
    partitions = found.get(0).partitions();
    List<OpenTable> tables =
        new ArrayList<>(TablePair.open(spark, found.get(0), found.get(1)).both());
    if (settings.exclude().isPresent()) {
      tables.add(OpenTable.idsOf(spark, found.get(2)));
    }
    return tables;
  }

  @Override
  public Solved solve(
      SparkSession spark, List<OpenTable> tables, OutputDirectory out, RunIdentity identity) {
    return SelectSolve.solve(request(spark, tables, out));
  }

  private SelectSolve.Request request(
      SparkSession spark, List<OpenTable> tables, OutputDirectory out) {
    return new SelectSolve.Request(
        spark,
        settings,
        tables.get(0),
        tables.get(1),
        tables.size() > 2 ? Optional.of(tables.get(2)) : Optional.empty(),
        partitions,
        new PoolState(spark, out, settings.output().runDate().orElse("")));
  }

  /** Says what a run would do, and writes nothing. */
  ExitCode plan() {
    aside(
        (spark, tables, out) -> {
          tables.forEach(table -> console.say(table.describe()));
          SelectSolve.plan(request(spark, tables, out)).forEach(console::say);
        });
    return ExitCode.DONE;
  }

  /** Says of a row why a finished run selected it or not. */
  void explain(String id) {
    aside(
        (spark, tables, out) ->
            Explanation.of(
                    request(spark, tables, out),
                    id,
                    spark.read().parquet(out.table("selection").toString()),
                    spark.read().parquet(out.table("targets").toString()))
                .forEach(console::say));
  }

  private interface Aside {
    void run(SparkSession spark, List<OpenTable> tables, OutputDirectory out);
  }

  /** Runs beside the run of a job: its tables are opened, and its directory is not taken. */
  private void aside(Aside aside) {
    Configuration hadoop = JobSession.hadoop();
    List<InputTable> inputs =
        inputs().stream().map(table -> InputTable.find(table, hadoop)).toList();
    try (JobSession session = new JobSession(name());
        OutputDirectory out =
            OutputDirectory.at(settings.output().out(), settings.output().runDate(), hadoop)) {
      aside.run(session.get(), open(session.get(), inputs), out);
    } catch (RuntimeException | Error failure) {
      throw Failures.known(failure);
    }
  }
}
