package io.convoy.network;

import java.util.Arrays;

/** Ways to cut a graph into blocks of about equal size with few edges between them. */
public final class Partitioners {

  /** Blocks may exceed their even share by this much. */
  private static final double SLACK = 1.1;

  private static final int HILBERT_BITS = 16;
  private static final int NODES_PER_BLOCK = 1000;
  private static final int NUMBERS_PER_BLOCK = 1_000_000;
  private static final int MOST_BLOCKS = 64;
  private static final int SWEEPS = 10;

  private Partitioners() {}

  /**
   * Returns how many blocks suit a graph: a thousand nodes each or a million numbers, since a block
   * is one thread's work, and at most 64.
   *
   * @param numbers of all nodes' features
   */
  public static int suited(int nodes, int numbers) {
    int byNodes = (nodes + NODES_PER_BLOCK - 1) / NODES_PER_BLOCK;
    int byNumbers = Math.min(nodes, numbers / NUMBERS_PER_BLOCK);
    return Math.min(MOST_BLOCKS, Math.max(byNodes, byNumbers));
  }

  /** Cuts the nodes by {@link #greedy} and {@link #propagate}: for graphs nothing is known of. */
  public static Partition labels(Graph graph, int parts) {
    return propagate(graph, greedy(graph, parts), SWEEPS);
  }

  /** Cuts the nodes, in their own order, into equal ranges: for chains and sorted nodes. */
  public static Partition range(int nodes, int parts) {
    int[] order = new int[nodes];
    for (int i = 0; i < nodes; i++) {
      order[i] = i;
    }
    return ranges(order, parts);
  }

  /**
   * Cuts the nodes into equal ranges along Hilbert's curve: for graphs whose edges are short.
   *
   * @param horizontal one coordinate per node, finite
   * @param vertical the other
   */
  public static Partition coordinates(double[] horizontal, double[] vertical, int parts) {
    int n = horizontal.length;
    long[] keys = new long[n];
    int[] across = scaled(horizontal);
    int[] up = scaled(vertical);
    for (int i = 0; i < n; i++) {
      keys[i] = hilbert(across[i], up[i]) << 31 | i; // 2^31 nodes at most, 32 bits of curve
    }
    Arrays.sort(keys);
    return ranges(Arrays.stream(keys).mapToInt(key -> (int) (key & 0x7fffffff)).toArray(), parts);
  }

  private static int[] scaled(double[] values) {
    double low = Arrays.stream(values).min().orElse(0);
    double width = Arrays.stream(values).max().orElse(0) - low;
    double cells = (1 << HILBERT_BITS) - 1;
    return Arrays.stream(values)
        .mapToInt(value -> width > 0 ? (int) ((value - low) / width * cells) : 0)
        .toArray();
  }

  /** Returns how far along Hilbert's curve a cell is. */
  private static long hilbert(int across, int up) {
    int x = across;
    int y = up;
    long far = 0;
    for (int side = 1 << (HILBERT_BITS - 1); side > 0; side /= 2) {
      int right = (x & side) > 0 ? 1 : 0;
      int upper = (y & side) > 0 ? 1 : 0;
      far += (long) side * side * ((3 * right) ^ upper);
      if (upper == 0) { // turn the quarter so that the curve goes on where it left off
        if (right == 1) {
          x = side - 1 - (x & (side - 1));
          y = side - 1 - (y & (side - 1));
        }
        int swapped = x;
        x = y;
        y = swapped;
      }
    }
    return far;
  }

  private static Partition ranges(int[] order, int parts) {
    checkParts(order.length, parts);
    int[] part = new int[order.length];
    for (int place = 0; place < order.length; place++) {
      part[order[place]] = (int) ((long) place * parts / order.length);
    }
    return new Partition(part, parts);
  }

  /**
   * Places one node after the other where most of its neighbours are, the less readily the fuller
   * the block (linear deterministic greedy; Stanton and Kliot, "Streaming Graph Partitioning for
   * Large Distributed Graphs", KDD 2012).
   */
  public static Partition greedy(Graph graph, int parts) {
    int n = graph.nodes();
    checkParts(n, parts);
    double cap = Math.ceil((double) n / parts);
    int[] part = new int[n];
    Arrays.fill(part, -1);
    int[] sizes = new int[parts];
    double[] near = new double[parts];
    int empty = parts;
    for (int i = 0; i < n; i++) {
      Arrays.fill(near, 0);
      for (int at = graph.offset(i); at < graph.offset(i + 1); at++) {
        int other = part[graph.neighbour(at)];
        if (other >= 0) {
          near[other] += graph.weight(at);
        }
      }
      boolean mustOpen = n - i <= empty; // so that no block stays empty
      int best = -1;
      for (int k = 0; k < parts; k++) {
        if (sizes[k] < cap
            && !(mustOpen && sizes[k] > 0)
            && (best < 0 || better(near, sizes, cap, k, best))) {
          best = k;
        }
      }
      empty -= sizes[best] == 0 ? 1 : 0;
      part[i] = best;
      sizes[best]++;
    }
    return new Partition(part, parts);
  }

  private static boolean better(double[] near, int[] sizes, double cap, int k, int best) {
    double score = near[k] * (1 - sizes[k] / cap);
    double other = near[best] * (1 - sizes[best] / cap);
    return score > other || (score == other && sizes[k] < sizes[best]);
  }

  /**
   * Lets every node, in sweeps, move to the block where the weight of its edges is largest, as long
   * as that one is not full; ends when a sweep moves none.
   *
   * @param start where nodes begin
   * @param sweeps most sweeps
   */
  public static Partition propagate(Graph graph, Partition start, int sweeps) {
    int n = graph.nodes();
    int parts = start.parts();
    double cap = Math.ceil(SLACK * n / parts);
    int[] part = start.part().clone();
    int[] sizes = new int[parts];
    for (int k : part) {
      sizes[k]++;
    }
    double[] near = new double[parts];
    for (int sweep = 0; sweep < sweeps; sweep++) {
      boolean moved = false;
      for (int i = 0; i < n; i++) {
        Arrays.fill(near, 0);
        for (int at = graph.offset(i); at < graph.offset(i + 1); at++) {
          near[part[graph.neighbour(at)]] += graph.weight(at);
        }
        int best = part[i];
        for (int k = 0; k < parts; k++) {
          if (near[k] > near[best] && sizes[k] < cap && sizes[part[i]] > 1) {
            best = k;
          }
        }
        if (best != part[i]) {
          sizes[part[i]]--;
          sizes[best]++;
          part[i] = best;
          moved = true;
        }
      }
      if (!moved) {
        break;
      }
    }
    return new Partition(part, parts);
  }

  private static void checkParts(int nodes, int parts) {
    if (parts < 1 || parts > nodes) {
      throw new IllegalArgumentException(
          "parts must be from 1 to the number of nodes, " + nodes + ", got " + parts);
    }
  }
}
