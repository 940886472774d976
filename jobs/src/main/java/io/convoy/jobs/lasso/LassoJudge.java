package io.convoy.jobs.lasso;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.report.Picture;
import io.convoy.jobs.settings.Geography;
import io.convoy.jobs.settings.LambdaRule;
import io.convoy.jobs.settings.LassoJobSettings;
import io.convoy.network.Clusters;
import io.convoy.network.Graph;
import io.convoy.network.GraphBlock;
import io.convoy.network.LambdaCritical;
import io.convoy.network.NodeRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Judges the models of a path by held-out rows, takes the best, and says what it is like. */
final class LassoJudge {

  private static final int MOST_LINES = 200;

  private final SparkSession spark;
  private final LassoJobSettings settings;
  private final Fitted fitted;
  private final HeldOut heldOut;
  private final Map<String, Object> numbers = new LinkedHashMap<>();
  private final Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
  private final List<Picture> pictures = new ArrayList<>();

  /**
   * A path and what it was found from.
   *
   * @param fitted numbers of the nodes that took part
   * @param rows theirs
   */
  record Fitted(
      NodeTable nodes,
      int[] fitted,
      Graph graph,
      NodeRows rows,
      Links links,
      Pooled pooled,
      List<GraphBlock> blocks,
      List<LassoPath.Step> steps,
      LambdaCritical critical) {}

  /**
   * Passes if a strength need not be chosen, or rows held out can choose it.
   *
   * @throws JobFailure if not
   */
  static void requireChoice(LassoJobSettings settings, NodeTable nodes, Links links) {
    HeldOut heldOut = new HeldOut(nodes, links, settings.model());
    if (settings.lambda() instanceof LambdaRule.Auto && !heldOut.judges()) {
      throw JobFailure.badInput(
          "lambda auto is chosen by held-out rows, and "
              + (heldOut.any()
                  ? "of these none, or every one, is a known incident"
                  : "the split leaves none"));
    }
  }

  private LassoJudge(SparkSession spark, LassoJobSettings settings, Fitted fitted) {
    this.spark = spark;
    this.settings = settings;
    this.fitted = fitted;
    this.heldOut = new HeldOut(fitted.nodes(), fitted.links(), settings.model());
  }

  /** Returns the judgement. */
  static LassoJudge of(SparkSession spark, LassoJobSettings settings, Fitted fitted) {
    LassoJudge judge = new LassoJudge(spark, settings, fitted);
    judge.judge();
    return judge;
  }

  Map<String, Object> numbers() {
    return numbers;
  }

  Map<String, Dataset<Row>> tables() {
    return tables;
  }

  List<Picture> pictures() {
    return pictures;
  }

  private void judge() {
    NodeTable nodes = fitted.nodes();
    List<double[]> homes = fitted.blocks().stream().map(GraphBlock::home).toList();
    double[] alone = heldOut.complete(LassoPath.gathered(fitted.blocks(), homes));
    double[] agreed = heldOut.complete(fitted.pooled().x());
    double[] local = heldOut.byNode(alone);
    double[] consensus = heldOut.byNode(agreed);
    LassoTables written = new LassoTables(spark, nodes, settings.model());
    List<Map<String, Object>> path = new ArrayList<>();
    double[] errors = new double[fitted.steps().size()];
    LassoPath.Step best = fitted.steps().get(fitted.steps().size() - 1);
    double least = Double.POSITIVE_INFINITY;
    int rounds = 0;
    for (int k = 0; k < errors.length; k++) {
      LassoPath.Step step = fitted.steps().get(k);
      double[] all = heldOut.complete(step.x());
      errors[k] = heldOut.of(all);
      written.add(
          step.lambda(),
          all,
          heldOut.any() ? new double[][] {local, heldOut.byNode(all), consensus} : null);
      if (settings.unsupervised()) {
        written.addThresholds(step.lambda(), Detection.thresholds(heldOut.normal(all)));
      }
      rounds += step.rounds();
      if (errors[k] < least && heldOut.judges()) {
        least = errors[k];
        best = step;
      }
      path.add(line(step, errors[k]));
    }
    int[] clusters = clusters(best.x());
    numbers.put("objective", best.objective());
    numbers.put("gap", Double.isFinite(best.gap()) ? best.gap() : null);
    numbers.put("rounds", rounds);
    numbers.put("lambda", best.lambda());
    if (heldOut.any()) {
      numbers.put("test-error", heldOut.of(heldOut.complete(best.x())));
      numbers.put("test-error-local", heldOut.of(alone));
      numbers.put("test-error-pooled", heldOut.of(agreed));
    }
    numbers.put("clusters", count(clusters));
    if (settings.model().smooth()) {
      numbers.put("lambda-critical-lower", fitted.critical().lower());
      numbers.put("lambda-critical-upper", fitted.critical().upper());
    }
    numbers.put("isolated", fitted.graph().isolated());
    numbers.put("held-out-rows", nodes.test().labels().length);
    if (nodes.incidents() > 0) {
      numbers.put("incidents-left-out", nodes.incidents());
    }
    tables.put("models", written.models());
    tables.put("clusters", written.clusters(fitted.fitted(), clusters, settings.coordinates()));
    tables.put(
        "edges",
        written.edges(fitted.graph(), fitted.fitted(), best.x(), settings.fuseTolerance()));
    if (settings.unsupervised()) {
      tables.put("thresholds", written.thresholds());
    }
    if (settings.refit()) {
      refit(clusters, written);
    }
    numbers.put("path", path);
    numbers.put("node-features", nodes.map().inputs());
    numbers.put("feature-mean", nodes.map().mean());
    numbers.put("feature-deviation", nodes.map().deviation());
    if (!nodes.classes().isEmpty()) {
      numbers.put("classes", nodes.classes());
    }
    draw(errors, best.lambda(), clusters);
  }

