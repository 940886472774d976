package io.convoy.transport.sparse;

import io.convoy.geometry.DoubleTile;
import io.convoy.geometry.Exponents;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.Precision;
import java.util.Arrays;

/** Projects all columns of a block, one after the other. */
final class SparseColumns {

  private SparseColumns() {}

  /** Takes one column. */
  interface Visitor {

    /**
     * Looks at a projected column.
     *
     * @param row of the block
     * @param part what the scores leave out: the cost of an entry is {@code f + part - score}
     * @param scores {@code f_i - C_ij + part}
     */
    void visit(int row, double part, double[] scores, SparseColumn column);
  }

  static void visit(
      SparseProblem problem, int most, double[] f, PointBlock block, Visitor visitor) {
    double[] ones = new double[f.length];
    Arrays.fill(ones, 1);
    DoubleTile tile = Exponents.of(problem.rows(), f, ones, 1, Precision.DOUBLE).openDouble();
    SparseColumn column = new SparseColumn(f.length, problem.gamma(), most);
    double[] scores = new double[f.length];
    for (int row = 0; row < block.rows(); ) {
      int loaded = tile.load(block, row);
      for (int r = 0; r < loaded; r++, row++) {
        for (int i = 0; i < scores.length; i++) {
          scores[i] = (tile.entry(r, i) + tile.shift()) * Exponents.LN_2;
        }
        column.project(scores, block.weight(row));
        visitor.visit(row, tile.rowPart(r), scores, column);
      }
    }
  }
}
