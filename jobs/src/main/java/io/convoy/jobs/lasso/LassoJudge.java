package io.convoy.jobs.lasso;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.report.Picture;
import io.convoy.network.Clusters;
import io.convoy.network.GraphBlock;
import io.convoy.network.LambdaCritical;
import io.convoy.network.NodeRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Judges the models of a path by held-out rows, takes the best, and says what it is like. */
final class LassoJudge {

  private static final int MOST_LINES = 200;

  private final LassoSettings settings;
  private final LassoProblem problem;
  private final Fitted fitted;
  private final HeldOut heldOut;
  private final LassoTables written;
  private final Map<String, Object> numbers = new LinkedHashMap<>();
  private final Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
  private final List<Optional<Picture>> pictures = new ArrayList<>();

  /** A path and what it was found from. */
  record Fitted(
      LassoProblem problem, Pooled pooled, LambdaCritical critical, List<LassoPath.Step> steps) {}

  /**
   * Passes if a strength need not be chosen, or rows held out can choose it.
   *
   * @throws JobFailure if not
   */
  static void requireChoice(LassoSettings settings, NodeTable nodes, Links links) {
    HeldOut heldOut = new HeldOut(nodes, links, settings.objective());
    if (settings.lambda() instanceof LambdaRule.Auto && !heldOut.judges()) {
      throw JobFailure.badInput(
          "lambda auto is chosen by held-out rows, and "
              + (heldOut.any()
                  ? "of these none, or every one, is a known incident"
                  : "the split leaves none"));
    }
  }

  private LassoJudge(SparkSession spark, LassoSettings settings, Fitted fitted) {
    this.settings = settings;
    this.problem = fitted.problem();
    this.fitted = fitted;
    this.heldOut = new HeldOut(problem.nodes(), problem.links(), settings.objective());
    this.written = new LassoTables(spark, problem.nodes(), settings.objective());
  }

  /** Returns the judgement. */
  static LassoJudge of(SparkSession spark, LassoSettings settings, Fitted fitted) {
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

  List<Optional<Picture>> pictures() {
    return pictures;
  }

  private void judge() {
    List<double[]> homes = problem.blocks().stream().map(GraphBlock::home).toList();
    double[] alone = heldOut.complete(LassoPath.gathered(problem.blocks(), homes));
    double[] agreed = heldOut.complete(fitted.pooled().x());
    double[] errors = errors(heldOut.byNode(alone), heldOut.byNode(agreed));
    LassoPath.Step best = best(errors);
    int[] clusters = clusters(best.x());
    numbers.put("objective", best.objective());
    numbers.put("gap", Double.isFinite(best.gap()) ? best.gap() : null);
    numbers.put("rounds", fitted.steps().stream().mapToInt(LassoPath.Step::rounds).sum());
    numbers.put("lambda", best.lambda());
    if (heldOut.any()) {
      numbers.put("test-error", heldOut.of(heldOut.complete(best.x())));
      numbers.put("test-error-local", heldOut.of(alone));
      numbers.put("test-error-pooled", heldOut.of(agreed));
    }
    numbers.put("clusters", count(clusters));
    describeGraph();
    write(best, clusters);
    numbers.put("path", path(errors));
    describeFeatures();
    draw(errors, best.lambda(), clusters);
  }

  /** Returns the error of every step, and adds its models to what is written. */
  private double[] errors(double[] local, double[] consensus) {
    double[] errors = new double[fitted.steps().size()];
    for (int k = 0; k < errors.length; k++) {
      LassoPath.Step step = fitted.steps().get(k);
      double[] all = heldOut.complete(step.x());
      errors[k] = heldOut.of(all);
      written.add(
          step.lambda(),
          all,
          heldOut.any() ? new double[][] {local, heldOut.byNode(all), consensus} : null);
      if (settings.scores().unsupervised()) {
        written.addThresholds(step.lambda(), Detection.thresholds(heldOut.normal(all)));
      }
    }
    return errors;
  }

  /** Returns the step of the least error; the last if no rows held out judge. */
  private LassoPath.Step best(double[] errors) {
    LassoPath.Step best = fitted.steps().get(errors.length - 1);
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < errors.length && heldOut.judges(); k++) {
      if (errors[k] < least) {
        least = errors[k];
        best = fitted.steps().get(k);
      }
    }
    return best;
  }

