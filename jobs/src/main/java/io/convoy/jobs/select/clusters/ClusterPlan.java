package io.convoy.jobs.select.clusters;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.SerialRunner;
import io.convoy.iterate.Shared;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.select.pool.PoolSearch;
import io.convoy.jobs.select.scan.PoolScan;
import io.convoy.jobs.select.scan.Scanned;
import io.convoy.selection.ClusterSweep;
import io.convoy.selection.Targets;
import io.convoy.transport.DualOracle;
import io.convoy.transport.Epsilon;
import io.convoy.transport.MarginalRule;
import io.convoy.transport.PlanRows;
import io.convoy.transport.SolverSettings;
import io.convoy.transport.TransportProblem;
import io.convoy.transport.TransportResult;
import io.convoy.transport.TransportSolver;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * K-means of a pool, transported to the targets under entropy, a cluster giving at most as much as
 * its rows' shares.
 *
 * <p>The cost of a cluster and a target is the mean squared distance of its rows: that of the mean,
 * and the cluster's own spread.
 *
 * @param centres of the clusters
 * @param sums of their rows
 * @param plan from the clusters to the targets
 * @param wanted how many rows of every cluster to draw
 */
record ClusterPlan(
    PointBlock centres, ClusterSweep.Sums sums, TransportResult plan, long[] wanted) {

  private static final int PASSES = 20;

  /** Passes end when they lower the sum of squares by less than this share. */
  private static final double SETTLED = 1e-3;

  /** A small share of the costs' deviation: the plan must be near the unregularised one. */
  private static final Epsilon EPSILON = new Epsilon(0.01, Epsilon.Unit.DEVIATION);

  /**
   * Makes clusters and their plan.
   *
   * @throws JobFailure if the transport diverges
   */
  static ClusterPlan of(PoolSearch search, int count, long budget) {
    PoolScan scan = search.scan().orElseThrow();
    int first = (int) Math.min(count, scan.rows());
    Scanned start = scan.shortlist(scan.drawn(search.settings().seed(), first));
    PointBlock centres = start.rows().features();
    ClusterSweep.Sums sums = pass(scan, centres);
    boolean settled = false;
    for (int pass = 1; pass < PASSES && !settled; pass++) {
      centres = sums.means(centres);
      ClusterSweep.Sums next = pass(scan, centres);
      settled = next.cost() > (1 - SETTLED) * sums.cost();
      sums = next;
    }
    PointBlock rows = rows(centres, sums, budget);
    PointBlock columns = columns(search);
    TransportResult plan = plan(occupied(rows), columns);
    if (plan.certificate().isEmpty()) {
      throw new JobFailure(
          ExitCode.NOT_CONVERGED,
          "the transport of pool-clusters diverged; try --standardize, or other --pool-clusters",
          null);
    }
    long[] wanted = wanted(moved(rows, columns, plan), sums.rows(), budget);
    return new ClusterPlan(centres, sums, plan, wanted);
  }

  private static ClusterSweep.Sums pass(PoolScan scan, PointBlock centres) {
    try (Shared<Targets> shared = scan.pool().runner().share(Targets.of(centres))) {
      return scan.pool().runner().run("clusters", new ClusterSweep(scan.lead()), shared);
    }
  }

  /** Returns clusters as rows: means, and the root of their spread, which no target has. */
  private static PointBlock rows(PointBlock centres, ClusterSweep.Sums sums, long budget) {
    int d = centres.dimension();
    int count = centres.rows();
    double[] coordinates = new double[count * (d + 1)];
    double[] masses = new double[count];
    for (int c = 0; c < count; c++) {
      for (int k = 0; k < d; k++) {
        coordinates[c * (d + 1) + k] = centres.coordinate(c, k);
      }
      long own = sums.rows()[c];
      coordinates[c * (d + 1) + d] = own == 0 ? 0 : Math.sqrt(sums.squares()[c] / own);
      masses[c] = (double) own / budget;
    }
    return PointBlock.of(0, d + 1, coordinates, masses);
  }

  private static PointBlock columns(PoolSearch search) {
    PointBlock points = search.targets().points();
    double[] weights = search.weights();
    int d = points.dimension();
    double[] coordinates = new double[points.rows() * (d + 1)];
    double all = Arrays.stream(weights).sum();
    double[] shares = Arrays.stream(weights).map(weight -> weight / all).toArray();
    for (int j = 0; j < points.rows(); j++) {
      for (int k = 0; k < d; k++) {
        coordinates[j * (d + 1) + k] = points.coordinate(j, k);
      }
    }
    return PointBlock.of(0, d + 1, coordinates, shares);
  }

  private static DualOracle oracle(PointBlock rows, PointBlock columns) {
    SerialRunner<PointBlock> runner = new SerialRunner<>(List.of(rows));
    double[] centre = runner.run("row centre", Moments.sweep(), "").mean();
    PointCloud cloud = PointCloud.of(GroundCost.SQUARED_EUCLIDEAN, columns, centre);
    return new DualOracle(
        runner,
        new TransportProblem(
            cloud, columns.weights(), MarginalRule.parse("at-most"), new MarginalRule.Exact()));
  }

  private static PointBlock occupied(PointBlock rows) {
    int[] some = IntStream.range(0, rows.rows()).filter(c -> rows.weight(c) > 0).toArray();
    return rows.pick(0, some);
  }

  private static TransportResult plan(PointBlock rows, PointBlock columns) {
    try (DualOracle oracle = oracle(rows, columns)) {
      return TransportSolver.solve(oracle, SolverSettings.defaults().withEpsilon(EPSILON));
    }
  }

  /** Returns the mass that every cluster gives. */
  private static double[] moved(PointBlock rows, PointBlock columns, TransportResult plan) {
    PointBlock some = occupied(rows);
    double[] moved = new double[rows.rows()];
    try (DualOracle oracle = oracle(some, columns)) {
      double[] own =
          PlanRows.visit(oracle)
              .visit(PlanRows.Query.potentials(plan.columnPotentials(), plan.epsilon()), some)
              .moved();
      int at = 0;
      for (int c = 0; c < moved.length; c++) {
        moved[c] = rows.weight(c) > 0 ? own[at++] : 0;
      }
    }
    return moved;
  }

  /** Returns how many rows of every cluster to draw: the largest remainders round up. */
  private static long[] wanted(double[] moved, long[] rows, long budget) {
    double all = Arrays.stream(moved).sum();
    long[] wanted = new long[moved.length];
    double[] rest = new double[moved.length];
    long left = budget;
    Integer[] order = new Integer[moved.length];
    for (int c = 0; c < moved.length; c++) {
      double exact = moved[c] / all * budget;
      wanted[c] = Math.min(rows[c], (long) Math.floor(exact));
      rest[c] = exact - wanted[c];
      left -= wanted[c];
      order[c] = c;
    }
    Arrays.sort(order, (a, b) -> Double.compare(rest[b], rest[a])); // stable
    while (left > 0) {
      long before = left;
      for (int at = 0; at < order.length && left > 0; at++) {
        int c = order[at];
        if (wanted[c] < rows[c]) {
          wanted[c]++;
          left--;
        }
      }
      if (left == before) {
        throw new IllegalStateException("the clusters have fewer rows than the budget");
      }
    }
    return wanted;
  }
}
