package io.convoy.jobs;

import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.project.ProjectSolve;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.ProgressMode;
import io.convoy.jobs.settings.ProjectSettings;
import io.convoy.jobs.settings.Settings;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.table.TablePair;
import io.convoy.jobs.work.Solved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** What is particular to {@code convoy project}. */
record ProjectJob(ProjectSettings settings) implements TableJob.Work {

  @Override
  public String name() {
    return Settings.PROJECT;
  }

  @Override
  public List<TableSettings> inputs() {
    List<TableSettings> inputs =
        new ArrayList<>(List.of(settings.sources(), settings.target(), settings.pilots()));
    settings.mixtures().ifPresent(inputs::add);
    return inputs;
  }

  @Override
  public List<String> tables() {
    List<String> tables = new ArrayList<>(List.of("mixture", "pilots"));
    if (settings.mixtures().isPresent()) {
      tables.add("predictions");
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
    Set<String> apart = Set.of(settings.sourceColumn());
    List<OpenTable> tables =
        new ArrayList<>(TablePair.open(spark, found.get(0), found.get(1), apart).both());
    found.subList(2, found.size()).forEach(table -> tables.add(OpenTable.listing(spark, table)));
    return tables;
  }

  @Override
  public Solved solve(
      SparkSession spark, List<OpenTable> tables, OutputDirectory out, RunIdentity identity) {
    return ProjectSolve.solve(spark, settings, tables);
  }
}
