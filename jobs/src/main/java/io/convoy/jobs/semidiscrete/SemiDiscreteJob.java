package io.convoy.jobs.semidiscrete;

import io.convoy.jobs.progress.Goal;
import io.convoy.jobs.progress.Progress;
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
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** {@code convoy semidiscrete}. */
public final class SemiDiscreteJob implements Job<SemiDiscreteSettings> {

  @Override
  public String name() {
    return "semidiscrete";
  }

  @Override
  public String sentence() {
    return "Moves a distribution that is sampled, a law's or a large table's, to a table of sites,"
        + " without regularisation.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "semidiscrete --sampler gaussian --target latents.parquet --out out/latents",
        "semidiscrete --source calls.parquet --target centres.csv --out out/c --map");
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "",
        "Exit codes: 0 done or already done; 2 usage; 3 bad input; 4 diverged, or short of the",
        "tolerance and --strict; 5 infeasible; 75 try again; 1 anything else.");
  }

  @Override
  public Class<SemiDiscreteSettings> settings() {
    return SemiDiscreteSettings.class;
  }

  @Override
  public Work work(SemiDiscreteSettings settings, Configuration hadoop) {
    return new Moving(settings);
  }

  private record Moving(SemiDiscreteSettings settings) implements Work {

    @Override
    public List<TableSettings> inputs() {
      return Stream.concat(settings.source().stream(), Stream.of(settings.target())).toList();
    }

    @Override
    public List<String> outputs() {
      return Stream.of(
              Stream.of("site_potentials"),
              settings.map() ? Stream.of("map") : Stream.<String>empty(),
              settings.quarantine() ? Stream.of("quarantined") : Stream.<String>empty())
          .flatMap(names -> names)
          .toList();
    }

    @Override
    public List<String> pictures() {
      return List.of("convergence");
    }

    @Override
    public String remedy() {
      return "features of another scale";
    }

    @Override
    public List<OpenTable> open(SparkSession spark, Tables<InputTable> found) {
      return found
          .find("source")
          .map(source -> TablePair.open(spark, source, found.get("target")).both())
          .orElseGet(() -> List.of(OpenTable.open(spark, found.get("target"))));
    }

    @Override
    public Solved solve(Run run) {
      Goal goal = new Goal("semidiscrete", settings.tolerance(), settings.run().maxIterations());
      try (Progress progress = run.progress(settings.run().progress(), goal)) {
        return SemiDiscreteSolve.solve(run, settings, progress);
      }
    }
  }
}
