package io.convoy.transport.sparse;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import java.io.Serializable;

/** The semi-dual and the plan's row masses at row potentials, one cost evaluation per pair. */
record SparseSweep(Shared<SparseProblem> problem)
    implements Sweep<PointBlock, SparseSweep.At, SparseSums> {

  /**
   * Where to evaluate.
   *
   * @param f row potentials
   * @param most entries of a column, in place of the problem's bound
   */
  record At(double[] f, int most) implements Serializable {}

  @Override
  public SparseSums visit(At at, PointBlock block) {
    SparseProblem fixed = problem.value();
    double[] f = at.f();
    double[] rowMass = new double[f.length];
    double[] sums = new double[4];
    long[] counts = new long[2];
    SparseColumns.visit(
        fixed,
        at.most(),
        f,
        block,
        (row, part, scores, column) -> {
          double product = 0;
          double squares = 0;
          double cost = 0;
          for (int e = 0; e < column.count(); e++) {
            int i = column.row(e);
            double mass = column.mass(e);
            rowMass[i] += mass;
            product += mass * (scores[i] - part);
            squares += mass * mass;
            cost += mass * (f[i] + part - scores[i]);
          }
          sums[0] += product - fixed.gamma() / 2 * squares;
          sums[1] += cost;
          sums[2] += squares;
          sums[3] += block.weight(row) * (column.highest() - part);
          counts[0] += column.count();
          counts[1] = Math.max(counts[1], column.count());
        });
    return new SparseSums(sums[0], sums[1], sums[2], sums[3], counts[0], (int) counts[1], rowMass);
  }

  @Override
  public SparseSums merge(SparseSums left, SparseSums right) {
    return left.with(right);
  }
}
