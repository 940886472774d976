package io.convoy.network;

import java.util.Arrays;

/**
 * Which block every node belongs to.
 *
 * @param part one per node, from 0 to {@code parts - 1}
 * @param parts number of blocks; each has at least one node
 */
public record Partition(int[] part, int parts) {

  public Partition {
    int[] sizes = new int[Math.max(parts, 0)];
    for (int i = 0; i < part.length; i++) {
      if (part[i] < 0 || part[i] >= parts) {
        throw new IllegalArgumentException(
            "the part of node " + i + " must be from 0 to " + (parts - 1) + ", got " + part[i]);
      }
      sizes[part[i]]++;
    }
    for (int k = 0; k < sizes.length; k++) {
      if (sizes[k] == 0) {
        throw new IllegalArgumentException("every part needs a node, part " + k + " has none");
      }
    }
    if (parts < 1) {
      throw new IllegalArgumentException("parts must be >= 1, got " + parts);
    }
  }

  /** Returns the nodes of every part, ascending. */
  public int[][] nodes() {
    int[] sizes = new int[parts];
    for (int k : part) {
      sizes[k]++;
    }
    int[][] nodes = new int[parts][];
    for (int k = 0; k < parts; k++) {
      nodes[k] = new int[sizes[k]];
    }
    Arrays.fill(sizes, 0);
    for (int i = 0; i < part.length; i++) {
      nodes[part[i]][sizes[part[i]]++] = i;
    }
    return nodes;
  }

  /** Returns what this partition costs per round and how even it is. */
  public Balance balance(Graph graph) {
    long ghosts = 0;
    int cut = 0;
    int[] sizes = new int[parts];
    int[] seen = new int[parts];
    for (int i = 0; i < part.length; i++) {
      sizes[part[i]]++;
      seen[part[i]] = i + 1;
      for (int at = graph.offset(i); at < graph.offset(i + 1); at++) {
        int other = part[graph.neighbour(at)];
        cut += other != part[i] ? 1 : 0;
        if (seen[other] != i + 1) {
          seen[other] = i + 1;
          ghosts++;
        }
      }
    }
    int largest = Arrays.stream(sizes).max().orElse(0);
    return new Balance(parts, cut / 2, graph.edges(), ghosts, largest);
  }

  /**
   * What a partition costs.
   *
   * @param parts number of blocks
   * @param cut number of edges between blocks
   * @param edges number of all edges
   * @param ghosts sum over nodes of the number of other blocks that hold a neighbour: the copies
   *     that travel each round
   * @param largest number of nodes of the largest block
   */
  public record Balance(int parts, int cut, int edges, long ghosts, int largest) {

    /** Returns the bytes of parameters that travel each round, the least for exact rounds. */
    public long bytesPerRound(int parameters) {
      return 8L * parameters * ghosts;
    }
  }
}
