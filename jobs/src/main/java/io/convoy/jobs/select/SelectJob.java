package io.convoy.jobs.select;

import io.convoy.jobs.select.explain.Explanation;
import io.convoy.jobs.select.pool.Request;
import io.convoy.jobs.select.terms.SelectSettings;
import io.convoy.jobs.select.terms.SelectionMethod;
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
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** {@code convoy select}. */
public final class SelectJob implements Job<SelectSettings> {

  @Override
  public String name() {
    return "select";
  }

  @Override
  public String sentence() {
    return "Chooses rows of a large pool that stand for a small table of targets, at a budget.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "select --pool candidates.parquet --target wanted.parquet --budget 5% --out out/selection");
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "",
        "  convoy select --config nightly.conf --run-date 2026-01-31",
        "",
        "Exit codes: 0 done or already done; 2 usage; 3 bad input; 5 the budget or a quota cannot be met,",
        "or does not fit on the driver; 75 try again; 1 anything else.");
  }

  @Override
  public Class<SelectSettings> settings() {
    return SelectSettings.class;
  }

  @Override
  public Work work(SelectSettings settings, Configuration hadoop) {
    return new Selecting(settings);
  }

  private record Selecting(SelectSettings settings) implements Work {

    @Override
    public List<TableSettings> inputs() {
      List<TableSettings> inputs = new ArrayList<>(List.of(settings.pool(), settings.target()));
      settings.exclude().ifPresent(inputs::add);
      return inputs;
    }

    @Override
    public List<String> outputs() {
      List<String> outputs = new ArrayList<>(List.of("selection", "targets"));
      if (settings.method() == SelectionMethod.LAVA) {
        outputs.add("values");
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
      List<OpenTable> tables =
          new ArrayList<>(TablePair.open(spark, found.get("pool"), found.get("target")).both());
      found.find("exclude").map(table -> OpenTable.idsOf(spark, table)).ifPresent(tables::add);
      return tables;
    }

    @Override
    public Solved solve(Run run) {
      return SelectSolve.solve(new Request(run, settings));
    }

    @Override
    public Optional<Function<Run, List<String>>> rehearsal() {
      return settings.dryRun()
          ? Optional.of(run -> Rehearsal.of(new Request(run, settings)))
          : Optional.empty();
    }

    @Override
    public Optional<Function<Run, List<String>>> explanation() {
      return settings.explain().map(id -> run -> Explanation.of(new Request(run, settings), id));
    }
  }
}
