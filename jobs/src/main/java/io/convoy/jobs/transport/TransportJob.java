package io.convoy.jobs.transport;

import io.convoy.jobs.progress.Goal;
import io.convoy.jobs.progress.Progress;
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

/** {@code convoy transport}. */
public final class TransportJob implements Job<TransportSettings> {

  /** The word of the command line. */
  public static final String NAME = "transport";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String sentence() {
    return "Moves one table of points onto another at the least cost, with a certificate of how good"
        + " the answer is.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "transport --source a.csv --target b.csv --out out/ab",
        "transport --source a.npy --target b.npy --out out/ab --plan 5 --map",
        "transport --config nightly.conf --run-date 2026-01-31 --strict");
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "",
        "Exit codes: 0 done or already done; 2 usage; 3 bad input; 4 diverged, or not",
        "converged and --strict; 5 infeasible; 75 try again; 1 anything else.");
  }

  @Override
  public Class<TransportSettings> settings() {
    return TransportSettings.class;
  }

  @Override
  public Work work(TransportSettings settings, Configuration hadoop) {
    return new Moving(settings, settings.asked().solve());
  }

  private record Moving(TransportSettings settings, TransportSolve solve) implements Work {

    @Override
    public List<TableSettings> inputs() {
      return List.of(settings.source(), settings.target());
    }

    @Override
    public List<String> outputs() {
      List<String> outputs = new ArrayList<>(settings.asked().outputs());
      if (settings.quarantine()) {
        outputs.add("quarantined");
      }
      return outputs;
    }

    @Override
    public List<String> pictures() {
      return List.of("matching", "convergence");
    }

    @Override
    public String remedy() {
      return "a larger --epsilon or --precision double";
    }

    @Override
    public void warmUp() {
      WarmUp.begin();
    }

    private boolean isGrouped() {
      return settings.asked() instanceof Asked.Groups;
    }

    /** Groups iterate where nobody sees it: what is shown is how many of their tasks are over. */
    @Override
    public Optional<ProgressMode> passes() {
      return isGrouped() ? Optional.of(settings.run().progress()) : Optional.empty();
    }

    @Override
    public List<OpenTable> open(SparkSession spark, Tables<InputTable> found) {
      return TablePair.open(spark, found.get("source"), found.get("target")).both();
    }

    @Override
    public Solved solve(Run run) {
      Goal goal = new Goal(NAME, settings.tolerance(), settings.run().maxIterations());
      ProgressMode shown = isGrouped() ? ProgressMode.OFF : settings.run().progress();
      try (Progress progress = run.progress(shown, goal)) {
        return solve.solve(run, settings, progress);
      }
    }
  }
}
