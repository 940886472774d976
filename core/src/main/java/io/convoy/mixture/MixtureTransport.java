package io.convoy.mixture;

import io.convoy.geometry.DenseCost;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SerialRunner;
import io.convoy.iterate.Termination;
import io.convoy.transport.CostMoments;
import io.convoy.transport.DualOracle;
import io.convoy.transport.Epsilon;
import io.convoy.transport.PlanRows;
import io.convoy.transport.SolverSettings;
import io.convoy.transport.TransportProblem;
import io.convoy.transport.TransportResult;
import io.convoy.transport.TransportSolver;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The transport cost of a mixture of sources to a target, as a function of the shares: {@code
 * OT(p)} of the rows of source i with masses that sum to {@code p_i}.
 *
 * <p>The cost is that of entropic transport with the squared distance, at one epsilon for all
 * mixtures: unlike the unregularised cost, whose slope jumps at round shares such as one third, it
 * is smooth in p, and convex. Deterministic. Keeps all {@code n m} costs and what was asked before;
 * for one thread.
 */
public final class MixtureTransport {

  private final int[] firstRows; // of every source, and the end
  private final PointBlock rows;
  private final double[] targetWeights;
  private final SolverSettings settings;
  private final Map<List<Double>, Cost> known = new HashMap<>();

  private MixtureTransport(
      int[] firstRows, PointBlock rows, double[] targetWeights, SolverSettings settings) {
    this.firstRows = firstRows;
    this.rows = rows;
    this.targetWeights = targetWeights;
    this.settings = settings;
  }

  /**
   * What a mixture costs.
   *
   * @param value {@code OT(p)}, the dual's value in double, regularisation included
   * @param potentials the mean row potential f of every source, which is the gradient of {@code
   *     OT(p)} but for a constant that shares summing to 1 do not notice
   * @param converged whether the solver reached its tolerance; if not, the value is still a lower
   *     bound
   */
  public record Cost(double value, double[] potentials, boolean converged) {}

  /**
   * Prepares the costs.
   *
   * @param sources rows of each, at least one, weighted; weights are scaled to sum to 1
   * @param target likewise
   * @param settings of the solver; an epsilon relative to the costs is taken of the mixture of
   *     equal shares
   * @throws ArithmeticException if the costs overflow
   */
  public static MixtureTransport of(
      List<PointBlock> sources, PointBlock target, SolverSettings settings) {
    int m = target.rows();
    int[] first = new int[sources.size() + 1];
    for (int s = 0; s < sources.size(); s++) {
      first[s + 1] = first[s] + sources.get(s).rows();
    }
    int n = first[sources.size()];
    double[] costs = new double[Math.multiplyExact(n, m)];
    double[] weights = new double[n];
    for (int s = 0; s < sources.size(); s++) {
      PointBlock source = sources.get(s);
      double total = Arrays.stream(source.weights()).sum();
      for (int r = 0; r < source.rows(); r++) {
        weights[first[s] + r] = source.weight(r) / total;
        costs(source, r, target, costs, (first[s] + r) * m);
      }
    }
    double total = Arrays.stream(target.weights()).sum();
    double[] b = Arrays.stream(target.weights()).map(weight -> weight / total).toArray();
    MixtureTransport transport =
        new MixtureTransport(first, PointBlock.of(0, m, costs, weights), b, settings);
    return new MixtureTransport(
        first,
        transport.rows,
        b,
        settings.withEpsilon(new Epsilon(transport.epsilonOfEqualShares(), Epsilon.Unit.COST)));
  }

  private static void costs(PointBlock source, int row, PointBlock target, double[] to, int at) {
    for (int j = 0; j < target.rows(); j++) {
      double sum = 0;
      for (int k = 0; k < target.dimension(); k++) {
        double off = source.coordinate(row, k) - target.coordinate(j, k);
        sum += off * off;
      }
      to[at + j] = sum;
    }
  }

  /** Returns the number of sources. */
  public int sources() {
    return firstRows.length - 1;
  }

  /** Returns the strength of the regularisation, in cost units. */
  public double epsilon() {
    return settings.epsilon().value();
  }

