package io.convoy.jobs.distance;

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

/** {@code convoy distance}. */
public final class DistanceJob implements Job<DistanceSettings> {

  @Override
  public String name() {
    return "distance";
  }

  @Override
  public String sentence() {
    return "Measures how far apart two tables are without a plan between them: in one pass or a few,"
        + " for any number of rows.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "distance --source a.parquet --target b.parquet --out out/ab",
        "distance --source a.parquet --target b.parquet --out out/g --method gaussian",
        "distance --source a.csv --target b.csv --features age --out out/age --order 1");
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "",
        "Exit codes: 0 done or already done; 2 usage; 3 bad input; 5 too large;",
        "75 try again; 1 anything else.");
  }

  @Override
  public Class<DistanceSettings> settings() {
    return DistanceSettings.class;
  }

  @Override
  public Work work(DistanceSettings settings, Configuration hadoop) {
    return new Measuring(settings);
  }

  private record Measuring(DistanceSettings settings) implements Work {

    @Override
    public List<TableSettings> inputs() {
      return List.of(settings.tables().source(), settings.tables().target());
    }

    @Override
    public List<String> outputs() {
      List<String> outputs = new ArrayList<>();
      if (settings.method() instanceof DistanceMethod.Sliced) {
        outputs.add("projections");
      }
      if (settings.quarantine()) {
        outputs.add("quarantined");
      }
      return outputs;
    }

    @Override
    public Optional<ProgressMode> passes() {
      return Optional.of(settings.passes().progress());
    }

    @Override
    public List<OpenTable> open(SparkSession spark, Tables<InputTable> found) {
      return TablePair.open(spark, found.get("source"), found.get("target")).both();
    }

    @Override
    public Solved solve(Run run) {
      return DistanceSolve.solve(run, settings);
    }
  }
}
