package io.convoy.jobs.train;

import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.table.TablePair;
import io.convoy.jobs.work.Job;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Tables;
import io.convoy.jobs.work.Work;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** {@code convoy train}. */
public final class TrainJob implements Job<TrainSettings> {

  static final String NAME = "train";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String sentence() {
    return "Trains a model by many workers, of which some may lie or break.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "train --data digits.csv --workers 15 --byzantine 3 --out out/digits",
        "train --data visits.parquet --worker-column hospital --byzantine 2 --out out/v",
        "train --data digits.csv --worker-assignment hash --workers 15 --byzantine 3"
            + " --attack alie --out out/alie",
        "train --data digits.csv --worker-assignment hash --workers 15 --byzantine 3"
            + " --tournament --out out/t");
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "",
        "Exit codes: 0 done or already done; 2 usage; 3 bad input; 4 diverged, or stopped early and",
        "--strict; 5 too large; 75 try again; 1 anything else.");
  }

  @Override
  public Class<TrainSettings> settings() {
    return TrainSettings.class;
  }

  @Override
  public Work work(TrainSettings settings, Configuration hadoop) {
    return new Training(settings);
  }

  private record Training(TrainSettings settings) implements Work {

    @Override
    public List<TableSettings> inputs() {
      return settings.rows().tables();
    }

    @Override
    public List<String> outputs() {
      return settings.tournament() ? List.of("tournament") : List.of("model", "classes", "workers");
    }

    @Override
    public List<String> pictures() {
      return settings.tournament() ? List.of("tournament") : List.of("learning", "loss");
    }

    @Override
    public String remedy() {
      return "a smaller --learning-rate, or another --aggregator";
    }

    @Override
    public List<OpenTable> open(SparkSession spark, Tables<InputTable> found) {
      InputTable data = found.get("data");
      return found
          .find("test")
          .map(test -> TablePair.open(spark, data, test).both())
          .orElseGet(() -> List.of(OpenTable.open(spark, data)))
          .stream()
          .map(table -> TrainData.withRoles(table, settings.division().workerColumn()))
          .toList();
    }

    @Override
    public Solved solve(Run run) {
      return settings.purpose() instanceof Purpose.Comparison players
          ? Tournament.hold(run, settings, players)
          : TrainSolve.solve(run, settings);
    }
  }
}
