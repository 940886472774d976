package io.convoy.jobs.moments;

import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Job;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Tables;
import io.convoy.jobs.work.Work;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** The mean and the deviation of every feature: the job of the example in CONTRIBUTING.md. */
public final class MomentsJob implements Job<MomentsSettings> {

  @Override
  public String name() {
    return "moments";
  }

  @Override
  public String sentence() {
    return "Describes a table by the mean and the deviation of every feature.";
  }

  @Override
  public List<String> examples() {
    return List.of("moments --data a.parquet --out out/a");
  }

  @Override
  public List<String> remarks() {
    return List.of("", "Exit codes: 0 done or already done; 2 usage; 3 bad input.");
  }

  @Override
  public Class<MomentsSettings> settings() {
    return MomentsSettings.class;
  }

  @Override
  public Work work(MomentsSettings settings, Configuration hadoop) {
    return new Describing(settings);
  }

  private record Describing(MomentsSettings settings) implements Work {

    @Override
    public List<TableSettings> inputs() {
      return List.of(settings.data());
    }

    @Override
    public List<String> outputs() {
      return List.of("moments");
    }

    @Override
    public List<OpenTable> open(SparkSession spark, Tables<InputTable> found) {
      return List.of(OpenTable.open(spark, found.get("data")));
    }

    @Override
    public Solved solve(Run run) {
      return MomentsSolve.solve(run, settings);
    }
  }
}
