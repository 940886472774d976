package io.convoy.jobs;

import io.convoy.jobs.lasso.LassoSolve;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.progress.Goal;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.settings.LassoJobSettings;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.Settings;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.settings.WideLayout;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Solved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** What is particular to {@code convoy lasso}. */
record LassoJob(LassoJobSettings settings, Console console) implements TableJob.Work {

  @Override
  public String name() {
    return Settings.LASSO;
  }

  @Override
  public List<TableSettings> inputs() {
    List<TableSettings> inputs = new ArrayList<>(List.of(settings.nodes()));
    settings.edges().ifPresent(inputs::add);
    settings.wide().flatMap(WideLayout::labels).ifPresent(inputs::add);
    return inputs;
  }

  @Override
  public List<String> tables() {
    List<String> tables = new ArrayList<>(List.of("models", "clusters", "edges"));
    if (settings.unsupervised()) {
      tables.add("thresholds");
    }
    if (settings.refit()) {
      tables.add("refitted");
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
  public double tolerance() {
    return settings.tolerance();
  }

  @Override
  public String remedy() {
    return "features or labels of another scale";
  }

  @Override
  public List<OpenTable> open(SparkSession spark, List<InputTable> found) {
    List<OpenTable> tables = new ArrayList<>();
    tables.add(LassoSolve.opened(OpenTable.open(spark, found.get(0)), settings));
    found.stream()
        .skip(1)
        .map(
            table ->
                settings.edgeMatrix() && table.name().equals("edges")
                    ? OpenTable.lines(spark, table)
                    : OpenTable.listing(spark, table))
        .forEach(tables::add);
    return tables;
  }

  @Override
  public Solved solve(
      SparkSession spark, List<OpenTable> tables, OutputDirectory out, RunIdentity identity) {
    Goal goal = new Goal(name(), settings.tolerance(), settings.run().maxIterations());
    try (Progress progress = Progress.of(settings.run().progress(), goal, console.err())) {
      return LassoSolve.solve(
          new LassoSolve.Request(
              spark,
              settings,
              tables.get(0),
              named("edges", tables),
              named("labels", tables),
              out.checkpoints(),
              identity.hash(),
              console::say),
          progress);
    }
  }

  private static Optional<OpenTable> named(String name, List<OpenTable> tables) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }
}
