package io.convoy.jobs;

import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.select.SelectSolve;
import io.convoy.jobs.settings.OutputSettings;
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
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** What is particular to {@code convoy select}. */
record SelectJob(SelectSettings settings) implements TableJob.Work {

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
  public List<OpenTable> open(SparkSession spark, List<InputTable> found) {
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
    return SelectSolve.solve(
        new SelectSolve.Request(
            spark,
            settings,
            tables.get(0),
            tables.get(1),
            tables.size() > 2 ? Optional.of(tables.get(2)) : Optional.empty()));
  }
}
