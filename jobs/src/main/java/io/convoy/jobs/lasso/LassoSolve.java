package io.convoy.jobs.lasso;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.Picture;
import io.convoy.jobs.settings.Engine;
import io.convoy.jobs.settings.Geography;
import io.convoy.jobs.settings.LambdaRule;
import io.convoy.jobs.settings.LassoJobSettings;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.network.Clusters;
import io.convoy.network.Components;
import io.convoy.network.Graph;
import io.convoy.network.GraphBlock;
import io.convoy.network.GraphRunner;
import io.convoy.network.LambdaCritical;
import io.convoy.network.LassoSettings;
import io.convoy.network.LocalModel;
import io.convoy.network.MemoryGraph;
import io.convoy.network.NodeRows;
import io.convoy.network.Partition;
import io.convoy.numerics.Kernels;
import io.convoy.spark.CheckpointStore;
import io.convoy.spark.SparkGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Fits local models along a path of strengths, in memory or on Spark, and judges them. */
public final class LassoSolve {

  /** From a 2048th of the strength at which all nodes agree, doubling, to just above it. */
  private static final int AUTO_STEPS = 12;

  private static final int MOST_LINES = 200;
  private static final int CHECKPOINT_ROUNDS = 20;

  private final Request request;
  private final LassoJobSettings settings;
  private final Holdings held;

  private LassoSolve(Request request, Holdings held) {
    this.request = request;
    this.settings = request.settings();
    this.held = held;
  }

  /**
   * What to solve.
   *
   * @param edges open, if the graph is a table
   * @param checkpoint where to keep a checkpoint; the path exists if an earlier attempt left one
   * @param problemHash what a checkpoint must carry to belong to this run
   * @param say tells a person
   */
  public record Request(
      SparkSession spark,
      LassoJobSettings settings,
      OpenTable nodes,
      Optional<OpenTable> edges,
      Path checkpoint,
      String problemHash,
      Consumer<String> say) {}

  /** Returns the nodes' table without features that play another role. */
  public static OpenTable opened(OpenTable nodes, LassoJobSettings settings) {
    return NodeReader.withoutRoles(nodes, settings);
  }

  /**
   * Returns the models and their errors.
   *
   * @throws JobFailure if rows or edges break their contract
   */
  public static Solved solve(Request request, Progress progress) {
    Holdings held = new Holdings();
    try {
      return new LassoSolve(request, held).solve(progress);
    } catch (RuntimeException | Error failure) {
      held.close();
      throw failure;
    }
  }

