package io.convoy.transport;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.geometry.Precision;
import io.convoy.geometry.SpatialRows;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.SweepRunner;
import java.io.Serializable;
import java.util.Optional;

/**
 * What is asked of the transport between two tables of points, wherever the rows are: all choices
 * that results depend on are made here, from the sizes of the problem alone.
 *
 * @param cost between a row and a column
 * @param marginals how strictly the weights hold
 * @param solver how to solve
 */
public record PointTransport(GroundCost cost, Marginals marginals, SolverSettings solver)
    implements Serializable {

  /** Ten times what skipping may change of every mass together. */
  private static final double FINEST_SKIPPED = 1e-8;

  /** Dimensions from which reading four bytes is clearly cheaper: here by about a fifth. */
  private static final int MANY_DIMENSIONS = 64;

  /** What any process can spare. */
  private static final long LITTLE = 256L << 20;

  /**
   * Work per sweep, in pairs times (dimension + 16, about what the exponential costs), up to which
   * the blocks are brought into one process: a hundred such sweeps take a second or two of one
   * core, and would take longer as a hundred jobs of an engine.
   */
  private static final double LITTLE_WORK = 1 << 27;

  /**
   * Returns whether sweeps over so many pairs are so little work that one process does it sooner.
   */
  public static boolean isSmall(double pairs, int dimension) {
    return pairs * (dimension + 16) <= LITTLE_WORK;
  }

  /** Returns whether sweeps that must reach a tolerance skip: it is little beside that. */
  public static boolean skips(double tolerance) {
    return tolerance >= FINEST_SKIPPED;
  }

  /**
   * Returns whether sweeps in float keep the costs of all pairs: where that is cheaper, and little.
   */
  public static boolean stores(long rows, long columns, int dimension) {
    return dimension >= MANY_DIMENSIONS && rows <= LITTLE / (Float.BYTES * columns);
  }

  /** Returns in which order to sweep over so many rows, if another than their own may pay. */
  public Optional<SpatialRows> order(long rows, PointBlock columns) {
    return SpatialRows.mayPay(cost, rows, columns.rows(), columns.dimension())
        ? Optional.of(SpatialRows.near(columns))
        : Optional.empty();
  }

  /**
   * Returns the dual of the problem; one sweep.
   *
   * @param rows in the order that {@link #order} says
   * @param count the number of rows
   * @param columns with weights that sum to 1
   */
  public DualOracle oracle(SweepRunner<PointBlock> rows, long count, PointBlock columns) {
    PointCloud cloud = cloud(rows, columns);
    boolean stores =
        solver.precision() == Precision.FLOAT && stores(count, columns.rows(), columns.dimension());
    TransportProblem problem =
        new TransportProblem(
            stores ? cloud.stored() : cloud,
            columns.weights(),
            marginals.source(),
            marginals.target(),
            marginals.mass());
    return new DualOracle(rows, problem, skips(solver.tolerance()));
  }

  /** Returns the solution from a cold start. */
  public TransportResult solve(DualOracle oracle) {
    return TransportSolver.solve(oracle, solver);
  }

  /**
   * Returns the solution of a table's problem with itself, which a divergence takes away.
   *
   * @param rows in the order that {@link #order} says
   * @param points the same rows as columns
   * @param cross the problem between both tables, whose rules are this one's
   * @param epsilon of that problem, in cost units
   * @throws IllegalArgumentException if the problem's sides have different rules or its mass is
   *     given
   */
  public TransportResult self(
      SweepRunner<PointBlock> rows, PointBlock points, TransportProblem cross, double epsilon) {
    TransportProblem problem = Divergence.self(cross, cloud(rows, points), points.weights());
    try (DualOracle oracle = new DualOracle(rows, problem, skips(solver.tolerance()))) {
      return TransportSolver.solve(
          oracle,
          solver.withEpsilon(new Epsilon(epsilon, Epsilon.Unit.COST)),
          Optional.empty(),
          LoopObserver.none());
    }
  }

  /**
   * Returns what maps new rows by a plan that was found for others: {@code sum_j P_j(x) y_j / sum_j
   * P_j(x)} with {@code P_j(x) = b_j exp((g_j - c(x, y_j)) / epsilon)}. For the squared Euclidean
   * cost this is the entropic map (Pooladian and Niles-Weed, arXiv 2109.12004).
   *
   * @param rows the new rows
   */
  public DualOracle mapping(SweepRunner<PointBlock> rows, PointBlock columns) {
    return new DualOracle(rows, TransportProblem.balanced(cloud(rows, columns), columns.weights()));
  }

  private PointCloud cloud(SweepRunner<PointBlock> rows, PointBlock columns) {
    double[] centre = rows.run("row centre", Moments.sweep(), "").mean();
    return PointCloud.of(cost, columns, centre);
  }
}
