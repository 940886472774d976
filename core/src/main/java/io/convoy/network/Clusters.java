package io.convoy.network;

/** Groups of nodes that an edge after another has fused into one model. */
public final class Clusters {

  private Clusters() {}

  /**
   * Returns the number of every node's cluster, from 0 on in the order of first nodes.
   *
   * @param x parameters, node by node
   * @param parameters number of parameters of a node
   * @param tolerance two ends are fused if their distance is at most this times one plus the larger
   *     of their norms
   */
  public static int[] of(Graph graph, double[] x, int parameters, double tolerance) {
    Components components = new Components(graph.nodes());
    for (int i = 0; i < graph.nodes(); i++) {
      for (int at = graph.offset(i); at < graph.offset(i + 1); at++) {
        int j = graph.neighbour(at);
        if (j > i && fused(x, i, j, parameters, tolerance)) {
          components.join(i, j);
        }
      }
    }
    return components.numbers();
  }

  /** Returns whether two nodes have one model. */
  public static boolean fused(double[] x, int i, int j, int parameters, double tolerance) {
    double difference = 0;
    double one = 0;
    double other = 0;
    for (int k = 0; k < parameters; k++) {
      double a = x[i * parameters + k];
      double b = x[j * parameters + k];
      difference += (a - b) * (a - b);
      one += a * a;
      other += b * b;
    }
    return Math.sqrt(difference) <= tolerance * (1 + Math.sqrt(Math.max(one, other)));
  }
}
