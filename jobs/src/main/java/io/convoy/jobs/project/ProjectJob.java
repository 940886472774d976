package io.convoy.jobs.project;

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
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** {@code convoy project}. */
public final class ProjectJob implements Job<ProjectSettings> {

  @Override
  public String name() {
    return "project";
  }

  @Override
  public String sentence() {
    return "Predicts from a few small training runs how well a model does with a mixture of sources and"
        + " a size, and recommends a mixture.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "project --sources candidates.parquet --target validation.parquet --pilots runs.csv"
            + " --size 10000 --out out/mixture");
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "",
        "pilots has the columns size, one per source with its share, and performance, larger being",
        "better. Exit codes: 0 done or already done; 2 usage; 3 bad input; 5 the sources have fewer",
        "rows than the size, or the driver has too little memory; 75 try again; 1 anything else.");
  }

  @Override
  public Class<ProjectSettings> settings() {
    return ProjectSettings.class;
  }

  @Override
  public Work work(ProjectSettings settings, Configuration hadoop) {
    return new Projecting(settings);
  }

  private record Projecting(ProjectSettings settings) implements Work {

    @Override
    public List<TableSettings> inputs() {
      List<TableSettings> inputs =
          new ArrayList<>(List.of(settings.sources(), settings.target(), settings.pilots()));
      settings.mixtures().ifPresent(inputs::add);
      return inputs;
    }

    @Override
    public List<String> outputs() {
      List<String> outputs = new ArrayList<>(List.of("mixture", "pilots"));
      if (settings.mixtures().isPresent()) {
        outputs.add("predictions");
      }
      if (settings.quarantine()) {
        outputs.add("quarantined");
      }
      return outputs;
    }

    @Override
    public List<String> pictures() {
      return List.of("fit");
    }

    @Override
    public Optional<ProgressMode> passes() {
      return Optional.of(settings.passes().progress());
    }

    @Override
    public List<OpenTable> open(SparkSession spark, Tables<InputTable> found) {
      Set<String> apart = Set.of(settings.sourceColumn());
      List<OpenTable> tables =
          new ArrayList<>(
              TablePair.open(spark, found.get("sources"), found.get("target"), apart).both());
      tables.add(OpenTable.listing(spark, found.get("pilots")));
      found.find("mixtures").map(table -> OpenTable.listing(spark, table)).ifPresent(tables::add);
      return tables;
    }

    @Override
    public Solved solve(Run run) {
      return ProjectSolve.solve(run, settings);
    }
  }
}
