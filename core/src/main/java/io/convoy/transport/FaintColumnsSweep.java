package io.convoy.transport;

import io.convoy.geometry.DoubleTile;
import io.convoy.geometry.Exponents;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The logarithms of the masses of a few columns, however small: per column the largest term {@code
 * log P_ij} and the sum of the others relative to it.
 *
 * @param problem the problem
 * @param columns which columns, ascending
 */
record FaintColumnsSweep(Shared<ProblemOnSite> problem, int[] columns)
    implements Sweep<PointBlock, DualPoint, FaintColumnsSweep.Part> {

  @Override
  public Part visit(DualPoint point, PointBlock block) {
    TransportProblem fixed = problem.value().problem();
    RowRule rule = fixed.rowRule();
    double epsilon = point.epsilon();
    DoubleTile tile = problem.value().exponents(point).openDouble();
    Part part = new Part(columns.length);
    double[] exponents = new double[columns.length];
    for (int row = 0; row < block.rows(); ) {
      int count = tile.load(block, row);
      for (int r = 0; r < count; r++, row++) {
        for (int k = 0; k < columns.length; k++) {
          exponents[k] = (tile.entry(r, columns[k]) + tile.shift()) * Exponents.LN_2;
        }
        double logSum = tile.peak(r) * Exponents.LN_2 + Math.log(tile.exponentiate(r));
        double s = tile.rowPart(r) - epsilon * logSum;
        double logMoved = Math.log(block.weight(row)) + rule.rowLogFraction(s, epsilon);
        for (int k = 0; k < columns.length; k++) {
          part.add(k, logMoved + exponents[k] - logSum);
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
