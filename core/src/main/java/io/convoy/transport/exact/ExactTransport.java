package io.convoy.transport.exact;

import java.util.Arrays;

/**
 * Solves unregularised transport problems exactly: the least {@code <P, C>} over the plans with
 * given marginals.
 *
 * <p>Costs are rounded to integers of about 45 bits and weights to multiples of {@code 2^-50} of
 * the total (equal weights to nothing at all), and that problem is solved to the last bit by
 * OR-Tools' minimum-cost flow, a cost-scaling push-relabel method (Goldberg, "An efficient
 * implementation of a scaling minimum-cost flow algorithm", J. Algorithms 22, 1997). OR-Tools does
 * not hand out its dual solution, so the potentials are shortest paths in the residual network of
 * its flow (Ahuja, Magnanti and Orlin, Network Flows, section 9.3). They are made feasible for the
 * costs as given, in double; {@link ExactPlan#gap} then says how much all rounding together may
 * have cost.
 *
 * <p><b>Why this library.</b> Of those on Maven Central it alone takes a few thousand rows. 2000
 * points with equal weights take 1.4 to 3.4 s and with unequal ones 14 to 20 s on one core
 * (ExactTransportBench), and about 100 bytes a pair outside the heap. JGraphT 1.5.2 (in Java; LGPL
 * or EPL) took 350 s to assign 1000 points of the plane, and its flows bound supplies to 31 bits;
 * ojAlgo 57.1 (in Java; MIT) has no network method, and as a linear programme 500 points took it 14
 * s. OR-Tools is under Apache 2.0. Its price is native code, here for Linux (x86-64 and aarch64)
 * and for macOS on Apple silicon, not for Windows or Macs of Intel: 70 MB of the application jar,
 * unpacked to the temporary directory when first used.
 */
public final class ExactTransport {

  /** The largest number of pairs: 4096 squared, for which the network takes 1.6 GB. */
  public static final int MOST_PAIRS = 1 << 24;

  /** Totals that differ by more than this are not a rounding error. */
  private static final double SAME_TOTAL = 1e-9;

  private ExactTransport() {}

  /**
   * Returns an optimal plan between two weighted sets, of memory {@code 8 n m} bytes and some 100
   * {@code n m} more outside the heap. Deterministic.
   *
   * @param rowWeights a, each finite and {@code >= 0}, not all 0
   * @param columnWeights b, likewise; the totals must be equal up to rounding, and that of the rows
   *     counts
   * @throws IllegalArgumentException if weights or costs are not as described, or there are more
   *     than {@link #MOST_PAIRS} pairs
   * @throws UnsupportedOperationException if there is no native library for this platform
   */
  public static ExactPlan solve(double[] rowWeights, double[] columnWeights, PairCost cost) {
    double total = total("row", rowWeights);
    double columnTotal = total("column", columnWeights);
    if (Math.abs(total - columnTotal) > SAME_TOTAL * total) {
      throw new IllegalArgumentException(
          "row and column weights must have the same total, got " + total + " and " + columnTotal);
    }
    long pairs = (long) rowWeights.length * columnWeights.length;
    if (pairs > MOST_PAIRS) {
      throw new IllegalArgumentException(
          "an exact solution is for at most "
              + MOST_PAIRS
              + " pairs, got "
              + pairs
              + " of "
              + rowWeights.length
              + " rows and "
              + columnWeights.length
              + " columns");
    }
    Supplies supplies = Supplies.of(rowWeights, columnWeights);
    ReducedCosts costs = ReducedCosts.of(rowWeights.length, columnWeights.length, cost);
    FlowNetwork.Flow flow = FlowNetwork.solve(supplies, costs);
    double[] g = ResidualPaths.columnPotentials(flow, costs);
    return plan(rowWeights, columnWeights, cost, flow, total / supplies.total(), g);
  }

  /**
   * Returns an optimal one-to-one assignment of {@code n} rows to {@code n} columns, every mass 1:
   * entry {@code i} of its columns belongs to row {@code i}.
   *
   * @throws IllegalArgumentException if {@code n} is not in 1 to 4096 or a cost is not finite
   */
  public static ExactPlan assignment(int n, PairCost cost) {
    double[] ones = new double[Math.max(n, 0)];
    Arrays.fill(ones, 1);
    return solve(ones, ones, cost);
  }

  private static double total(String side, double[] weights) {
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0) || weights[i] == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            side + " weights must be >= 0 and finite, got " + weights[i] + " at " + i);
      }
      total += weights[i];
    }
    if (!(total > 0) || total == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          side + " weights must have a total > 0 and finite, got " + total);
    }
    return total;
  }

  private static ExactPlan plan(
      double[] a, double[] b, PairCost cost, FlowNetwork.Flow flow, double perUnit, double[] g) {
    double[] masses = new double[flow.units().length];
    double value = 0;
    for (int e = 0; e < masses.length; e++) {
      masses[e] = flow.units()[e] * perUnit;
      value += masses[e] * cost.of(flow.rows()[e], flow.columns()[e]);
    }
    double[] f = new double[a.length];
    double dual = 0;
    for (int i = 0; i < f.length; i++) {
      double lowest = Double.POSITIVE_INFINITY;
      for (int j = 0; j < g.length; j++) {
        lowest = Math.min(lowest, cost.of(i, j) - g[j]);
      }
      f[i] = lowest;
      dual += a[i] * lowest;
    }
    for (int j = 0; j < g.length; j++) {
      dual += b[j] * g[j];
    }
    return new ExactPlan(flow.rows(), flow.columns(), masses, f, g, value, dual);
  }
}
