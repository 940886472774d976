package io.convoy.transport;

import io.convoy.geometry.DoubleTile;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import java.util.ArrayList;

/** The rows' part of the dual at several points in one visit of every block, in double. */
record DualValuesSweep(Shared<ProblemOnSite> problem)
    implements Sweep<PointBlock, ArrayList<DualPoint>, double[]> {

  @Override
  public double[] visit(ArrayList<DualPoint> points, PointBlock block) {
    RowRule rule = problem.value().problem().rowRule();
    double[] values = new double[points.size()];
    for (int p = 0; p < values.length; p++) {
      DualPoint point = points.get(p);
      DoubleTile tile = problem.value().exponents(point).openDouble(point.skips());
      for (int place = 0, count; place < block.rows(); place += count) {
        count = tile.load(block, place);
        for (int r = 0; r < count; r++) {
          double s = SoftMin.of(tile, r, tile.exponentiate(r), point.epsilon());
          values[p] += block.weight(tile.row(r)) * rule.rowValue(s, point.epsilon());
        }
      }
    }
    return values;
  }

  @Override
  public double[] merge(double[] left, double[] right) {
    for (int p = 0; p < left.length; p++) {
      left[p] += right[p];
    }
    return left;
  }
}
