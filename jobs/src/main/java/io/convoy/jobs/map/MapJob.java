package io.convoy.jobs.map;

import io.convoy.jobs.settings.ProgressMode;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.table.TablePair;
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

/** {@code convoy map}. */
public final class MapJob implements Job<MapSettings> {

  @Override
  public String name() {
    return "map";
  }

  @Override
  public String sentence() {
    return "Maps new rows by the plan of a transport run: each to the mean of where the plan would"
        + " send it.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "map --model out/ab --input new.parquet --out out/new",
        "map --model out/ab --input new.parquet --out out/new --keep name --quarantine");
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "",
        "With the cost sqeuclidean this is the entropic map. Exit codes: 0 done or already",
        "done; 2 usage; 3 bad input, or the model's target has changed; 5 too large;",
        "75 try again; 1 anything else.");
  }

  @Override
  public Class<MapSettings> settings() {
    return MapSettings.class;
  }

  @Override
  public Work work(MapSettings settings, Configuration hadoop) {
    return new Mapping(settings, Model.read(settings.model(), settings.modelDate(), hadoop));
  }

  private record Mapping(MapSettings settings, Model model) implements Work {

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
    public List<String> outputs() {
      return settings.quarantine() ? List.of("map", "quarantined") : List.of("map");
    }

    @Override
    public Optional<ProgressMode> passes() {
      return Optional.of(settings.passes().progress());
    }

    @Override
    public List<OpenTable> open(SparkSession spark, Tables<InputTable> found) {
      InputTable target = found.get("target");
      model.requireUnchanged(target, () -> spark);
      List<OpenTable> tables =
          new ArrayList<>(TablePair.open(spark, found.get("input"), target).both());
      tables.add(OpenTable.open(spark, found.get("potentials")));
      if (model.standardized()) {
        InputTable source = found.get("source");
        model.requireUnchanged(source, () -> spark);
        tables.add(TablePair.open(spark, target, source).target());
      }
      return tables;
    }

    @Override
    public Solved solve(Run run) {
      return MapSolve.solve(run, settings, model);
    }
  }
}