  private Solved solve(Progress progress) {
    Stopwatch watch = new Stopwatch();
    NodeTable nodes = NodeReader.read(request.nodes(), settings);
    Links links =
        request
            .edges()
            .map(table -> Links.read(table, nodes.ids()))
            .orElseGet(
                () ->
                    Links.nearest(
                        nodes.across(),
                        nodes.up(),
                        nodes.left(),
                        settings.knn().orElseThrow(),
                        settings.geography()));
    int[] fitted = IntStream.range(0, nodes.nodes()).filter(node -> !nodes.left()[node]).toArray();
    NodeRows rows = nodes.train().pick(fitted);
    Links inner = links.among(nodes.left());
    Graph graph = Graph.of(fitted.length, inner.sources(), inner.targets(), inner.weights());
    warn(graph);
    requireRows(graph, rows, nodes, fitted);
    Partition partition = new GraphParts(settings).of(graph, nodes, fitted);
    int p = settings.model().parameters(rows.dimension());
    Partition.Balance balance = partition.balance(graph);
    request
        .say()
        .accept(
            "graph: "
                + graph.nodes()
                + " nodes, "
                + graph.edges()
                + " edges, "
                + balance.cut()
                + " of them between "
                + balance.parts()
                + " blocks of at most "
                + balance.largest()
                + " nodes; "
                + balance.bytesPerRound(p)
                + " bytes a round");
    List<GraphBlock> blocks = new ArrayList<>();
    for (GraphBlock.Piece piece : GraphBlock.cut(graph, partition)) {
      blocks.add(piece.with(rows.pick(piece.nodes()), settings.model()));
    }
    watch.lap("read");

    Pooled pooled = Pooled.of(graph, rows, settings.model());
    LambdaCritical critical = pooled.critical(graph, rows, settings.model());
    Engine engine = engine(rows, graph, p);
    GraphRunner runner = runner(engine, blocks);
    LassoSettings how =
        LassoSettings.defaults()
            .withPenalty(settings.penalty())
            .withAccuracy(settings.tolerance(), settings.run().maxIterations())
            .withPasses(settings.passes());
    LassoPath.Found found =
        new LassoPath(runner, blocks, how, lambdas(critical))
            .run(
                new CheckpointStore(
                    request.checkpoint(), request.spark().sparkContext().hadoopConfiguration()),
                request.problemHash(),
                settings.run().checkpointEvery(),
                progress,
                step ->
                    settings.lambda() instanceof LambdaRule.Path
                        && count(clusters(graph, step.x(), p)) == pooled.components());
    watch.lap("solve");
    Map<String, Object> numbers = new LinkedHashMap<>();
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    List<Picture> pictures = new ArrayList<>();
    Ending ending = Ending.DIVERGED;
    if (!found.diverged()) {
      ending =
          found.steps().stream().allMatch(LassoPath.Step::converged)
              ? Ending.CONVERGED
              : Ending.EXHAUSTED;
      Judged judged =
          new Judged(nodes, fitted, graph, rows, links, pooled, blocks, found.steps(), critical);
      judge(judged, numbers, tables, pictures);
      numbers.put("boundary-bytes-per-round", balance.bytesPerRound(p));
    }
    watch.lap("judge");
    return new Solved(
        ending,
        counts(nodes, links),
        numbers,
        found.trace(),
        tables,
        Optional.empty(),
        watch.laps(),
        Kernels.best().description(),
        engine.toString(),
        pictures,
        held::close);
  }

  /** All that judging a path needs. */
  private record Judged(
      NodeTable nodes,
      int[] fitted,
      Graph graph,
      NodeRows rows,
      Links links,
      Pooled pooled,
      List<GraphBlock> blocks,
      List<LassoPath.Step> steps,
      LambdaCritical critical) {}