  private Map<String, Object> line(LassoPath.Step step, double error) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("lambda", step.lambda());
    line.put("rounds", step.rounds());
    line.put("objective", step.objective());
    line.put("error", step.error());
    if (heldOut.any()) {
      line.put("test-error", error);
    }
    line.put("clusters", count(clusters(step.x())));
    return line;
  }

  private void refit(int[] clusters, LassoTables written) {
    int count = count(clusters);
    NodeRows grouped = fitted.rows().grouped(clusters, count);
    double[] x = settings.model().fit(grouped).minimizers();
    int p = settings.model().parameters(grouped.dimension());
    double[] byNode = new double[clusters.length * p];
    for (int i = 0; i < clusters.length; i++) {
      System.arraycopy(x, clusters[i] * p, byNode, i * p, p);
    }
    if (heldOut.any()) {
      numbers.put("test-error-refit", heldOut.of(heldOut.complete(byNode)));
    }
    int[] rowsOf = new int[count];
    Arrays.setAll(rowsOf, c -> grouped.from()[c + 1] - grouped.from()[c]);
    tables.put("refitted", written.refitted(x, rowsOf));
  }

  private void draw(double[] errors, double chosen, int[] clusters) {
    List<LassoPath.Step> steps = fitted.steps();
    double[] lambdas = steps.stream().mapToDouble(LassoPath.Step::lambda).toArray();
    if (steps.size() > 1) {
      int p = settings.model().parameters(fitted.rows().dimension());
      int lines = Math.min(MOST_LINES, fitted.graph().nodes());
      double[][] parameters = new double[lines][steps.size()];
      for (int i = 0; i < lines; i++) {
        int node = (int) ((long) i * fitted.graph().nodes() / lines);
        for (int k = 0; k < steps.size(); k++) {
          parameters[i][k] = steps.get(k).x()[node * p];
        }
      }
      Picture.ofPath(lambdas, parameters).ifPresent(pictures::add);
      if (heldOut.any()) {
        Picture.ofErrors(lambdas, errors, chosen).ifPresent(pictures::add);
      }
    }
    if (!settings.coordinates().isEmpty()) {
      NodeTable nodes = fitted.nodes();
      double[] first = Arrays.stream(fitted.fitted()).mapToDouble(i -> nodes.across()[i]).toArray();
      double[] second = Arrays.stream(fitted.fitted()).mapToDouble(i -> nodes.up()[i]).toArray();
      boolean north = settings.geography() == Geography.EARTH;
      Picture.ofClusters(north ? second : first, north ? first : second, clusters)
          .ifPresent(pictures::add);
    }
  }

  private int[] clusters(double[] x) {
    int p = settings.model().parameters(fitted.rows().dimension());
    return Clusters.of(fitted.graph(), x, p, settings.fuseTolerance());
  }

  static int count(int[] clusters) {
    return Arrays.stream(clusters).max().orElse(-1) + 1;
  }
}