  /** Returns the number of mixtures whose cost was computed. */
  public int solved() {
    return known.size();
  }

  /** Returns for how many of them the solver stopped short of its tolerance. */
  public int unconverged() {
    return (int) known.values().stream().filter(cost -> !cost.converged()).count();
  }

  /**
   * Returns the cost of a mixture.
   *
   * @param shares p, each {@code >= 0}, summing to 1
   * @throws IllegalArgumentException if they are not
   * @throws ArithmeticException if the solver diverges
   */
  public Cost at(double[] shares) {
    double sum = Arrays.stream(shares).sum();
    if (shares.length != sources()
        || !(Math.abs(sum - 1) <= 1e-6)
        || Arrays.stream(shares).anyMatch(share -> !(share >= 0))) {
      throw new IllegalArgumentException(
          "there must be "
              + sources()
              + " shares >= 0 that sum to 1, got "
              + Arrays.toString(shares));
    }
    return known.computeIfAbsent(
        DoubleStream.of(shares).boxed().toList(), mixture -> solve(shares));
  }

  private Cost solve(double[] shares) {
    TransportProblem problem = problem();
    try (DualOracle oracle = new DualOracle(runner(mixed(shares)), problem)) {
      TransportResult result = TransportSolver.solve(oracle, settings);
      if (result.termination() instanceof Termination.Diverged) {
        throw new ArithmeticException(
            "transport of the mixture " + Arrays.toString(shares) + " diverged");
      }
      double[] g = result.columnPotentials();
      // of all rows, those of sources without a share too
      double[] f =
          runner(rows)
              .collect(
                  "potentials",
                  PlanRows.visit(oracle),
                  PlanRows.Query.potentials(g, result.epsilon()))
              .get(0)
              .potentials();
      double[] means = new double[sources()];
      double value = 0;
      for (int s = 0; s < means.length; s++) {
        for (int i = firstRows[s]; i < firstRows[s + 1]; i++) {
          means[s] += rows.weight(i) * f[i];
        }
        value += shares[s] * means[s];
      }
      for (int j = 0; j < g.length; j++) {
        value += targetWeights[j] * g[j];
      }
      return new Cost(value, means, result.termination() instanceof Termination.Converged);
    }
  }

  private double epsilonOfEqualShares() {
    double[] equal = new double[sources()];
    Arrays.fill(equal, 1.0 / equal.length);
    try (DualOracle oracle = new DualOracle(runner(mixed(equal)), problem())) {
      CostMoments moments = CostMoments.of(oracle);
      if (!Double.isFinite(moments.squares()) || !Double.isFinite(moments.range())) {
        throw new ArithmeticException(
            "the costs are too large to compute with, from "
                + moments.min()
                + " to "
                + moments.max()
                + "; scale the features down");
      }
      return settings.epsilon().in(moments);
    }
  }

  private TransportProblem problem() {
    return TransportProblem.balanced(new DenseCost(targetWeights.length), targetWeights);
  }

  private static SerialRunner<PointBlock> runner(PointBlock block) {
    return new SerialRunner<>(List.of(block));
  }

  /** Returns the rows that have mass in a mixture. */
  private PointBlock mixed(double[] shares) {
    int m = targetWeights.length;
    int count = 0;
    for (int s = 0; s < shares.length; s++) {
      count += shares[s] > 0 ? firstRows[s + 1] - firstRows[s] : 0;
    }
    int[] picked = new int[count];
    double[] masses = new double[count];
    int at = 0;
    for (int s = 0; s < shares.length; s++) {
      for (int i = firstRows[s]; shares[s] > 0 && i < firstRows[s + 1]; i++) {
        picked[at] = i;
        masses[at++] = shares[s] * rows.weight(i);
      }
    }
    double[] costs = new double[count * m];
    double[] row = new double[m];
    for (int i = 0; i < count; i++) {
      rows.read(picked[i], row);
      System.arraycopy(row, 0, costs, i * m, m);
    }
    return PointBlock.of(0, m, costs, masses);
  }
}
