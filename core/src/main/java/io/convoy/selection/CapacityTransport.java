package io.convoy.selection;

import io.convoy.transport.exact.ArcFlow;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Covers targets by pool rows of which each serves at most its share, exactly, among candidates.
 *
 * <p>A minimum-cost flow finds the plan, and the residual network its lowest prices. If no target's
 * price exceeds the cost of the nearest row that is not its candidate, the omitted pairs are
 * feasible for the dual of all pairs, and the plan is optimal for the whole pool: the certificate.
 * Otherwise capped prices still bound the cost of the whole pool from below.
 */
public final class CapacityTransport {

  /** Units of a share where targets do not get whole shares. */
  private static final long FINE = 1 << 20;

  private CapacityTransport() {}

  /**
   * Returns the cheapest cover.
   *
   * @param weights of the targets, {@code > 0}; scaled to sum to 1
   * @param budget B, so that every row's share is {@code 1 / B}
   * @return empty if the candidates cannot cover the targets: more of them may
   */
  public static Optional<Coverage> solve(Candidates candidates, double[] weights, int budget) {
    long[] demands = demands(weights, budget);
    long share = isWhole(weights, budget) ? 1 : FINE;
    long[] rows = rows(candidates);
    Arcs arcs = Arcs.of(candidates, rows, demands, share);
    return ArcFlow.solve(arcs.network())
        .map(flow -> coverage(candidates, weights, budget, rows, arcs, flow, share));
  }

  private static boolean isWhole(double[] weights, int budget) {
    double first = weights[0];
    return budget % weights.length == 0 && Arrays.stream(weights).allMatch(w -> w == first);
  }

  /** Returns the units of every target; differences of rounded sums, so that they add up. */
  private static long[] demands(double[] weights, int budget) {
    if (weights.length == 0 || budget < 1) {
      throw new IllegalArgumentException(
          "a budget >= 1 of rows and a target are needed, got "
              + budget
              + " and "
              + weights.length);
    }
    long total = isWhole(weights, budget) ? budget : Math.multiplyExact(budget, FINE);
    double all = Arrays.stream(weights).sum();
    long[] demands = new long[weights.length];
    double upTo = 0;
    long before = 0;
    for (int j = 0; j < demands.length; j++) {
      if (!(weights[j] > 0)) {
        throw new IllegalArgumentException("weights must be > 0, got " + weights[j]);
      }
      upTo += weights[j];
      long next = j == demands.length - 1 ? total : Math.round(upTo / all * total);
      demands[j] = next - before;
      before = next;
    }
    return demands;
  }

  private static long[] rows(Candidates candidates) {
    TreeSet<Long> rows = new TreeSet<>();
    for (int j = 0; j < candidates.targets(); j++) {
      for (int place = 0; place < candidates.count(j); place++) {
        rows.add(candidates.row(j, place));
      }
    }
    return rows.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * The network: node 0 gives all units to rows, these give them to targets.
   *
   * @param network its arcs: those to rows first, then those of targets, in order
   */
  private record Arcs(ArcFlow.Network network, int rows) {

    static Arcs of(Candidates candidates, long[] rows, long[] demands, long share) {
      int n = rows.length;
      int pairs = 0;
      for (int j = 0; j < demands.length; j++) {
        pairs += candidates.count(j);
      }
      int[] from = new int[n + pairs];
      int[] to = new int[n + pairs];
      long[] capacity = new long[n + pairs];
      double[] cost = new double[n + pairs];
      for (int i = 0; i < n; i++) {
        to[i] = 1 + i;
        capacity[i] = share;
      }
      int arc = n;
      for (int j = 0; j < demands.length; j++) {
        for (int place = 0; place < candidates.count(j); place++) {
          from[arc] = 1 + Arrays.binarySearch(rows, candidates.row(j, place));
          to[arc] = 1 + n + j;
          // never full: a full arc would bind, and have a price that the dual has no place for
          capacity[arc] = share + demands[j];
          cost[arc++] = candidates.cost(j, place);
        }
      }
      long[] supply = new long[1 + n + demands.length];
      for (int j = 0; j < demands.length; j++) {
        supply[0] += demands[j];
        supply[1 + n + j] = -demands[j];
      }
      return new Arcs(new ArcFlow.Network(supply.length, from, to, capacity, cost, supply), n);
    }
  }

  private static Coverage coverage(
      Candidates candidates,
      double[] weights,
      int budget,
      long[] rows,
      Arcs arcs,
      ArcFlow flow,
      long share) {
    int n = rows.length;
    int m = weights.length;
    long[] distance = distancesToSource(arcs.network(), flow);
    double all = Arrays.stream(weights).sum();
    double[] prices = new double[m];
    boolean certificate = true;
    double lower = 0;
    for (int j = 0; j < m; j++) {
      long price = -distance[1 + n + j];
      prices[j] = price / flow.scale();
      double beyond = candidates.beyond(j);
      certificate &=
          beyond == Double.POSITIVE_INFINITY || price <= Math.round(beyond * flow.scale());
      lower += weights[j] / all * Math.min(prices[j], beyond);
    }
    int used = 0;
    long[] taken = new long[n];
    double[] masses = new double[n];
    double[] rowPrices = new double[n];
    double cost = 0;
    double unit = 1.0 / ((double) budget * share);
    for (int i = 0; i < n; i++) {
      // a row that no target needs more of has no price
      double price = Math.min(0, distance[1 + i] / flow.scale());
      lower += price / budget;
      if (flow.flow()[i] > 0) {
        taken[used] = rows[i];
        masses[used] = flow.flow()[i] * unit;
        rowPrices[used++] = price;
      }
    }
    int[] served = new int[m];
    for (int arc = n; arc < flow.flow().length; arc++) {
      served[arcs.network().to()[arc] - 1 - n] += flow.flow()[arc] > 0 ? 1 : 0;
      cost += flow.flow()[arc] * unit * arcs.network().cost()[arc];
    }
    return new Coverage(
        cost,
        Arrays.copyOf(taken, used),
        Arrays.copyOf(masses, used),
        Arrays.copyOf(rowPrices, used),
        prices,
        served,
        certificate,
        Math.min(cost, lower));
  }

  /**
   * Returns every node's least cost of sending a unit back to the source through the residual
   * network; minus that are the lowest optimal potentials with the source's at 0 (Bellman and Ford,
   * with a queue). Terminates since an optimal flow leaves no negative cycle.
   */
  private static long[] distancesToSource(ArcFlow.Network network, ArcFlow flow) {
    int arcs = network.from().length;
    int[] last = new int[network.nodes()];
    Arrays.fill(last, -1);
    int[] next = new int[2 * arcs]; // lists of residual arcs by their end
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
    long[] distance = new long[network.nodes()];
    Arrays.fill(distance, Long.MAX_VALUE);
    distance[0] = 0;
    boolean[] waits = new boolean[network.nodes()];
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    queue.add(0);
    while (!queue.isEmpty()) {
      int end = queue.poll();
      waits[end] = false;
      for (int half = last[end]; half >= 0; half = next[half]) {
        int arc = half / 2;
        int begin = half % 2 == 0 ? network.from()[arc] : network.to()[arc];
        long cost = half % 2 == 0 ? flow.costs()[arc] : -flow.costs()[arc];
        if (distance[end] + cost < distance[begin]) {
          distance[begin] = distance[end] + cost;
          if (!waits[begin]) {
            waits[begin] = true;
            queue.add(begin);
          }
        }
      }
    }
    return distance;
  }
}
