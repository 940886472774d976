package io.convoy;

import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.Termination;
import io.convoy.network.Clusters;
import io.convoy.network.Components;
import io.convoy.network.EdgePenalty;
import io.convoy.network.Graph;
import io.convoy.network.GraphBlock;
import io.convoy.network.LassoSettings;
import io.convoy.network.LocalModel;
import io.convoy.network.MemoryGraph;
import io.convoy.network.NodeRows;
import io.convoy.network.Partitioners;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;

/**
 * One model per node of a graph, each fitted to the node's own rows and tied to its neighbours':
 * the least {@code sum f_i(x_i) + lambda sum w_ij |x_i - x_j|}.
 *
 * <pre>{@code
 * NetworkModels models =
 *     NetworkLasso.on(features, labels).edges(pairs).objective("ridge:0.5").lambda(0.3).solve();
 * }</pre>
 *
 * <p>Immutable: every verb returns a new question, the arrays are copied. Features are taken as
 * they are; where they have different units, scale them first. What is left unsaid is as the
 * command line has it: ridge:0.5, the norm of differences, tolerance 1e-4, 2000 rounds.
 */
public final class NetworkLasso {

  private static final double TOLERANCE = 1e-4;
  private static final int ROUNDS = 2000;

  /** Relative difference up to which the models of an edge's ends are one. */
  private static final double FUSED = 1e-3;

  private final NodeRows rows;
  private final Graph graph;
  private final LocalModel model;
  private final LassoSettings settings;
  private final double lambda;
  private final Workers workers;

  private NetworkLasso(
      NodeRows rows,
      Graph graph,
      LocalModel model,
      LassoSettings settings,
      double lambda,
      Workers workers) {
    this.rows = rows;
    this.graph = graph;
    this.model = model;
    this.settings = settings;
    this.lambda = lambda;
    this.workers = workers;
  }

  /**
   * Returns the question of what models nodes have, at first without edges and with lambda 1.
   *
   * @param features row r of node i is {@code features[i][r]}; a node may have no rows and takes
   *     what its neighbours agree on
   * @param labels of row r of node i, {@code labels[i][r]}; -1 or 1 where the objective classifies
   * @throws IllegalArgumentException if a value is NaN or infinite, rows differ in length, or
   *     labels do not fit them
   */
  public static NetworkLasso on(double[][][] features, double[][] labels) {
    NodeRows rows = Nodes.read(features, labels);
    return new NetworkLasso(
        rows,
        Graph.of(rows.nodes(), new int[0], new int[0], new double[0]),
        new LocalModel.Ridge(0.5, true),
        LassoSettings.defaults().withAccuracy(TOLERANCE, ROUNDS),
        1,
        Workers.CALLER);
  }

  /** Returns the question for nodes without labels, for the objectives that read none. */
  public static NetworkLasso on(double[][][] features) {
    return on(features, Nodes.noLabels(features));
  }

  /** Returns the question with edges of weight 1; see {@link #edges(int[][], double[])}. */
  public NetworkLasso edges(int[][] pairs) {
    double[] ones = new double[pairs.length];
    Arrays.fill(ones, 1);
    return edges(pairs, ones);
  }

  /**
   * Returns the question with edges, each a pair of nodes from 0. Edges of a node to itself are
   * left out, and weights of edges between the same nodes add up.
   *
   * @throws IllegalArgumentException naming the first that is none
   */
  public NetworkLasso edges(int[][] pairs, double[] weights) {
    return new NetworkLasso(
        rows, Nodes.graph(rows.nodes(), pairs, weights), model, settings, lambda, workers);
  }

  /**
   * Returns the question with the function of every node: {@code ridge:MU}, {@code lasso:MU},
   * {@code logistic:MU}, {@code svm:C}, {@code oneclass:NU} or {@code clustering}.
   */
  public NetworkLasso objective(String text) {
    return new NetworkLasso(rows, graph, LocalModel.parse(text), settings, lambda, workers);
  }

