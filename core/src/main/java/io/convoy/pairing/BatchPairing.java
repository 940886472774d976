package io.convoy.pairing;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.SerialRunner;
import io.convoy.iterate.Termination;
import io.convoy.random.SeedStream;
import io.convoy.transport.DualOracle;
import io.convoy.transport.SolverSettings;
import io.convoy.transport.TransportProblem;
import io.convoy.transport.TransportResult;
import io.convoy.transport.TransportSolver;
import io.convoy.transport.exact.ExactTransport;
import java.util.Arrays;
import java.util.List;

/**
 * Pairs the rows of one batch with its partners; a function of the batch alone, with no parallelism
 * of its own. The weights of the rows do not count: a row of the batch is a row to train with.
 */
public final class BatchPairing {

  /**
   * The draw from which a row chooses within its part of a plan; partners' draws are not below 0.
   */
  private static final long CHOICE = -1;

  private final PointBlock batch;
  private final Partners partners;
  private final GroundCost cost;

  private BatchPairing(PointBlock batch, Partners partners, GroundCost cost) {
    this.batch = batch;
    this.partners = partners;
    this.cost = cost;
  }

  /**
   * Returns a partner for every row of {@code batch}.
   *
   * <p>Of {@code B} rows with {@code d} coordinates: {@code assignment} takes {@code B^2 (d + 150)}
   * steps or so and a hundred bytes for each of the {@code B^2} pairs, {@code sinkhorn} a few dozen
   * sweeps over them and 8 bytes for each, {@code knn:K} and {@code weights} {@code B d} steps per
   * draw.
   *
   * @param seeds of the run, from which {@code sinkhorn} draws
   * @param codes one number per row, made of its id
   */
  public static Pairs of(
      PairingRule rule,
      PointBlock batch,
      Partners partners,
      GroundCost cost,
      SeedStream seeds,
      long[] codes) {
    if (partners.dimension() != batch.dimension()) {
      throw new IllegalArgumentException(
          "rows have dimension "
              + batch.dimension()
              + " and their partners have dimension "
              + partners.dimension());
    }
    BatchPairing pairing = new BatchPairing(batch, partners, cost);
    if (rule instanceof PairingRule.Nearest nearest) {
      return pairing.nearest(nearest.draws());
    }
    if (rule instanceof PairingRule.Weighted weighted) {
      return pairing.weighted(weighted.epsilon());
    }
    if (rule instanceof PairingRule.Entropic entropic) {
      return pairing.entropic(entropic, seeds, codes);
    }
    return pairing.assigned();
  }

  private Pairs assigned() {
    double[][] costs = PoolCosts.of(batch, pool());
    int[] owners = ExactTransport.assignment(batch.rows(), (i, j) -> costs[i][j]).columns();
    return pairs(owners, new int[owners.length], false);
  }

  private Pairs nearest(int draws) {
    int n = batch.rows();
    int[] owners = new int[n];
    int[] chosen = new int[n];
    double[] x = new double[batch.dimension()];
    double[] z = new double[batch.dimension()];
    for (int i = 0; i < n; i++) {
      owners[i] = i;
      readRow(i, x);
      double least = Double.POSITIVE_INFINITY;
      for (int draw = 0; draw < draws; draw++) {
        partners.read(i, draw, z);
        double c = cost.between(x, z);
        if (c < least) {
          least = c;
          chosen[i] = draw;
        }
      }
    }
    return pairs(owners, chosen, false);
  }

