package io.convoy.network;

import java.util.Arrays;

/**
 * An undirected graph with positive edge weights, every edge held by both of its ends.
 *
 * <p>The neighbours of node {@code i} stand at {@code offsets[i]} to {@code offsets[i + 1]},
 * ascending. Immutable: nobody writes to the arrays.
 */
public final class Graph {

  private final int[] offsets;
  private final int[] neighbours;
  private final double[] weights;
  private final int loops;
  private final int parallel;

  private Graph(int[] offsets, int[] neighbours, double[] weights, int loops, int parallel) {
    this.offsets = offsets;
    this.neighbours = neighbours;
    this.weights = weights;
    this.loops = loops;
    this.parallel = parallel;
  }

  /**
   * Returns the graph of a list of edges. Self-loops are left out, since a node never differs from
   * itself; parallel edges, in whichever direction, become one with the sum of their weights.
   *
   * @param nodes number of nodes, at least 1
   * @param sources one end of each edge, from 0 to {@code nodes - 1}
   * @param targets the other end
   * @param edgeWeights positive and finite
   * @throws IllegalArgumentException if an edge is none, naming its position
   */
  public static Graph of(int nodes, int[] sources, int[] targets, double[] edgeWeights) {
    if (nodes < 1) {
      throw new IllegalArgumentException("a graph needs at least one node, got " + nodes);
    }
    if (sources.length != targets.length || sources.length != edgeWeights.length) {
      throw new IllegalArgumentException(
          "edges need a source, a target and a weight each, got "
              + sources.length
              + ", "
              + targets.length
              + " and "
              + edgeWeights.length);
    }
    int[] offsets = new int[nodes + 1];
    int loops = 0;
    for (int e = 0; e < sources.length; e++) {
      check(e, sources[e], targets[e], edgeWeights[e], nodes);
      if (sources[e] == targets[e]) {
        loops++;
      } else {
        offsets[sources[e] + 1]++;
        offsets[targets[e] + 1]++;
      }
    }
    for (int i = 0; i < nodes; i++) {
      offsets[i + 1] = Math.addExact(offsets[i], offsets[i + 1]);
    }
    int[] neighbours = new int[offsets[nodes]];
    double[] weights = new double[offsets[nodes]];
    int[] next = Arrays.copyOf(offsets, nodes);
    for (int e = 0; e < sources.length; e++) {
      if (sources[e] != targets[e]) {
        place(next, neighbours, weights, sources[e], targets[e], edgeWeights[e]);
        place(next, neighbours, weights, targets[e], sources[e], edgeWeights[e]);
      }
    }
    return merged(offsets, neighbours, weights, loops);
  }

  private static void check(int e, int source, int target, double weight, int nodes) {
    if (source < 0 || source >= nodes || target < 0 || target >= nodes) {
      throw new IllegalArgumentException(
          "edge "
              + e
              + " must join nodes from 0 to "
              + (nodes - 1)
              + ", got "
              + source
              + " and "
              + target);
    }
    if (!(weight > 0) || !Double.isFinite(weight)) {
      throw new IllegalArgumentException(
          "the weight of edge " + e + " must be positive and finite, got " + weight);
    }
  }

  private static void place(
      int[] next, int[] neighbours, double[] weights, int from, int to, double weight) {
    int at = next[from]++;
    neighbours[at] = to;
    weights[at] = weight;
  }

  /** Sorts every node's neighbours, in place, and adds up those that are there more than once. */
  private static Graph merged(int[] offsets, int[] neighbours, double[] weights, int loops) {
    int[] starts = new int[offsets.length];
    int at = 0;
    for (int i = 0; i + 1 < offsets.length; i++) {
      int from = offsets[i];
      int degree = offsets[i + 1] - from;
      long[] order = new long[degree];
      for (int k = 0; k < degree; k++) {
        order[k] = (long) neighbours[from + k] << 32 | k;
      }
      Arrays.sort(order);
      double[] own = Arrays.copyOfRange(weights, from, from + degree);
      for (int k = 0; k < degree; k++) {
        int neighbour = (int) (order[k] >>> 32);
        double weight = own[(int) order[k]];
        if (at > starts[i] && neighbours[at - 1] == neighbour) {
          weights[at - 1] += weight;
        } else {
          neighbours[at] = neighbour;
          weights[at++] = weight;
        }
      }
      starts[i + 1] = at;
    }
    int parallel = (neighbours.length - at) / 2;
    return new Graph(
        starts, Arrays.copyOf(neighbours, at), Arrays.copyOf(weights, at), loops, parallel);
  }

  /** Returns the number of nodes. */
  public int nodes() {
    return offsets.length - 1;
  }

  /** Returns the number of edges. */
  public int edges() {
    return neighbours.length / 2;
  }

  /** Returns the number of neighbours of a node. */
  public int degree(int node) {
    return offsets[node + 1] - offsets[node];
  }

  /** Returns where the neighbours of {@code node} begin; those of the last node end at 2 edges. */
  public int offset(int node) {
    return offsets[node];
  }

  /** Returns the neighbour at a place. */
  public int neighbour(int at) {
    return neighbours[at];
  }

  /** Returns the weight of the edge to the neighbour at a place. */
  public double weight(int at) {
    return weights[at];
  }

  /** Returns how many self-loops were left out. */
  public int loops() {
    return loops;
  }

  /** Returns how many edges were added to another one between the same nodes. */
  public int parallel() {
    return parallel;
  }

  /** Returns the number of nodes without a neighbour. */
  public int isolated() {
    int count = 0;
    for (int i = 0; i < nodes(); i++) {
      count += degree(i) == 0 ? 1 : 0;
    }
    return count;
  }
}
