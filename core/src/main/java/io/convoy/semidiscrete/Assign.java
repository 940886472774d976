package io.convoy.semidiscrete;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Visit;

/** Finds the site of every row of a block. */
record Assign(Shared<PointCloud> sites) implements Visit<PointBlock, double[], int[]> {

  @Override
  public int[] visit(double[] g, PointBlock block) {
    int[] assigned = new int[block.rows()];
    CellSweep.visitCells(sites.value(), g, block, (row, site, lowest) -> assigned[row] = site);
    return assigned;
  }
}