  private Pairs entropic(PairingRule.Entropic rule, SeedStream seeds, long[] codes) {
    int n = batch.rows();
    double[] equal = new double[n];
    Arrays.fill(equal, 1.0 / n);
    PointCloud pool = pool();
    TransportResult plan;
    try (DualOracle oracle =
        new DualOracle(
            new SerialRunner<>(List.of(equallyWeighted())),
            TransportProblem.balanced(pool, equal))) {
      plan = TransportSolver.solve(oracle, SolverSettings.defaults().withEpsilon(rule.epsilon()));
    }
    double[] g = plan.columnPotentials();
    double[][] costs = PoolCosts.of(batch, pool);
    int[] owners = new int[n];
    for (int i = 0; i < n; i++) {
      double u = seeds.at(codes[i], CHOICE).nextDouble();
      owners[i] = drawn(costs[i], g, plan.epsilon(), u);
    }
    return pairs(owners, new int[n], !(plan.termination() instanceof Termination.Converged));
  }

  /** Returns a column with the probabilities of the plan's row, {@code exp((g_j - C_ij) / eps)}. */
  private static int drawn(double[] costs, double[] g, double epsilon, double u) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < g.length; j++) {
      highest = Math.max(highest, g[j] - costs[j]);
    }
    double[] cumulated = new double[g.length];
    double sum = 0;
    for (int j = 0; j < g.length; j++) {
      sum += Math.exp((g[j] - costs[j] - highest) / epsilon);
      cumulated[j] = sum;
    }
    int at = Arrays.binarySearch(cumulated, u * sum);
    return Math.min(at >= 0 ? at + 1 : -at - 1, g.length - 1);
  }

  private Pairs weighted(double epsilon) {
    int n = batch.rows();
    int[] owners = new int[n];
    Arrays.setAll(owners, i -> i);
    Pairs plain = pairs(owners, new int[n], false);
    double least = Arrays.stream(plain.costs()).min().orElse(0);
    double[] weights = new double[n];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      weights[i] = Math.exp((least - plain.costs()[i]) / epsilon);
      sum += weights[i];
      squares += weights[i] * weights[i];
    }
    for (int i = 0; i < n; i++) {
      weights[i] *= n / sum;
    }
    return new Pairs(
        owners,
        plain.draws(),
        plain.costs(),
        weights,
        plain.totals().weighted(-least / epsilon, sum, squares));
  }

  private Pairs pairs(int[] owners, int[] draws, boolean unsolved) {
    int n = owners.length;
    double[] costs = new double[n];
    double[] weights = new double[n];
    Arrays.fill(weights, 1);
    double[] x = new double[batch.dimension()];
    double[] z = new double[batch.dimension()];
    double sum = 0;
    double drawn = 0;
    double square = 0;
    double dataSquare = 0;
    for (int i = 0; i < n; i++) {
      readRow(i, x);
      partners.read(i, 0, z);
      drawn += cost.between(x, z);
      partners.read(owners[i], draws[i], z);
      costs[i] = cost.between(x, z);
      sum += costs[i];
      for (int k = 0; k < x.length; k++) {
        square += z[k] * z[k];
        dataSquare += x[k] * x[k];
      }
    }
    return new Pairs(
        owners,
        draws,
        costs,
        weights,
        new PairTotals(n, 1, unsolved ? 1 : 0, sum, drawn, square, dataSquare, 0, n, n));
  }

  private PointCloud pool() {
    int n = batch.rows();
    int d = batch.dimension();
    double[] coordinates = new double[n * d];
    double[] weights = new double[n];
    double[] z = new double[d];
    for (int j = 0; j < n; j++) {
      partners.read(j, 0, z);
      System.arraycopy(z, 0, coordinates, j * d, d);
      weights[j] = 1.0 / n;
    }
    return PointCloud.of(cost, PointBlock.of(0, d, coordinates, weights), PoolCosts.mean(batch));
  }

  private PointBlock equallyWeighted() {
    int n = batch.rows();
    int d = batch.dimension();
    double[] coordinates = new double[n * d];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = 1.0 / n;
      for (int k = 0; k < d; k++) {
        coordinates[i * d + k] = batch.coordinate(i, k);
      }
    }
    return PointBlock.of(0, d, coordinates, weights);
  }

  private void readRow(int row, double[] to) {
    for (int k = 0; k < to.length; k++) {
      to[k] = batch.coordinate(row, k);
    }
  }
}
