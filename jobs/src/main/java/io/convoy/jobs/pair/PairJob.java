package io.convoy.jobs.pair;

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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** {@code convoy pair}. */
public final class PairJob implements Job<PairSettings> {

  @Override
  public String name() {
    return "pair";
  }

  @Override
  public String sentence() {
    return "Gives every data row a partner to train a flow or a diffusion model with: Gaussian noise or"
        + " a row of another table.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "pair --data latents.parquet --out out/epoch0 --method assignment --batch 512",
        "pair --data latents.npy --out out/epoch1 --method knn:8 --seed 1",
        "pair --data a.csv --target b.csv --out out/ab --method sinkhorn --cost sqeuclidean",
        "pair --data latents.parquet --out out/w --method weights:5");
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "",
        "Weights of rows do not count, but rows of weight 0 are left out. Exit codes: 0 done",
        "or already done; 2 usage; 3 bad input; 4 a sinkhorn batch did not converge and",
        "--strict; 75 try again; 1 anything else.");
  }

  @Override
  public Class<PairSettings> settings() {
    return PairSettings.class;
  }

  @Override
  public Work work(PairSettings settings, Configuration hadoop) {
    return new Pairing(settings);
  }

  private record Pairing(PairSettings settings) implements Work {

    @Override
    public List<TableSettings> inputs() {
      return Stream.concat(Stream.of(settings.data()), settings.target().stream()).toList();
    }

    @Override
    public List<String> outputs() {
      return settings.quarantine() ? List.of("pairs", "quarantined") : List.of("pairs");
    }

    @Override
    public Optional<ProgressMode> passes() {
      return Optional.of(settings.passes().progress());
    }

    @Override
    public List<OpenTable> open(SparkSession spark, Tables<InputTable> found) {
      return found
          .find("target")
          .map(target -> TablePair.open(spark, found.get("data"), target).both())
          .orElseGet(() -> List.of(OpenTable.open(spark, found.get("data"))));
    }

    @Override
    public Solved solve(Run run) {
      return PairSolve.solve(run, settings);
    }
  }
}
