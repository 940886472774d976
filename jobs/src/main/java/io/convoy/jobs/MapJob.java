package io.convoy.jobs;

import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.settings.MapSettings;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.ProgressMode;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.table.TablePair;
import io.convoy.jobs.transport.MapSolve;
import io.convoy.jobs.transport.Model;
import io.convoy.jobs.work.Solved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** What is particular to {@code convoy map}. */
record MapJob(MapSettings settings, Model model) implements TableJob.Work {

  static final String NAME = "map";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<TableSettings> inputs() {
    List<TableSettings> inputs =
        new ArrayList<>(
            List.of(settings.input(), model.tables().get("target"), model.potentials()));
    if (model.standardized()) {
      inputs.add(model.tables().get("source"));
    }
    return inputs;
  }

  @Override
  public List<String> tables() {
    return settings.quarantine() ? List.of("map", "quarantined") : List.of("map");
  }

  @Override
  public OutputSettings output() {
    return settings.output();
  }

  @Override
  public long seed() {
    return 0;
  }

  @Override
  public Optional<ProgressMode> passes() {
    return Optional.of(settings.progress());
  }

  @Override
  public List<OpenTable> open(SparkSession spark, List<InputTable> found) {
    InputTable target = found.get(1);
    model.requireUnchanged(target, () -> spark);
    List<OpenTable> tables = new ArrayList<>(TablePair.open(spark, found.get(0), target).both());
    tables.add(OpenTable.open(spark, found.get(2)));
    if (model.standardized()) {
      InputTable source = found.get(3);
      model.requireUnchanged(source, () -> spark);
      tables.add(TablePair.open(spark, target, source).target());
    }
    return tables;
  }

  @Override
  public Solved solve(
      SparkSession spark, List<OpenTable> tables, OutputDirectory out, RunIdentity identity) {
    return MapSolve.solve(
        settings,
        model,
        tables.stream().collect(Collectors.toMap(OpenTable::name, Function.identity())));
  }
}
