package io.convoy.jobs.lasso;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.Picture;
import io.convoy.jobs.settings.Engine;
import io.convoy.jobs.settings.LambdaRule;
import io.convoy.jobs.settings.LassoJobSettings;
import io.convoy.jobs.settings.WideLayout;
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
import io.convoy.network.MemoryGraph;
import io.convoy.network.NodeRows;
import io.convoy.network.Partition;
import io.convoy.numerics.Kernels;
import io.convoy.spark.checkpoint.CheckpointStore;
import io.convoy.spark.graph.SparkGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Fits local models along a path of strengths, in memory or on Spark, and judges them. */
public final class LassoSolve {

  /** From a 2048th of the strength at which all nodes agree, doubling, to just above it. */
  private static final int AUTO_STEPS = 12;

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
   * @param edges open, if the graph is a table or a matrix
   * @param labels open, if a wide table of them is given
   * @param checkpoint what an earlier attempt left, and where to leave some
   * @param problemHash what a checkpoint must carry to belong to this run
   * @param say tells a person
   */
  public record Request(
      SparkSession spark,
      LassoJobSettings settings,
      OpenTable nodes,
      Optional<OpenTable> edges,
      Optional<OpenTable> labels,
      CheckpointStore checkpoint,
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
    NodeTable nodes = NodeReader.read(rows(), settings);
    Links links = links(nodes);
    LassoJudge.requireChoice(settings, nodes, links);
    int[] fitted = IntStream.range(0, nodes.nodes()).filter(node -> !nodes.left()[node]).toArray();
    NodeRows rows = nodes.train().pick(fitted);
    Links inner = links.among(nodes.left());
    Graph graph = Graph.of(fitted.length, inner.sources(), inner.targets(), inner.weights());
    warn(graph, nodes);
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
    List<GraphBlock> blocks =
        Arrays.stream(GraphBlock.cut(graph, partition))
            .parallel()
            .map(piece -> piece.with(rows.pick(piece.nodes()), settings.model()))
            .toList();
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
                request.checkpoint(),
                request.problemHash(),
                settings.run().checkpointEvery(),
                progress,
                step ->
                    settings.lambda() instanceof LambdaRule.Path
                        && LassoJudge.count(
                                Clusters.of(graph, step.x(), p, settings.fuseTolerance()))
                            == pooled.components());
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
      LassoJudge judge =
          LassoJudge.of(
              request.spark(),
              settings,
              new LassoJudge.Fitted(
                  nodes, fitted, graph, rows, links, pooled, blocks, found.steps(), critical));
      numbers.putAll(judge.numbers());
      tables.putAll(judge.tables());
      pictures.addAll(judge.pictures());
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

  /** Returns one row per node and time, or whatever rows a node has. */
  private OpenTable rows() {
    if (settings.wide().isEmpty()) {
      return request.nodes();
    }
    WideLayout layout = settings.wide().get();
    WideTable wide = WideTable.of(request.nodes(), settings.time().orElseThrow(), layout.lags());
    return settings.learnsLabels() ? wide.forecasts() : wide.windows(request.labels());
  }

  private Links links(NodeTable nodes) {
    if (request.edges().isEmpty()) {
      return Links.nearest(
          nodes.across(),
          nodes.up(),
          nodes.left(),
          settings.knn().orElseThrow(),
          settings.geography());
    }
    OpenTable edges = request.edges().get();
    if (!settings.edgeMatrix()) {
      return Links.read(edges, nodes.ids(), true);
    }
    List<String> order =
        settings.wide().isPresent()
            ? request.nodes().roles().features()
            : nodes.ids().stream().map(Object::toString).toList();
    List<String> lines =
        edges.rows().collectAsList().stream().map(line -> line.getString(0)).toList();
    return Links.matrix(lines, order, nodes.ids());
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

  private void warn(Graph graph, NodeTable nodes) {
    warn(nodes.incidents(), " rows are known incidents and are not learned from");
    warn(graph.loops(), " edges from a node to itself are left out");
    warn(graph.parallel(), " edges are there more than once; their weights add up");
    warn(graph.isolated(), " nodes have no edge and keep their own model");
  }

  private void warn(long count, String what) {
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
              request.checkpoint().ofSpark(),
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
