package io.convoy.transport;

import io.convoy.geometry.DoubleTile;
import io.convoy.geometry.FewCosts;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The logarithms of the masses of a few columns, however small: per column the largest term {@code
 * log P_ij} and the sum of the others relative to it. Their costs are computed one by one; rows'
 * sums may leave out what is negligible.
 *
 * @param problem the problem
 * @param columns which columns, ascending
 */
record FaintColumnsSweep(Shared<ProblemOnSite> problem, int[] columns)
    implements Sweep<PointBlock, DualPoint, FaintColumnsSweep.Part> {

  /** A pair of infinite cost counts as this, so that its column has a logarithm. */
  private static final double LEAST = -1e30;

  @Override
  public Part visit(DualPoint point, PointBlock block) {
    TransportProblem fixed = problem.value().problem();
    RowRule rule = fixed.rowRule();
    double epsilon = point.epsilon();
    DoubleTile tile = problem.value().exponents(point).openDouble(point.skips());
    FewCosts few = fixed.geometry().costs(columns);
    double[] costs = new double[columns.length];
    Part part = new Part(columns.length);
    for (int place = 0, count; place < block.rows(); place += count) {
      count = tile.load(block, place);
      for (int r = 0; r < count; r++) {
        int row = tile.row(r);
        double s = SoftMin.of(tile, r, tile.exponentiate(r), epsilon);
        double logMoved = Math.log(block.weight(row)) + rule.rowLogFraction(s, epsilon);
        few.write(block, row, costs);
        for (int k = 0; k < columns.length; k++) {
          double g = point.g()[columns[k]];
          double log = logMoved + (s + g - costs[k]) / epsilon;
          part.add(k, Math.max(log, LEAST) + Math.log(fixed.columnWeights()[columns[k]]));
        }
      }
    }
    return part;
  }

  @Override
  public Part merge(Part left, Part right) {
    for (int k = 0; k < columns.length; k++) {
      left.merge(k, right);
    }
    return left;
  }

  /** Per column, the largest logarithm and the sum of all terms divided by the largest. */
  static final class Part implements Serializable {

    private static final long serialVersionUID = 1L;

    private final double[] max;
    private final double[] sum;

    Part(int columns) {
      max = new double[columns];
      sum = new double[columns];
      Arrays.fill(max, Double.NEGATIVE_INFINITY);
    }

    void add(int k, double log) {
      join(k, log, 1);
    }

    void merge(int k, Part right) {
      join(k, right.max[k], right.sum[k]);
    }

    private void join(int k, double otherMax, double otherSum) {
      if (otherMax == Double.NEGATIVE_INFINITY) {
        return;
      }
      if (otherMax > max[k]) {
        sum[k] = otherSum + sum[k] * Math.exp(max[k] - otherMax);
        max[k] = otherMax;
      } else {
        sum[k] += otherSum * Math.exp(otherMax - max[k]);
      }
    }

    double[] logMasses() {
      double[] logs = new double[max.length];
      for (int k = 0; k < logs.length; k++) {
        logs[k] = max[k] + Math.log(sum[k]);
      }
      return logs;
    }
  }
}
