package io.convoy.network;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The nodes of one part of a graph, their edges and their local models. Immutable.
 *
 * <p>Nodes are numbered within the block in ascending order of their number in the graph. The
 * neighbours of a node stand together, those inside the block first; a neighbour outside is a
 * <em>ghost</em>, numbered on after the block's own nodes in the order of (its part, its number).
 * Every part lists the nodes it sends to another in that same order, so parameters travel without
 * names.
 */
public final class GraphBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Piece piece;
  private final LocalFits fits;
  private final double[] home;

  private GraphBlock(Piece piece, LocalFits fits) {
    this.piece = piece;
    this.fits = fits;
    this.home = fits.minimizers();
  }

  /** The part of a graph's structure that one block needs; see {@link #cut}. */
  public static final class Piece implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int index;
    private final int[] nodes;
    private final int[] offsets;
    private final int[] cuts;
    private final int[] slots;
    private final double[] weights;
    private final int[] peers;
    private final int[][] outgoing;
    private final int[] incoming;

    private Piece(Graph graph, Partition partition, int index, int[][] members, int[] local) {
      this.index = index;
      nodes = members[index];
      int n = nodes.length;
      offsets = new int[n + 1];
      cuts = new int[n];
      for (int i = 0; i < n; i++) {
        offsets[i + 1] = offsets[i] + graph.degree(nodes[i]);
      }
      slots = new int[offsets[n]];
      weights = new double[offsets[n]];
      long[] outside = new long[offsets[n]]; // (part, node) of ends outside
      long[] inside = new long[offsets[n]]; // (their part, own place) of nodes they need
      int crossings = 0;
      for (int i = 0; i < n; i++) {
        int at = offsets[i];
        for (int e = graph.offset(nodes[i]); e < graph.offset(nodes[i] + 1); e++) {
          if (partition.part()[graph.neighbour(e)] == index) {
            slots[at] = local[graph.neighbour(e)];
            weights[at++] = graph.weight(e);
          }
        }
        cuts[i] = at;
        for (int e = graph.offset(nodes[i]); e < graph.offset(nodes[i] + 1); e++) {
          long part = partition.part()[graph.neighbour(e)];
          if (part != index) {
            outside[crossings] = part << 32 | graph.neighbour(e);
            inside[crossings++] = part << 32 | i;
            slots[at] = graph.neighbour(e); // its slot once all ghosts are known
            weights[at++] = graph.weight(e);
          }
        }
      }
      long[] ghosts = distinct(Arrays.copyOf(outside, crossings));
      long[] sent = distinct(Arrays.copyOf(inside, crossings));
      for (int i = 0; i < n; i++) {
        for (int at = cuts[i]; at < offsets[i + 1]; at++) {
          long part = partition.part()[slots[at]];
          slots[at] = n + Arrays.binarySearch(ghosts, part << 32 | slots[at]);
        }
      }
      peers = Arrays.stream(ghosts).mapToInt(ghost -> (int) (ghost >>> 32)).distinct().toArray();
      incoming = new int[peers.length + 1];
      outgoing = new int[peers.length][];
      for (int k = 0; k < peers.length; k++) {
        long peer = peers[k];
        incoming[k + 1] =
            incoming[k] + (int) Arrays.stream(ghosts).filter(g -> g >>> 32 == peer).count();
        outgoing[k] =
            Arrays.stream(sent).filter(s -> s >>> 32 == peer).mapToInt(s -> (int) s).toArray();
      }
    }

    private static long[] distinct(long[] values) {
      return Arrays.stream(values).sorted().distinct().toArray();
    }

    /** Returns the number of the block. */
    public int index() {
      return index;
    }

    /** Returns the nodes of the block, ascending; do not write to it. */
    public int[] nodes() {
      return nodes;
    }

    /** Returns the block of these nodes and their rows, in the same order. */
    public GraphBlock with(NodeRows rows, LocalModel model) {
      if (rows.nodes() != nodes.length) {
        throw new IllegalArgumentException(
            "block " + index + " has " + nodes.length + " nodes, got rows of " + rows.nodes());
      }
      return new GraphBlock(this, model.fit(rows));
    }
  }

  /** Cuts a graph into the pieces of a partition, in the order of their numbers. */
  public static Piece[] cut(Graph graph, Partition partition) {
    if (partition.part().length != graph.nodes()) {
      throw new IllegalArgumentException(
          "the partition has "
              + partition.part().length
              + " nodes, the graph has "
              + graph.nodes());
    }
    int[][] members = partition.nodes();
    int[] local = new int[graph.nodes()];
    for (int[] nodes : members) {
      for (int i = 0; i < nodes.length; i++) {
        local[nodes[i]] = i;
      }
    }
    Piece[] pieces = new Piece[partition.parts()];
    for (int k = 0; k < pieces.length; k++) {
      pieces[k] = new Piece(graph, partition, k, members, local);
    }
    return pieces;
  }

  /** Returns the number of the block. */
  public int index() {
    return piece.index;
  }

  /** Returns the number of nodes. */
  public int nodes() {
    return piece.nodes.length;
  }

  /** Returns the number in the graph of one of the block's nodes. */
  public int node(int i) {
    return piece.nodes[i];
  }

  /** Returns the number of parameters of a node. */
  public int parameters() {
    return fits.parameters();
  }

  /** Returns every node's own best parameters, node by node; do not write to them. */
  public double[] home() {
    return home;
  }

  LocalFits fits() {
    return fits;
  }

  /** Returns the number of ends of edges at this block's nodes. */
  int ends() {
    return piece.slots.length;
  }

  int ghosts() {
    return piece.incoming[piece.peers.length];
  }

  /** Returns where the edges of node {@code i} begin; the last node's end at {@link #ends}. */
  int offset(int i) {
    return piece.offsets[i];
  }

  /** Returns where the edges of node {@code i} begin that leave the block. */
  int cut(int i) {
    return piece.cuts[i];
  }

  int slot(int at) {
    return piece.slots[at];
  }

  double weight(int at) {
    return piece.weights[at];
  }

  /** Returns how many blocks this one exchanges parameters with. */
  public int peers() {
    return piece.peers.length;
  }

  /** Returns the number of the {@code k}-th of them, ascending. */
  public int peer(int k) {
    return piece.peers[k];
  }

  /** Returns which peer, counted from 0, a block is. */
  public int place(int peer) {
    return Arrays.binarySearch(piece.peers, peer);
  }

  /** Returns the parameters that go to the {@code k}-th peer. */
  public double[] outgoing(GraphState state, int k) {
    int p = parameters();
    double[] message = new double[piece.outgoing[k].length * p];
    for (int i = 0; i < piece.outgoing[k].length; i++) {
      System.arraycopy(state.x(), piece.outgoing[k][i] * p, message, i * p, p);
    }
    return message;
  }

  /** Returns own parameters, then those of ghosts, from the messages of all peers in order. */
  double[] assembled(GraphState state, double[][] messages) {
    if (messages.length != piece.peers.length) {
      throw new IllegalArgumentException(
          "block "
              + piece.index
              + " needs "
              + piece.peers.length
              + " messages, got "
              + messages.length);
    }
    int p = parameters();
    double[] all = Arrays.copyOf(state.x(), (piece.nodes.length + ghosts()) * p);
    for (int k = 0; k < messages.length; k++) {
      int due = (piece.incoming[k + 1] - piece.incoming[k]) * p;
      if (messages[k].length != due) {
        throw new IllegalArgumentException(
            "the message of block "
                + piece.peers[k]
                + " must hold "
                + due
                + ", has "
                + messages[k].length);
      }
      System.arraycopy(messages[k], 0, all, (piece.nodes.length + piece.incoming[k]) * p, due);
    }
    return all;
  }
}