  /**
   * Returns the question with what a difference costs: {@code norm}, {@code absolute}, {@code
   * laplacian} or {@code log:SCALE}.
   */
  public NetworkLasso penalty(String text) {
    return with(settings.withPenalty(EdgePenalty.parse(text)));
  }

  /** Returns the question with another strength of the penalty, {@code >= 0}. */
  public NetworkLasso lambda(double strength) {
    if (!(strength >= 0 && strength < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("lambda must be >= 0 and finite, got " + strength);
    }
    return new NetworkLasso(rows, graph, model, settings, strength, workers);
  }

  /** Returns the question with the relative duality gap that counts as solved. */
  public NetworkLasso tolerance(double tolerance) {
    if (!(tolerance > 0 && tolerance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("tolerance must be > 0 and finite, got " + tolerance);
    }
    return with(settings.withAccuracy(tolerance, settings.maxRounds()));
  }

  /** Returns the question with the most iterations to take; a solve may end without converging. */
  public NetworkLasso maxIterations(int iterations) {
    if (iterations < 1) {
      throw new IllegalArgumentException("maxIterations must be >= 1, got " + iterations);
    }
    return with(settings.withAccuracy(settings.tolerance(), iterations));
  }

  /** Returns the question with so many threads to work on it, which live while it is worked on. */
  public NetworkLasso threads(int threads) {
    return new NetworkLasso(rows, graph, model, settings, lambda, Workers.of(threads));
  }

  /** Returns the question with the threads of a pool to work on it, which stays the caller's. */
  public NetworkLasso pool(ForkJoinPool pool) {
    return new NetworkLasso(rows, graph, model, settings, lambda, Workers.of(pool));
  }

  private NetworkLasso with(LassoSettings other) {
    return new NetworkLasso(rows, graph, model, other, lambda, workers);
  }

  /**
   * Returns the models.
   *
   * @throws IllegalArgumentException if a label cannot be used, or a node has no rows and no path
   *     of edges leads to one that has
   */
  public NetworkModels solve() {
    Nodes.requireLabels(model, rows);
    requireReach();
    int parts = Partitioners.suited(graph.nodes(), rows.features().length);
    List<GraphBlock> blocks =
        Arrays.stream(GraphBlock.cut(graph, Partitioners.labels(graph, parts)))
            .map(piece -> piece.with(rows.pick(piece.nodes()), model))
            .toList();
    return workers.lend(pool -> solve(blocks, pool));
  }

  private NetworkModels solve(List<GraphBlock> blocks, Optional<ForkJoinPool> pool) {
    MemoryGraph runner = new MemoryGraph(blocks, pool);
    runner.begin();
    io.convoy.network.NetworkLasso.Solution solution =
        new io.convoy.network.NetworkLasso(runner, settings).solve(lambda, LoopObserver.none());
    int p = model.parameters(rows.dimension());
    double[] x = new double[graph.nodes() * p];
    List<double[]> found = runner.parameters();
    for (GraphBlock block : blocks) {
      for (int i = 0; i < block.nodes(); i++) {
        System.arraycopy(found.get(block.index()), i * p, x, block.node(i) * p, p);
      }
    }
    double[][] models = new double[graph.nodes()][];
    Arrays.setAll(models, i -> Arrays.copyOfRange(x, i * p, (i + 1) * p));
    double gap = solution.sums().gap();
    return new NetworkModels(
        models,
        Clusters.of(graph, x, p, FUSED),
        solution.sums().objective(),
        Double.isFinite(gap) ? Math.max(0, gap) : Double.NaN,
        solution.termination().iterations(),
        solution.termination() instanceof Termination.Converged);
  }

  private void requireReach() {
    int[] component = Components.of(graph);
    boolean[] known = new boolean[component.length];
    for (int i = 0; i < component.length; i++) {
      known[component[i]] |= rows.known(i);
    }
    for (int i = 0; i < component.length; i++) {
      if (!known[component[i]]) {
        throw new IllegalArgumentException(
            "node " + i + " has no row, and no path of edges leads to a node that has");
      }
    }
  }
}
