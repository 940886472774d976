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
 * What a solved plan says of each row of one block, in double. An oracle that skips leaves out here
 * too what is proved to be negligible: of such entries the listed mass is 0.
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
    return new Answer(oracle.shared(), oracle.skips());
  }

  /** Returns the sum of the listed masses. */
  public double listedMass() {
    return Arrays.stream(masses).sum();
  }

  private record Answer(Shared<ProblemOnSite> problem, boolean skips)
      implements Visit<PointBlock, Query, PlanRows> {

    @Override
    public PlanRows visit(Query query, PointBlock block) {
      TransportProblem fixed = problem.value().problem();
      double epsilon = query.point.epsilon();
      DoubleTile tile = problem.value().exponents(query.point).openDouble(skips);
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
      for (int place = 0, count; place < rows; place += count) {
        count = tile.load(block, place);
        for (int r = 0; r < count; r++) {
          int row = tile.row(r);
          double sum = tile.exponentiate(r);
          double s = SoftMin.of(tile, r, sum, epsilon);
          result.potentials[row] = fixed.rowRule().rowPotential(s, epsilon);
          result.moved[row] =
              block.weight(row) * Math.exp(fixed.rowRule().rowLogFraction(s, epsilon));
          double perPower = result.moved[row] / sum;
          if (largest > 0) {
            result.listLargest(tile, r, row, perPower);
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
   * Where fewer were computed than are asked for, entries of mass 0 follow, of the lowest columns
   * that are not listed.
   */
  private void listLargest(DoubleTile tile, int r, int row, double perPower) {
    int from = row * largest;
    int held = 0;
    for (int e = 0; e < tile.entries(); e++) {
      double power = tile.listedEntry(r, e);
      if (held == largest && !(power >= masses[from + held - 1])) {
        continue;
      }
      int column = tile.listedColumn(e);
      if (column < 0 || (held == largest && !isBefore(power, column, from + held - 1))) {
        continue;
      }
      int at = held < largest ? held++ : held - 1;
      while (at > 0 && isBefore(power, column, from + at - 1)) {
        masses[from + at] = masses[from + at - 1];
        columns[from + at] = columns[from + at - 1];
        at--;
      }
      masses[from + at] = power;
      columns[from + at] = column;
    }
    fill(from, held);
    for (int k = 0; k < largest; k++) {
      masses[from + k] *= perPower;
    }
  }

  /** Returns whether an entry belongs before the one listed at {@code at}. */
  private boolean isBefore(double power, int column, int at) {
    return power > masses[at] || (power == masses[at] && column < columns[at]);
  }

  private void fill(int from, int held) {
    if (held < largest) {
      int[] known = Arrays.copyOfRange(columns, from, from + held);
      Arrays.sort(known);
      for (int column = 0, k = held; k < largest; column++) {
        if (Arrays.binarySearch(known, column) < 0) {
          columns[from + k++] = column;
        }
      }
    }
  }

  private void project(DoubleTile tile, int r, int row, PointBlock points, double sum) {
    int d = points.dimension();
    for (int e = 0; e < tile.entries(); e++) {
      double power = tile.listedEntry(r, e);
      int column = power > NEGLIGIBLE ? tile.listedColumn(e) : -1;
      if (column >= 0) {
        for (int k = 0; k < d; k++) {
          images[row * d + k] += power * points.coordinate(column, k);
        }
      }
    }
    for (int k = 0; k < d; k++) {
      images[row * d + k] /= sum;
    }
  }
}
