package io.convoy.transport;

import io.convoy.geometry.DoubleTile;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.geometry.Precision;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Visit;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What a solved plan says of each row of one block, in double.
 *
 * @param potentials f, one per row, in cost units
 * @param moved the mass that each row moves
 * @param largest number of plan entries listed per row; 0 where none were asked for
 * @param columns the columns of each row's largest entries, row after row, largest entry first
 * @param masses the entries at {@code columns}
 * @param images the barycentric projection {@code sum_j P_ij y_j / sum_j P_ij} of each row, row
 *     after row, in the coordinates of the columns; empty where not asked for
 */
public record PlanRows(
    double[] potentials,
    double[] moved,
    int largest,
    int[] columns,
    double[] masses,
    double[] images)
    implements Serializable {

  /** A column whose power is this far below the row's largest does not move its projection. */
  private static final double NEGLIGIBLE = 0x1p-70;

  /** What is asked of a plan. */
  public static final class Query implements Serializable {

    private static final long serialVersionUID = 1L;

    private final DualPoint point;
    private final int largest;
    private final boolean images;

    private Query(DualPoint point, int largest, boolean images) {
      this.point = point;
      this.largest = largest;
      this.images = images;
    }

    /** Asks for the row potentials of the plan with column potentials {@code g}. */
    public static Query potentials(double[] g, double epsilon) {
      return new Query(new DualPoint(g, epsilon, Precision.DOUBLE), 0, false);
    }

    /** Asks also for the {@code largest >= 1} entries of every row (all, if there are fewer). */
    public Query withLargest(int entries) {
      if (entries < 1) {
        throw new IllegalArgumentException("plan entries per row must be >= 1, got " + entries);
      }
      return new Query(point, entries, images);
    }

    /** Asks also for the barycentric projection of every row; the columns must be points. */
    public Query withImages() {
      return new Query(point, largest, true);
    }
  }

  /** Returns the visit that answers a query about the oracle's problem. */
  public static Visit<PointBlock, Query, PlanRows> visit(DualOracle oracle) {
    return new Answer(oracle.shared());
  }

  /** Returns the sum of the listed masses. */
  public double listedMass() {
    return Arrays.stream(masses).sum();
  }

  private record Answer(Shared<ProblemOnSite> problem)
      implements Visit<PointBlock, Query, PlanRows> {

    @Override
    public PlanRows visit(Query query, PointBlock block) {
      TransportProblem fixed = problem.value().problem();
      double epsilon = query.point.epsilon();
      DoubleTile tile = problem.value().exponents(query.point).openDouble();
      int rows = block.rows();
      int largest = Math.min(query.largest, fixed.columns());
      PointBlock points = query.images ? pointsOf(fixed) : null;
      int d = query.images ? points.dimension() : 0;
      PlanRows result =
          new PlanRows(
              new double[rows],
              new double[rows],
              largest,
              new int[rows * largest],
              new double[rows * largest],
              new double[rows * d]);
      for (int row = 0; row < rows; ) {
        int count = tile.load(block, row);
        for (int r = 0; r < count; r++, row++) {
          double sum = tile.exponentiate(r);
          double s = SoftMin.of(tile, r, sum, epsilon);
          result.potentials[row] = fixed.rowRule().rowPotential(s, epsilon);
          result.moved[row] =
              block.weight(row) * Math.exp(fixed.rowRule().rowLogFraction(s, epsilon));
          double perPower = result.moved[row] / sum;
          if (largest > 0) {
            result.listLargest(tile, r, row, fixed.columns(), perPower);
          }
          if (d > 0) {
            result.project(tile, r, row, points, sum);
          }
        }
      }
      return result;
    }

    private static PointBlock pointsOf(TransportProblem problem) {
      if (problem.geometry() instanceof PointCloud cloud) {
        return cloud.points();
      }
      throw new IllegalArgumentException(
          "a barycentric projection needs columns that are points, got a table of costs");
    }
  }

  /**
   * Keeps the largest entries in order by insertion; of equal ones the lower column stands first.
   */
  private void listLargest(DoubleTile tile, int r, int row, int all, double perPower) {
    int from = row * largest;
    int held = 0;
    for (int j = 0; j < all; j++) {
      double power = tile.entry(r, j);
      if (held == largest && !(power > masses[from + held - 1])) {
        continue;
      }
      int at = held < largest ? held++ : held - 1;
      while (at > 0 && power > masses[from + at - 1]) {
        masses[from + at] = masses[from + at - 1];
        columns[from + at] = columns[from + at - 1];
        at--;
      }
      masses[from + at] = power;
      columns[from + at] = j;
    }
    for (int k = 0; k < largest; k++) {
      masses[from + k] *= perPower;
    }
  }

  private void project(DoubleTile tile, int r, int row, PointBlock points, double sum) {
    int d = points.dimension();
    for (int j = 0; j < points.rows(); j++) {
      double power = tile.entry(r, j);
      if (power > NEGLIGIBLE) {
        for (int k = 0; k < d; k++) {
          images[row * d + k] += power * points.coordinate(j, k);
        }
      }
    }
    for (int k = 0; k < d; k++) {
      images[row * d + k] /= sum;
    }
  }
}
