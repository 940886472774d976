package io.convoy.jobs;

import io.convoy.jobs.lasso.LassoModel;
import io.convoy.jobs.lasso.PredictSolve;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.PredictSettings;
import io.convoy.jobs.settings.ProgressMode;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Solved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** What is particular to {@code convoy predict}. */
record PredictJob(PredictSettings settings, LassoModel model) implements TableJob.Work {

  static final String NAME = "predict";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<TableSettings> inputs() {
    TableSettings input = settings.input();
    List<TableSettings> inputs = new ArrayList<>();
    inputs.add(
        new TableSettings(
            input.name(), input.location(), input.where(), model.roles(input.roles())));
    inputs.add(model.table("models"));
    if (settings.edges().isPresent() || settings.knn().isPresent()) {
      inputs.add(model.table("clusters"));
    }
    if (model.unsupervised()) {
      inputs.add(model.table("thresholds"));
    }
    settings.edges().ifPresent(inputs::add);
    settings.labels().ifPresent(inputs::add);
    return inputs;
  }

  @Override
  public List<String> tables() {
    return List.of("predictions");
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
    List<OpenTable> tables = new ArrayList<>();
    tables.add(PredictSolve.opened(OpenTable.open(spark, found.get(0)), model));
    found.stream().skip(1).map(table -> OpenTable.listing(spark, table)).forEach(tables::add);
    return tables;
  }

  @Override
  public Solved solve(
      SparkSession spark, List<OpenTable> tables, OutputDirectory out, RunIdentity identity) {
    return PredictSolve.solve(
        spark,
        settings,
        model,
        tables.stream().collect(Collectors.toMap(OpenTable::name, Function.identity())));
  }
}
