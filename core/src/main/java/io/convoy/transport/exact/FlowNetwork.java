package io.convoy.transport.exact;

import com.google.ortools.Loader;
import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;
import java.util.Arrays;

/** A complete bipartite network and its cheapest flow, by OR-Tools. */
final class FlowNetwork {

  /** Bits of the costs: fewer if the method reports that its numbers would overflow. */
  static final int[] COST_BITS = {48, 45, 42, 38, 34};

  private FlowNetwork() {}

  /**
   * An integral flow, its entries in the order of rows and columns.
   *
   * @param units {@code > 0}
   * @param scale integers per unit of the cost, for which the flow is optimal
   */
  record Flow(int[] rows, int[] columns, long[] units, double scale) {}

  static Flow solve(Supplies supplies, ReducedCosts costs) {
    Library.require();
    MinCostFlowBase.Status status = MinCostFlowBase.Status.NOT_SOLVED;
    for (int bits : COST_BITS) {
      double scale = costs.highest() > 0 ? Math.scalb(1.0, bits) / costs.highest() : 1;
      MinCostFlow network = network(supplies, costs, scale);
      try {
        status = network.solve();
        if (status == MinCostFlowBase.Status.OPTIMAL) {
          return flow(network, costs, scale);
        }
      } finally {
        network.delete();
      }
      if (status != MinCostFlowBase.Status.BAD_COST_RANGE) {
        break;
      }
    }
    throw new IllegalStateException("the minimum-cost flow ended as " + status);
  }

  private static MinCostFlow network(Supplies supplies, ReducedCosts costs, double scale) {
    int n = costs.rows();
    int m = costs.columns();
    MinCostFlow network = new MinCostFlow(n + m, n * m);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        network.addArcWithCapacityAndUnitCost(
            i,
            n + j,
            Math.min(supplies.rows()[i], supplies.columns()[j]),
            costs.rounded(i * m + j, scale));
      }
    }
    for (int i = 0; i < n; i++) {
      network.setNodeSupply(i, supplies.rows()[i]);
    }
    for (int j = 0; j < m; j++) {
      network.setNodeSupply(n + j, -supplies.columns()[j]);
    }
    return network;
  }

  private static Flow flow(MinCostFlow network, ReducedCosts costs, double scale) {
    int m = costs.columns();
    int pairs = costs.rows() * m;
    int[] used = new int[costs.rows() + m];
    long[] units = new long[used.length];
    int count = 0;
    for (int pair = 0; pair < pairs; pair++) {
      long flow = network.getFlow(pair);
      if (flow > 0) {
        if (count == used.length) {
          used = Arrays.copyOf(used, 2 * count);
          units = Arrays.copyOf(units, 2 * count);
        }
        used[count] = pair;
        units[count++] = flow;
      }
    }
    int[] rows = new int[count];
    int[] columns = new int[count];
    for (int e = 0; e < count; e++) {
      rows[e] = used[e] / m;
      columns[e] = used[e] % m;
    }
    return new Flow(rows, columns, Arrays.copyOf(units, count), scale);
  }

  /** OR-Tools' native library, loaded once per process. */
  static final class Library {

    private static final Throwable FAILURE = load();

    private static Throwable load() {
      try {
        Loader.loadNativeLibraries();
        return null;
      } catch (RuntimeException | LinkageError unloadable) {
        return unloadable;
      }
    }

    static void require() {
      if (FAILURE instanceof NoClassDefFoundError) {
        throw new UnsupportedOperationException(
            "exact transport and assignment need OR-Tools, which is not on the class path: add the"
                + " artifact com.google.ortools:ortools-java",
            FAILURE);
      }
      if (FAILURE != null) {
        throw new UnsupportedOperationException(
            "exact transport needs OR-Tools' native library, which cannot be loaded on "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch"),
            FAILURE);
      }
    }
  }
}