  private void judge(
      Judged judged,
      Map<String, Object> numbers,
      Map<String, Dataset<Row>> tables,
      List<Picture> pictures) {
    NodeTable nodes = judged.nodes();
    HeldOut heldOut = new HeldOut(nodes, judged.links(), settings.model(), settings.twoClasses());
    List<double[]> homes = judged.blocks().stream().map(GraphBlock::home).toList();
    double[] local = heldOut.byNode(heldOut.complete(LassoPath.gathered(judged.blocks(), homes)));
    double[] consensus = heldOut.byNode(heldOut.complete(judged.pooled().x()));
    LassoTables written = new LassoTables(request.spark(), nodes, settings.model());
    int p = settings.model().parameters(nodes.train().dimension());
    List<Map<String, Object>> path = new ArrayList<>();
    double[] errors = new double[judged.steps().size()];
    LassoPath.Step best = judged.steps().get(judged.steps().size() - 1);
    double least = Double.POSITIVE_INFINITY;
    int rounds = 0;
    for (int k = 0; k < errors.length; k++) {
      LassoPath.Step step = judged.steps().get(k);
      double[] all = heldOut.complete(step.x());
      double[] network = heldOut.byNode(all);
      errors[k] = heldOut.mean(network);
      written.add(
          step.lambda(), all, heldOut.any() ? new double[][] {local, network, consensus} : null);
      rounds += step.rounds();
      if (errors[k] < least && !(settings.model() instanceof LocalModel.OneClass)) {
        least = errors[k];
        best = step;
      }
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("lambda", step.lambda());
      line.put("rounds", step.rounds());
      line.put("objective", step.objective());
      line.put("error", step.error());
      if (heldOut.any()) {
        line.put("test-error", errors[k]);
      }
      line.put("clusters", count(clusters(judged.graph(), step.x(), p)));
      path.add(line);
    }
    int[] clusters = clusters(judged.graph(), best.x(), p);
    numbers.put("objective", best.objective());
    numbers.put("gap", Double.isFinite(best.gap()) ? best.gap() : null);
    numbers.put("rounds", rounds);
    numbers.put("lambda", best.lambda());
    if (heldOut.any()) {
      numbers.put("test-error", heldOut.mean(heldOut.byNode(heldOut.complete(best.x()))));
      numbers.put("test-error-local", heldOut.mean(local));
      numbers.put("test-error-pooled", heldOut.mean(consensus));
    }
    numbers.put("clusters", count(clusters));
    numbers.put("lambda-critical-lower", judged.critical().lower());
    numbers.put("lambda-critical-upper", judged.critical().upper());
    numbers.put("isolated", judged.graph().isolated());
    numbers.put("held-out-rows", nodes.test().labels().length);
    tables.put("models", null); // in this order; complete only after the loop
    tables.put("clusters", written.clusters(judged.fitted(), clusters));
    tables.put(
        "edges",
        written.edges(judged.graph(), judged.fitted(), best.x(), settings.fuseTolerance()));
    if (settings.refit()) {
      refit(judged, clusters, heldOut, written, numbers, tables);
    }
    numbers.put("path", path);
    numbers.put("feature-mean", boxed(nodes.scale().mean()));
    numbers.put("feature-deviation", boxed(nodes.scale().deviation()));
    tables.put("models", written.models());
    draw(judged, errors, heldOut.any(), best.lambda(), clusters, pictures);
  }

  private void refit(
      Judged judged,
      int[] clusters,
      HeldOut heldOut,
      LassoTables written,
      Map<String, Object> numbers,
      Map<String, Dataset<Row>> tables) {
    int count = count(clusters);
    NodeRows grouped = judged.rows().grouped(clusters, count);
    double[] x = settings.model().fit(grouped).minimizers();
    int p = settings.model().parameters(grouped.dimension());
    double[] byNode = new double[clusters.length * p];
    for (int i = 0; i < clusters.length; i++) {
      System.arraycopy(x, clusters[i] * p, byNode, i * p, p);
    }
    if (heldOut.any()) {
      numbers.put("test-error-refit", heldOut.mean(heldOut.byNode(heldOut.complete(byNode))));
    }
    int[] rowsOf = new int[count];
    Arrays.setAll(rowsOf, c -> grouped.from()[c + 1] - grouped.from()[c]);
    tables.put("refitted", written.refitted(x, rowsOf));
  }

  private void draw(
      Judged judged,
      double[] errors,
      boolean any,
      double chosen,
      int[] clusters,
      List<Picture> pictures) {
    List<LassoPath.Step> steps = judged.steps();
    double[] lambdas = steps.stream().mapToDouble(LassoPath.Step::lambda).toArray();
    if (steps.size() > 1) {
      int p = settings.model().parameters(judged.rows().dimension());
      int lines = Math.min(MOST_LINES, judged.graph().nodes());
      double[][] parameters = new double[lines][steps.size()];
      for (int i = 0; i < lines; i++) {
        int node = (int) ((long) i * judged.graph().nodes() / lines);
        for (int k = 0; k < steps.size(); k++) {
          parameters[i][k] = steps.get(k).x()[node * p];
        }
      }
      Picture.ofPath(lambdas, parameters).ifPresent(pictures::add);
      if (any) {
        Picture.ofErrors(lambdas, errors, chosen).ifPresent(pictures::add);
      }
    }
    if (!settings.coordinates().isEmpty()) {
      NodeTable nodes = judged.nodes();
      double[] first = Arrays.stream(judged.fitted()).mapToDouble(i -> nodes.across()[i]).toArray();
      double[] second = Arrays.stream(judged.fitted()).mapToDouble(i -> nodes.up()[i]).toArray();
      boolean north = settings.geography() == Geography.EARTH;
      Picture.ofClusters(north ? second : first, north ? first : second, clusters)
          .ifPresent(pictures::add);
    }
  }

