package io.convoy.jobs;

import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.progress.Goal;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.semidiscrete.SemiDiscreteSolve;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.SemiDiscreteSettings;
import io.convoy.jobs.settings.Settings;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.table.TablePair;
import io.convoy.jobs.work.Solved;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** What is particular to {@code convoy semidiscrete}. */
record SemiDiscreteJob(SemiDiscreteSettings settings, Console console) implements TableJob.Work {

  @Override
  public String name() {
    return Settings.SEMI_DISCRETE;
  }

  @Override
  public List<TableSettings> inputs() {
    return Stream.concat(settings.source().stream(), Stream.of(settings.target())).toList();
  }

  @Override
  public List<String> tables() {
    return Stream.of(
            Stream.of("site_potentials"),
            settings.map() ? Stream.of("map") : Stream.<String>empty(),
            settings.quarantine() ? Stream.of("quarantined") : Stream.<String>empty())
        .flatMap(names -> names)
        .toList();
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
    return "features of another scale";
  }

  @Override
  public List<OpenTable> open(SparkSession spark, List<InputTable> found) {
    return found.size() == 1
        ? List.of(OpenTable.open(spark, found.get(0)))
        : TablePair.open(spark, found.get(0), found.get(1)).both();
  }

  @Override
  public Solved solve(
      SparkSession spark, List<OpenTable> tables, OutputDirectory out, RunIdentity identity) {
    Goal goal = new Goal(name(), settings.tolerance(), settings.run().maxIterations());
    try (Progress progress = Progress.of(settings.run().progress(), goal, console.err())) {
      return SemiDiscreteSolve.solve(
          new SemiDiscreteSolve.Request(
              spark,
              settings,
              settings.source().isPresent() ? Optional.of(tables.get(0)) : Optional.empty(),
              tables.get(tables.size() - 1),
              out.checkpoints(),
              identity.hash()),
          progress);
    }
  }
}
