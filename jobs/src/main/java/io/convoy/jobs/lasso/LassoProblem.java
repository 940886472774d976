package io.convoy.jobs.lasso;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Run;
import io.convoy.network.Components;
import io.convoy.network.Graph;
import io.convoy.network.GraphBlock;
import io.convoy.network.NodeRows;
import io.convoy.network.Partition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What there is to fit: rows by node, and the graph that joins the nodes, cut into blocks. Nobody
 * writes to the arrays.
 *
 * @param links between all nodes
 * @param fitted numbers of the nodes that take part
 * @param graph of those
 * @param rows theirs, to learn from
 * @param balance of the blocks
 */
record LassoProblem(
    NodeTable nodes,
    Links links,
    int[] fitted,
    Graph graph,
    NodeRows rows,
    List<GraphBlock> blocks,
    Partition.Balance balance) {

  /**
   * Reads the problem and says what is odd about it.
   *
   * @throws JobFailure if rows or edges break their contract
   */
  static LassoProblem read(Run run, LassoSettings settings) {
    NodeTable nodes = NodeReader.read(rows(run, settings), settings);
    Links links = links(run, settings.nodes(), nodes);
    LassoJudge.requireChoice(settings, nodes, links);
    int[] fitted = IntStream.range(0, nodes.nodes()).filter(node -> !nodes.left()[node]).toArray();
    NodeRows rows = nodes.train().pick(fitted);
    Links inner = links.among(nodes.left());
    Graph graph = Graph.of(fitted.length, inner.sources(), inner.targets(), inner.weights());
    warn(run.say(), graph, nodes);
    requireRows(graph, rows, nodes, fitted);
    Partition partition = new GraphParts(settings).of(graph, nodes, fitted);
    Partition.Balance balance = partition.balance(graph);
    int p = settings.objective().parameters(rows.dimension());
    run.say()
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
            .map(piece -> piece.with(rows.pick(piece.nodes()), settings.objective()))
            .toList();
    return new LassoProblem(nodes, links, fitted, graph, rows, blocks, balance);
  }

  /** Returns one row per node and time, or whatever rows a node has. */
  private static OpenTable rows(Run run, LassoSettings settings) {
    OpenTable nodes = run.tables().get("nodes");
    Optional<Layout.Wide> layout = settings.nodes().wide();
    if (layout.isEmpty()) {
      return nodes;
    }
    WideTable wide =
        WideTable.of(nodes, settings.nodes().time().orElseThrow(), layout.get().lags());
    return settings.scores().unsupervised()
        ? wide.windows(run.tables().find("labels"))
        : wide.forecasts();
  }

  private static Links links(Run run, NodeSettings settings, NodeTable nodes) {
    GraphSettings graph = settings.graph();
    Optional<OpenTable> edges = run.tables().find("edges");
    if (edges.isEmpty()) {
      return Links.nearest(
          nodes.across(), nodes.up(), nodes.left(), graph.knn().orElseThrow(), graph.geometry());
    }
    if (!graph.isMatrix()) {
      return Links.read(edges.get(), nodes.ids(), true);
    }
    List<String> order =
        settings.wide().isPresent()
            ? run.tables().get("nodes").roles().features()
            : nodes.ids().stream().map(Object::toString).toList();
    List<String> lines =
        edges.get().rows().collectAsList().stream().map(line -> line.getString(0)).toList();
    return Links.matrix(lines, order, nodes.ids());
  }

  private static void warn(Consumer<String> say, Graph graph, NodeTable nodes) {
    warn(say, nodes.incidents(), " rows are known incidents and are not learned from");
    warn(say, graph.loops(), " edges from a node to itself are left out");
    warn(say, graph.parallel(), " edges are there more than once; their weights add up");
    warn(say, graph.isolated(), " nodes have no edge and keep their own model");
  }

  private static void warn(Consumer<String> say, long count, String what) {
    if (count > 0) {
      say.accept("warning: " + count + what);
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
}
