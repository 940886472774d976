package io.convoy.selection;

import io.convoy.transport.exact.ArcFlow;
import java.util.Arrays;
import java.util.Optional;

/**
 * Covers targets by pool rows of which each serves at most its share, exactly, among candidates.
 *
 * <p>A minimum-cost flow finds the plan, and the residual network its lowest prices. If no target's
 * price exceeds the cost of the nearest row that is not its candidate, the omitted pairs are
 * feasible for the dual of all pairs, and the plan is optimal for the whole pool: the certificate.
 * Otherwise capped prices still bound the cost of the whole pool from below. Quotas are arcs that
 * all rows of a group share; each target then has a list of candidates per group, and a group's
 * price counts with the target's.
 */
public final class CapacityTransport {

  /** Units of a row, or a token, where targets do not get whole ones. */
  private static final long FINE = 1 << 20;

  /** Units of all together that the flow's arithmetic has room for. */
  private static final long MOST = 1L << 50;

  private CapacityTransport() {}

  /**
   * Returns the cheapest cover.
   *
   * @param candidates list {@code j groups + g} of target j and group g, by row of the shortlist
   * @param weights of the targets, {@code > 0}; scaled to sum to 1
   * @param terms budget B, so that a row's share is {@code 1 / B} times its size, and quotas
   * @return empty if the candidates cannot cover the targets: more of them may
   */
  public static Optional<Coverage> solve(
      Candidates candidates, Shortlist rows, double[] weights, Terms terms) {
    int groups = terms.quotas().groups();
    if (weights.length == 0 || candidates.lists() != weights.length * groups) {
      throw new IllegalArgumentException(
          candidates.lists() + " lists do not fit " + weights.length + " targets");
    }
    long perUnit = isWhole(weights, terms) ? 1 : Math.max(1, Math.min(FINE, MOST / terms.budget()));
    long[] demands = demands(weights, Math.multiplyExact(terms.budget(), perUnit));
    CoverNetwork network = CoverNetwork.of(candidates, rows, demands, perUnit, terms);
    return ArcFlow.solve(network.arcs())
        .map(flow -> coverage(candidates, weights, terms, network, flow, perUnit));
  }

  private static boolean isWhole(double[] weights, Terms terms) {
    double first = weights[0];
    return terms.budget() % weights.length == 0 && Arrays.stream(weights).allMatch(w -> w == first);
  }

  /** Returns the units of every target; differences of rounded sums, so that they add up. */
  private static long[] demands(double[] weights, long total) {
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

  private static Coverage coverage(
      Candidates candidates,
      double[] weights,
      Terms terms,
      CoverNetwork network,
      ArcFlow flow,
      long perUnit) {
    int m = weights.length;
    int groups = terms.quotas().groups();
    long[] distance = ResidualDistances.toSource(network.arcs(), flow);
    double scale = flow.scale();
    double all = Arrays.stream(weights).sum();
    double unit = 1.0 / ((double) terms.budget() * perUnit);
    double lower = 0;
    double[] groupPrices = new double[groups];
    for (int g = 0; g < groups; g++) {
      long price = distance[network.group(g)];
      groupPrices[g] = price / scale;
      long[] bound = price < 0 ? terms.quotas().most() : terms.quotas().least();
      lower += price == 0 ? 0 : groupPrices[g] * bound[g] / terms.budget();
    }
    double[] prices = new double[m];
    boolean certificate = true;
    for (int j = 0; j < m; j++) {
      long price = -distance[network.target(j)];
      prices[j] = price / scale;
      double capped = prices[j];
      for (int g = 0; g < groups; g++) {
        double beyond = candidates.beyond(j * groups + g);
        if (beyond < Double.POSITIVE_INFINITY) {
          long own = distance[network.group(g)];
          certificate &= price + own <= Math.round(beyond * scale);
          capped = Math.min(capped, beyond - groupPrices[g]);
        }
      }
      lower += weights[j] / all * capped;
    }
    int n = network.rows();
    double[] masses = new double[n];
    double[] rowPrices = new double[n];
    for (int i = 0; i < n; i++) {
      // a row that no target needs more of has no price beside its group's
      long price = distance[network.row(i)] - distance[network.group(network.groupOf(i))];
      rowPrices[i] = Math.min(0, price / scale);
      masses[i] = flow.flow()[network.rowArc(i)] * unit;
      lower += rowPrices[i] * network.capacity(i) * unit;
    }
    int[] served = new int[m];
    double cost = 0;
    for (int arc = network.firstPair(); arc < flow.flow().length; arc++) {
      served[network.targetOf(arc)] += flow.flow()[arc] > 0 ? 1 : 0;
      cost += flow.flow()[arc] * unit * network.arcs().cost()[arc];
    }
    return new Coverage(
        cost, masses, rowPrices, groupPrices, prices, served, certificate, Math.min(cost, lower));
  }
}
