package io.convoy.transport.sparse;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Visit;
import java.io.Serializable;

/**
 * The columns of a plan that belong to one block.
 *
 * @param potentials g, one per column, in cost units
 * @param ends where the entries of each column end
 * @param rows the rows of the entries, column after column
 * @param masses the entries
 */
public record SparsePlan(double[] potentials, int[] ends, int[] rows, double[] masses)
    implements Serializable {

  /** The visit that returns them; its state is the row potentials. */
  record OfBlock(Shared<SparseProblem> problem) implements Visit<PointBlock, double[], SparsePlan> {

    @Override
    public SparsePlan visit(double[] f, PointBlock block) {
      double[] potentials = new double[block.rows()];
      int[] ends = new int[block.rows()];
      Entries entries = new Entries();
      SparseColumns.visit(
          problem.value(),
          problem.value().most(),
          f,
          block,
          (row, part, scores, column) -> {
            potentials[row] = part - column.threshold();
            for (int e = 0; e < column.count(); e++) {
              entries.add(column.row(e), column.mass(e));
            }
            ends[row] = entries.count;
          });
      return new SparsePlan(potentials, ends, entries.rows(), entries.masses());
    }
  }
}
