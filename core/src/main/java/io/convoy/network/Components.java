package io.convoy.network;

/**
 * Which nodes hang together, by union and find with path halving. Not thread-safe.
 *
 * <p>The number of a component is the rank of its smallest node among those of all components, so
 * it depends on the edges alone and not on their order.
 */
public final class Components {

  private final int[] parent;

  /** Every node on its own. */
  public Components(int nodes) {
    parent = new int[nodes];
    for (int i = 0; i < nodes; i++) {
      parent[i] = i;
    }
  }

  /** Returns the components of a graph. */
  public static int[] of(Graph graph) {
    Components components = new Components(graph.nodes());
    for (int i = 0; i < graph.nodes(); i++) {
      for (int at = graph.offset(i); at < graph.offset(i + 1); at++) {
        components.join(i, graph.neighbour(at));
      }
    }
    return components.numbers();
  }

  /** Makes the components of two nodes one. */
  public void join(int one, int other) {
    int a = root(one);
    int b = root(other);
    parent[Math.max(a, b)] = Math.min(a, b);
  }

  /** Returns the number of every node's component, from 0 on in the order of first nodes. */
  public int[] numbers() {
    int[] numbers = new int[parent.length];
    int next = 0;
    for (int i = 0; i < parent.length; i++) {
      int root = root(i); // the smallest node of the component, so seen already
      numbers[i] = root == i ? next++ : numbers[root];
    }
    return numbers;
  }

  private int root(int node) {
    int i = node;
    while (parent[i] != i) {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
    return i;
  }
}
