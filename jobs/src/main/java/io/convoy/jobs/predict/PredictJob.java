package io.convoy.jobs.predict;

import io.convoy.jobs.settings.ProgressMode;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Job;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Tables;
import io.convoy.jobs.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** {@code convoy predict}. */
public final class PredictJob implements Job<PredictSettings> {

  @Override
  public String name() {
    return "predict";
  }

  @Override
  public String sentence() {
    return "Scores rows by the models of a lasso run: values, classes, or alarms. New nodes take"
        + " what their neighbours' models are closest to.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "predict --model out/houses --input new.csv --knn 5 --out out/prices",
        "predict --model out/traffic --input today.csv --false-alarm-rate 0.001 \\\n"
            + "    --out out/alarms");
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "",
        "Exit codes: 0 done or already done; 2 usage; 3 bad input, or a node without model and",
        "neighbours; 75 try again; 1 anything else.");
  }

  @Override
  public Class<PredictSettings> settings() {
    return PredictSettings.class;
  }

  @Override
  public Work work(PredictSettings settings, Configuration hadoop) {
    return new Scoring(settings, Model.read(settings.model(), settings.modelDate(), hadoop));
  }

  private record Scoring(PredictSettings settings, Model model) implements Work {

    @Override
    public List<TableSettings> inputs() {
      List<TableSettings> inputs = new ArrayList<>();
      inputs.add(settings.input(model));
      inputs.add(model.table("models"));
      if (settings.namesNeighbours()) {
        inputs.add(model.table("clusters"));
      }
      if (model.scores().unsupervised()) {
        inputs.add(model.table("thresholds"));
      }
      settings.edges().map(path -> TableSettings.listing("edges", path)).ifPresent(inputs::add);
      settings.labels().map(path -> TableSettings.listing("labels", path)).ifPresent(inputs::add);
      return inputs;
    }

    @Override
    public List<String> outputs() {
      return List.of("predictions");
    }

    @Override
    public Optional<ProgressMode> passes() {
      return Optional.of(settings.passes().progress());
    }

    @Override
    public List<OpenTable> open(SparkSession spark, Tables<InputTable> found) {
      List<OpenTable> tables = new ArrayList<>();
      for (InputTable table : found.all()) {
        tables.add(
            table == found.get("input")
                ? model.nodesOf(OpenTable.open(spark, table))
                : OpenTable.listing(spark, table));
      }
      return tables;
    }

    @Override
    public Solved solve(Run run) {
      return PredictSolve.solve(run, settings, model);
    }
  }
}
