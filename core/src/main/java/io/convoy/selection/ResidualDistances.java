package io.convoy.selection;

import io.convoy.transport.exact.ArcFlow;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Every node's least cost of sending a unit back to node 0 through the residual network of an
 * optimal flow; minus that are the lowest optimal potentials with that node's at 0 (Bellman and
 * Ford, with a queue). Terminates since an optimal flow leaves no negative cycle.
 *
 * <p>Nodes from which no unit can go back, where quotas leave no choice, have potentials that are
 * optimal up to a common constant; they get the highest that the others allow.
 */
final class ResidualDistances {

  private static final long FAR = Long.MAX_VALUE;

  private final ArcFlow.Network network;
  private final ArcFlow flow;
  private final int[] last;
  private final int[] next;
  private final long[] distance;

  private ResidualDistances(ArcFlow.Network network, ArcFlow flow) {
    this.network = network;
    this.flow = flow;
    int arcs = network.from().length;
    this.last = new int[network.nodes()];
    this.next = new int[2 * arcs]; // lists of residual arcs by their end
    this.distance = new long[network.nodes()];
    Arrays.fill(last, -1);
    Arrays.fill(distance, FAR);
    for (int arc = 0; arc < arcs; arc++) {
      if (flow.flow()[arc] < network.capacity()[arc]) {
        next[2 * arc] = last[network.to()[arc]];
        last[network.to()[arc]] = 2 * arc;
      }
      if (flow.flow()[arc] > 0) {
        next[2 * arc + 1] = last[network.from()[arc]];
        last[network.from()[arc]] = 2 * arc + 1;
      }
    }
  }

  /** Returns the distances by node. */
  static long[] toSource(ArcFlow.Network network, ArcFlow flow) {
    ResidualDistances found = new ResidualDistances(network, flow);
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    found.distance[0] = 0;
    queue.add(0);
    boolean[] all = new boolean[network.nodes()];
    Arrays.fill(all, true);
    found.spread(queue, all);
    found.settleTheRest();
    return found.distance;
  }

  private int begin(int half) {
    return half % 2 == 0 ? network.from()[half / 2] : network.to()[half / 2];
  }

  private long cost(int half) {
    return half % 2 == 0 ? flow.costs()[half / 2] : -flow.costs()[half / 2];
  }

  /** Shortens the distances of some nodes as far as they go. */
  private void spread(ArrayDeque<Integer> queue, boolean[] some) {
    boolean[] waits = new boolean[distance.length];
    queue.forEach(node -> waits[node] = true);
    while (!queue.isEmpty()) {
      int end = queue.poll();
      waits[end] = false;
      for (int half = last[end]; half >= 0; half = next[half]) {
        int begin = begin(half);
        long length = distance[end] + cost(half);
        if (some[begin] && length < distance[begin]) {
          distance[begin] = length;
          if (!waits[begin]) {
            waits[begin] = true;
            queue.add(begin);
          }
        }
      }
    }
  }

  private void settleTheRest() {
    boolean[] far = new boolean[distance.length];
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    for (int node = 0; node < far.length; node++) {
      far[node] = distance[node] == FAR;
      if (far[node]) {
        distance[node] = 0;
        queue.add(node);
      }
    }
    if (queue.isEmpty()) {
      return;
    }
    spread(queue, far);
    long lift = Long.MIN_VALUE;
    for (int node = 0; node < far.length; node++) {
      for (int half = far[node] ? last[node] : -1; half >= 0; half = next[half]) {
        if (!far[begin(half)]) {
          lift = Math.max(lift, distance[begin(half)] - cost(half) - distance[node]);
        }
      }
    }
    for (int node = 0; node < far.length; node++) {
      distance[node] += far[node] && lift > Long.MIN_VALUE ? lift : 0;
    }
  }
}
