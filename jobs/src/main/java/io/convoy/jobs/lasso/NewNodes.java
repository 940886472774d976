package io.convoy.jobs.lasso;

import io.convoy.network.GeometricMedian;
import java.util.Arrays;
import java.util.BitSet;

/** Models of nodes that took no part in a fit: what their neighbours' models are closest to. */
public final class NewNodes {

  private NewNodes() {}

  /**
   * Writes, for every node that took no part, the weighted geometric median of the parameters of
   * its neighbours that did.
   *
   * @param left nodes that took no part
   * @param all parameters of all nodes
   * @param p parameters of a node
   * @return nodes without such a neighbour, whose parameters stay
   */
  public static BitSet fill(Links links, boolean[] left, double[] all, int p) {
    int n = left.length;
    int[] from = new int[n + 1];
    for (int e = 0; e < links.sources().length; e++) {
      count(links.sources()[e], links.targets()[e], left, from);
      count(links.targets()[e], links.sources()[e], left, from);
    }
    for (int i = 0; i < n; i++) {
      from[i + 1] += from[i];
    }
    int[] near = new int[from[n]];
    double[] weights = new double[from[n]];
    int[] next = Arrays.copyOf(from, n);
    for (int e = 0; e < links.sources().length; e++) {
      int source = links.sources()[e];
      int target = links.targets()[e];
      for (int end = 0; end < 2; end++) {
        int node = end == 0 ? source : target;
        int other = end == 0 ? target : source;
        if (left[node] && !left[other]) {
          near[next[node]] = other;
          weights[next[node]++] = links.weights()[e];
        }
      }
    }
    BitSet alone = new BitSet(n);
    for (int i = 0; i < n; i++) {
      if (left[i] && from[i + 1] == from[i]) {
        alone.set(i);
      } else if (left[i]) {
        double[] points = new double[(from[i + 1] - from[i]) * p];
        for (int k = from[i]; k < from[i + 1]; k++) {
          System.arraycopy(all, near[k] * p, points, (k - from[i]) * p, p);
        }
        double[] median =
            GeometricMedian.of(points, Arrays.copyOfRange(weights, from[i], from[i + 1]), p);
        System.arraycopy(median, 0, all, i * p, p);
      }
    }
    return alone;
  }

  private static void count(int node, int other, boolean[] left, int[] from) {
    if (left[node] && !left[other]) {
      from[node + 1]++;
    }
  }
}