  private void describeGraph() {
    if (settings.objective().smooth()) {
      numbers.put("lambda-critical-lower", fitted.critical().lower());
      numbers.put("lambda-critical-upper", fitted.critical().upper());
    }
    numbers.put("isolated", problem.graph().isolated());
    numbers.put("held-out-rows", problem.nodes().test().labels().length);
    if (problem.nodes().incidents() > 0) {
      numbers.put("incidents-left-out", problem.nodes().incidents());
    }
  }

  /** What scoring other rows needs to know. */
  private void describeFeatures() {
    FeatureMap map = problem.nodes().map();
    numbers.put("node-features", map.inputs());
    numbers.put("feature-mean", map.mean());
    numbers.put("feature-deviation", map.deviation());
    if (!problem.nodes().classes().isEmpty()) {
      numbers.put("classes", problem.nodes().classes());
    }
  }

  private void write(LassoPath.Step best, int[] clusters) {
    tables.put("models", written.models());
    tables.put(
        "clusters",
        written.clusters(problem.fitted(), clusters, settings.nodes().graph().coordinates()));
    tables.put(
        "edges",
        written.edges(problem.graph(), problem.fitted(), best.x(), settings.fuseTolerance()));
    if (settings.scores().unsupervised()) {
      tables.put("thresholds", written.thresholds());
    }
    if (settings.refit()) {
      refit(clusters);
    }
  }

  private List<Map<String, Object>> path(double[] errors) {
    List<Map<String, Object>> path = new ArrayList<>();
    for (int k = 0; k < errors.length; k++) {
      LassoPath.Step step = fitted.steps().get(k);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("lambda", step.lambda());
      line.put("rounds", step.rounds());
      line.put("objective", step.objective());
      line.put("error", step.error());
      if (heldOut.any()) {
        line.put("test-error", errors[k]);
      }
      line.put("clusters", count(clusters(step.x())));
      path.add(line);
    }
    return path;
  }

  private void refit(int[] clusters) {
    int count = count(clusters);
    NodeRows grouped = problem.rows().grouped(clusters, count);
    double[] x = settings.objective().fit(grouped).minimizers();
    int p = settings.objective().parameters(grouped.dimension());
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
      int nodes = problem.graph().nodes();
      int p = settings.objective().parameters(problem.rows().dimension());
      int lines = Math.min(MOST_LINES, nodes);
      double[][] parameters = new double[lines][steps.size()];
      for (int i = 0; i < lines; i++) {
        int node = (int) ((long) i * nodes / lines);
        for (int k = 0; k < steps.size(); k++) {
          parameters[i][k] = steps.get(k).x()[node * p];
        }
      }
      pictures.add(PathPicture.ofParameters(lambdas, parameters));
      if (heldOut.any()) {
        pictures.add(PathPicture.ofErrors(lambdas, errors, chosen));
      }
    }
    if (!settings.nodes().graph().coordinates().isEmpty()) {
      double[] first = at(problem.nodes().across());
      double[] second = at(problem.nodes().up());
      boolean north = settings.nodes().graph().geometry() == Geography.EARTH;
      pictures.add(ClusterPicture.of(north ? second : first, north ? first : second, clusters));
    }
  }

  /** Returns coordinates of the nodes that took part. */
  private double[] at(double[] ofAll) {
    return Arrays.stream(problem.fitted()).mapToDouble(i -> ofAll[i]).toArray();
  }

  private int[] clusters(double[] x) {
    int p = settings.objective().parameters(problem.rows().dimension());
    return Clusters.of(problem.graph(), x, p, settings.fuseTolerance());
  }

  static int count(int[] clusters) {
    return Arrays.stream(clusters).max().orElse(-1) + 1;
  }
}
