package io.convoy.transport;

import io.convoy.geometry.DoubleTile;
import io.convoy.geometry.Exponents;
import io.convoy.geometry.Geometry;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.Precision;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;

/**
 * The logarithms of the masses of a few columns, however small: {@code log c_j = log b_j + (g_j -
 * s_j) / epsilon}, with s_j the softmin of {@code C_ij - f_i} over the rows. So each block is swept
 * a second time with rows and columns turned round, once its row potentials are known.
 *
 * @param problem the problem
 * @param columns which columns, ascending
 */
record FaintColumnsSweep(Shared<ProblemOnSite> problem, int[] columns)
    implements Sweep<PointBlock, DualPoint, double[]> {

  @Override
  public double[] visit(DualPoint point, PointBlock block) {
    TransportProblem fixed = problem.value().problem();
    double epsilon = point.epsilon();
    Geometry.Turned turned = fixed.geometry().turned(block, columns);
    DoubleTile tile =
        Exponents.of(
                turned.geometry(),
                rowPotentials(fixed.rowRule(), point, block),
                block.weights(),
                epsilon,
                Precision.DOUBLE)
            .openDouble();
    double[] logs = new double[columns.length];
    for (int place = 0, count; place < columns.length; place += count) {
      count = tile.load(turned.rows(), place);
      for (int r = 0; r < count; r++) {
        int k = tile.row(r);
        double s = SoftMin.of(tile, r, tile.exponentiate(r), epsilon);
        logs[k] =
            Math.log(fixed.columnWeights()[columns[k]]) + (point.g()[columns[k]] - s) / epsilon;
      }
    }
    return logs;
  }

  private double[] rowPotentials(RowRule rule, DualPoint point, PointBlock block) {
    double epsilon = point.epsilon();
    DoubleTile tile = problem.value().exponents(point).openDouble(point.skips());
    double[] potentials = new double[block.rows()];
    for (int place = 0, count; place < block.rows(); place += count) {
      count = tile.load(block, place);
      for (int r = 0; r < count; r++) {
        double s = SoftMin.of(tile, r, tile.exponentiate(r), epsilon);
        potentials[tile.row(r)] = s + epsilon * rule.rowLogFraction(s, epsilon);
      }
    }
    return potentials;
  }

  @Override
  public double[] merge(double[] left, double[] right) {
    for (int k = 0; k < left.length; k++) {
      double higher = Math.max(left[k], right[k]);
      double gap = higher - Math.min(left[k], right[k]);
      left[k] = higher + Math.log1p(Math.exp(-gap));
    }
    return left;
  }
}