  private double[] lambdas(LambdaCritical critical) {
    LambdaRule rule = settings.lambda();
    if (rule instanceof LambdaRule.Fixed fixed) {
      return new double[] {fixed.lambda()};
    }
    if (rule instanceof LambdaRule.Path path) {
      double[] lambdas = new double[path.count() + 1];
      for (int k = 1; k < lambdas.length; k++) {
        lambdas[k] = k == 1 ? path.start() : lambdas[k - 1] * path.factor();
      }
      return lambdas;
    }
    if (!(critical.upper() > 0) || !Double.isFinite(critical.upper())) {
      throw JobFailure.badInput(
          "lambda auto: the nodes agree already, or nothing ties them together (lambda-critical is "
              + critical.upper()
              + "); give a number");
    }
    double[] lambdas = new double[AUTO_STEPS + 1];
    for (int k = 1; k <= AUTO_STEPS; k++) {
      lambdas[k] = critical.upper() * 1.01 / (1 << (AUTO_STEPS - k));
    }
    return lambdas;
  }

  private int[] clusters(Graph graph, double[] x, int p) {
    return Clusters.of(graph, x, p, settings.fuseTolerance());
  }

  private static int count(int[] clusters) {
    return Arrays.stream(clusters).max().orElse(-1) + 1;
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private void warn(Graph graph) {
    warn(graph.loops(), " edges from a node to itself are left out");
    warn(graph.parallel(), " edges are there more than once; their weights add up");
    warn(graph.isolated(), " nodes have no edge and keep their own model");
  }

  private void warn(int count, String what) {
    if (count > 0) {
      request.say().accept("warning: " + count + what);
    }
  }

  private static void requireRows(Graph graph, NodeRows rows, NodeTable nodes, int[] fitted) {
    int[] component = Components.of(graph);
    boolean[] known = new boolean[component.length];
    for (int i = 0; i < component.length; i++) {
      known[component[i]] |= rows.known(i);
    }
    for (int i = 0; i < component.length; i++) {
      if (!known[component[i]]) {
        throw JobFailure.badInput(
            "node "
                + nodes.ids().get(fitted[i])
                + " has no training row, and no path of edges leads to a node that has");
      }
    }
  }

  private Engine engine(NodeRows rows, Graph graph, int p) {
    Engine asked = settings.run().engine();
    if (asked != Engine.AUTO) {
      return asked;
    }
    double bytes = 8.0 * (3.0 * rows.features().length + 12.0 * graph.edges() * p);
    return bytes <= Runtime.getRuntime().maxMemory() / 4.0 ? Engine.MEMORY : Engine.SPARK;
  }

  private GraphRunner runner(Engine engine, List<GraphBlock> blocks) {
    if (engine == Engine.SPARK) {
      return held.hold(
          SparkGraph.of(
              JavaSparkContext.fromSparkContext(request.spark().sparkContext()),
              blocks,
              new Path(request.checkpoint(), "rounds"),
              CHECKPOINT_ROUNDS));
    }
    ForkJoinPool pool =
        new ForkJoinPool(settings.run().tasks().orElse(Runtime.getRuntime().availableProcessors()));
    held.hold(pool::shutdown);
    return new MemoryGraph(blocks, pool);
  }

  private static Map<String, Long> counts(NodeTable nodes, Links links) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("nodes", (long) nodes.train().labels().length + nodes.test().labels().length);
    counts.put("edges", (long) links.sources().length);
    return counts;
  }
}
