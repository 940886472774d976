package io.convoy.jobs.lasso;

import io.convoy.jobs.progress.Goal;
import io.convoy.jobs.progress.Progress;
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
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** {@code convoy lasso}. */
public final class LassoJob implements Job<LassoSettings> {

  /** What reports call it. */
  public static final String NAME = "lasso";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String sentence() {
    return "Fits one small model per node of a graph, each drawn towards those of its neighbours:"
        + " the network lasso.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "lasso --nodes sales.csv --id house --label price --knn 5 \\\n"
            + "    --coordinates latitude,longitude --split nodes:0.2 --out out/houses",
        "lasso --nodes n.parquet --edges e.parquet --objective logistic:0.1 \\\n"
            + "    --lambda path:0.01,2 --out out/n");
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "",
        "Exit codes: 0 done or already done; 2 usage; 3 bad input; 4 diverged, or short of the",
        "tolerance and --strict; 5 too large; 75 try again; 1 anything else.");
  }

  @Override
  public Class<LassoSettings> settings() {
    return LassoSettings.class;
  }

  @Override
  public Work work(LassoSettings settings, Configuration hadoop) {
    return new Fitting(settings);
  }

  private record Fitting(LassoSettings settings) implements Work {

    @Override
    public List<TableSettings> inputs() {
      List<TableSettings> inputs = new ArrayList<>(List.of(settings.nodes().table()));
      settings.nodes().graph().edges().ifPresent(inputs::add);
      settings.nodes().wide().flatMap(Layout.Wide::labelTable).ifPresent(inputs::add);
      return inputs;
    }

    @Override
    public List<String> outputs() {
      List<String> outputs = new ArrayList<>(List.of("models", "clusters", "edges"));
      if (settings.scores().unsupervised()) {
        outputs.add("thresholds");
      }
      if (settings.refit()) {
        outputs.add("refitted");
      }
      return outputs;
    }

    @Override
    public List<String> pictures() {
      return List.of("path", "errors", "clusters", "convergence");
    }

    @Override
    public String remedy() {
      return "features or labels of another scale";
    }

    @Override
    public List<OpenTable> open(SparkSession spark, Tables<InputTable> found) {
      List<OpenTable> tables = new ArrayList<>();
      OpenTable nodes = OpenTable.open(spark, found.get("nodes"));
      tables.add(NodeReader.withoutRoles(nodes, settings));
      boolean matrix = settings.nodes().graph().isMatrix();
      found
          .find("edges")
          .map(edges -> matrix ? OpenTable.lines(spark, edges) : OpenTable.listing(spark, edges))
          .ifPresent(tables::add);
      found.find("labels").map(labels -> OpenTable.listing(spark, labels)).ifPresent(tables::add);
      return tables;
    }

    @Override
    public Solved solve(Run run) {
      Goal goal = new Goal(NAME, settings.tolerance(), settings.run().maxIterations());
      try (Progress progress = run.progress(settings.run().progress(), goal)) {
        return LassoSolve.solve(run, settings, progress);
      }
    }
  }
}
