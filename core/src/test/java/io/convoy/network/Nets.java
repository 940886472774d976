package io.convoy.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;

/** Small graphs and rows for tests, and one way to solve over them. */
final class Nets {

  private Nets() {}

  static Graph chain(int nodes) {
    int[] from = new int[nodes - 1];
    int[] to = new int[nodes - 1];
    double[] weights = new double[nodes - 1];
    for (int i = 0; i + 1 < nodes; i++) {
      from[i] = i;
      to[i] = i + 1;
      weights[i] = 1;
    }
    return Graph.of(nodes, from, to, weights);
  }

  /** A ring with chords, so connected, with uneven weights. */
  static Graph random(int nodes, double chords, SplittableRandom random) {
    List<int[]> edges = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      edges.add(new int[] {i, (i + 1) % nodes});
      for (int j = i + 2; j < nodes; j++) {
        if (random.nextDouble() < chords && (i > 0 || j < nodes - 1)) {
          edges.add(new int[] {i, j});
        }
      }
    }
    return graph(nodes, edges, random);
  }

  static Graph graph(int nodes, List<int[]> edges, SplittableRandom random) {
    double[] weights =
        edges.stream().mapToDouble(e -> random == null ? 1 : 0.5 + random.nextDouble()).toArray();
    return Graph.of(
        nodes,
        edges.stream().mapToInt(e -> e[0]).toArray(),
        edges.stream().mapToInt(e -> e[1]).toArray(),
        weights);
  }

  static double normal(SplittableRandom random) {
    return random.nextGaussian();
  }

  /** One point per node: the clustering model's data. */
  static NodeRows points(int dimension, double... coordinates) {
    int nodes = coordinates.length / dimension;
    int[] from = new int[nodes + 1];
    for (int i = 0; i <= nodes; i++) {
      from[i] = i;
    }
    return NodeRows.of(dimension, from, coordinates, new double[nodes]);
  }

  /** Rows of random features; labels are numbers, or signs. */
  static NodeRows rows(int nodes, int each, int d, boolean signs, SplittableRandom random) {
    int[] from = new int[nodes + 1];
    for (int i = 0; i <= nodes; i++) {
      from[i] = i * each;
    }
    double[] x = new double[nodes * each * d];
    double[] y = new double[nodes * each];
    for (int k = 0; k < x.length; k++) {
      x[k] = normal(random);
    }
    for (int k = 0; k < y.length; k++) {
      double value = x[k * d] + normal(random);
      y[k] = signs ? Math.signum(value) : value;
    }
    return NodeRows.of(d, from, x, y);
  }

  static Partition ranges(int nodes, int parts) {
    int[] part = new int[nodes];
    for (int i = 0; i < nodes; i++) {
      part[i] = (int) ((long) i * parts / nodes);
    }
    return new Partition(part, parts);
  }

  static Partition scattered(int nodes, int parts) {
    int[] part = new int[nodes];
    for (int i = 0; i < nodes; i++) {
      part[i] = i % parts;
    }
    return new Partition(part, parts);
  }

  static MemoryGraph runner(Graph graph, Partition partition, NodeRows rows, LocalModel model) {
    GraphBlock.Piece[] pieces = GraphBlock.cut(graph, partition);
    List<GraphBlock> blocks = new ArrayList<>();
    for (GraphBlock.Piece piece : pieces) {
      blocks.add(piece.with(rows.pick(piece.nodes()), model));
    }
    return new MemoryGraph(blocks, ForkJoinPool.commonPool());
  }

  /** The parameters of all nodes in the graph's order. */
  static double[] parameters(GraphRunner runner, Partition partition, int p) {
    double[] x = new double[partition.part().length * p];
    int[][] nodes = partition.nodes();
    for (int block = 0; block < nodes.length; block++) {
      double[] own = runner.parameters().get(block);
      for (int i = 0; i < nodes[block].length; i++) {
        System.arraycopy(own, i * p, x, nodes[block][i] * p, p);
      }
    }
    return x;
  }

  /** A solved problem. */
  record Solved(double[] x, NetworkLasso.Solution solution) {
    double objective() {
      return solution.sums().objective();
    }
  }

  static Solved solve(
      Graph graph, NodeRows rows, LocalModel model, double lambda, LassoSettings settings) {
    return solve(graph, ranges(graph.nodes(), 1), rows, model, lambda, settings);
  }

  static Solved solve(
      Graph graph,
      Partition partition,
      NodeRows rows,
      LocalModel model,
      double lambda,
      LassoSettings settings) {
    MemoryGraph runner = runner(graph, partition, rows, model);
    NetworkLasso lasso = new NetworkLasso(runner, settings);
    lasso.begin();
    NetworkLasso.Solution solution = lasso.solve(lambda, (state, reading) -> true);
    int p = model.parameters(rows.dimension());
    return new Solved(parameters(runner, partition, p), solution);
  }

  /** The largest difference between the parameters of any two nodes. */
  static double spread(double[] x, int p) {
    double spread = 0;
    for (int k = 0; k < p; k++) {
      double[] column = new double[x.length / p];
      for (int i = 0; i < column.length; i++) {
        column[i] = x[i * p + k];
      }
      spread =
          Math.max(
              spread,
              Arrays.stream(column).max().orElse(0) - Arrays.stream(column).min().orElse(0));
    }
    return spread;
  }
}
