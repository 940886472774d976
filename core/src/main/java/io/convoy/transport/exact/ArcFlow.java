package io.convoy.transport.exact;

import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;
import java.util.Optional;

/**
 * The cheapest flow through a network of given arcs, by OR-Tools (successive approximation by cost
 * scaling).
 *
 * @param flow units on every arc
 * @param costs of a unit on every arc, in whole numbers for which the flow is optimal
 * @param scale of these, per unit of the cost
 */
public record ArcFlow(long[] flow, long[] costs, double scale) {

  /**
   * A network.
   *
   * @param nodes their number
   * @param from begin of every arc
   * @param to end of every arc
   * @param capacity units that an arc takes, {@code >= 0}
   * @param cost of a unit, finite, {@code >= 0}
   * @param supply units that begin at a node, negative where they end; their sum is 0
   */
  public record Network(
      int nodes, int[] from, int[] to, long[] capacity, double[] cost, long[] supply) {

    public Network {
      if (from.length != to.length
          || capacity.length != to.length
          || cost.length != to.length
          || supply.length != nodes) {
        throw new IllegalArgumentException(
            "a network of " + to.length + " arcs and " + nodes + " nodes does not fit its arrays");
      }
    }
  }

  /** Returns the cheapest flow, empty if the arcs cannot carry the supplies. */
  public static Optional<ArcFlow> solve(Network given) {
    FlowNetwork.Library.require();
    double highest = 0;
    for (double cost : given.cost()) {
      if (!(cost >= 0) || Double.isInfinite(cost)) {
        throw new IllegalArgumentException("costs must be finite and >= 0, got " + cost);
      }
      highest = Math.max(highest, cost);
    }
    MinCostFlowBase.Status status = MinCostFlowBase.Status.NOT_SOLVED;
    for (int bits : FlowNetwork.COST_BITS) {
      double scale = highest > 0 ? Math.scalb(1.0, bits) / highest : 1;
      long[] costs = new long[given.cost().length];
      MinCostFlow network = new MinCostFlow(given.nodes(), costs.length);
      try {
        for (int arc = 0; arc < costs.length; arc++) {
          costs[arc] = Math.round(given.cost()[arc] * scale);
          network.addArcWithCapacityAndUnitCost(
              given.from()[arc], given.to()[arc], given.capacity()[arc], costs[arc]);
        }
        for (int node = 0; node < given.nodes(); node++) {
          network.setNodeSupply(node, given.supply()[node]);
        }
        status = network.solve();
        if (status == MinCostFlowBase.Status.OPTIMAL) {
          long[] flow = new long[costs.length];
          for (int arc = 0; arc < flow.length; arc++) {
            flow[arc] = network.getFlow(arc);
          }
          return Optional.of(new ArcFlow(flow, costs, scale));
        }
      } finally {
        network.delete();
      }
      if (status == MinCostFlowBase.Status.INFEASIBLE) {
        return Optional.empty();
      }
      if (status != MinCostFlowBase.Status.BAD_COST_RANGE) {
        break;
      }
    }
    throw new IllegalStateException("the minimum-cost flow ended as " + status);
  }
}
