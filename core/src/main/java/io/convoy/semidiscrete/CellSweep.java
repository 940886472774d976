package io.convoy.semidiscrete;

import io.convoy.geometry.DoubleTile;
import io.convoy.geometry.Exponents;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.geometry.Precision;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import java.util.Arrays;

/** Draws samples in every piece and finds the cell of each. */
record CellSweep<B>(Samples<B> samples, Shared<PointCloud> sites)
    implements Sweep<B, CellQuery, Cells> {

  @Override
  public Cells visit(CellQuery query, B piece) {
    PointBlock drawn =
        samples.draw(
            piece, query.seeds().at(query.round(), samples.index(piece)), query.perPiece());
    double[] mass = new double[query.g().length];
    double[] sums = new double[2];
    visitCells(
        sites.value(),
        query.g(),
        drawn,
        (row, site, lowest) -> {
          double w = drawn.weight(row);
          mass[site] += w;
          sums[0] += w * lowest;
          sums[1] += w * lowest * lowest;
        });
    return new Cells(drawn.rows(), mass, sums[0], sums[1]);
  }

  @Override
  public Cells merge(Cells left, Cells right) {
    return left.with(right);
  }

  /** Takes the cell of a point. */
  interface CellVisitor {
    void visit(int row, int site, double lowest);
  }

  /** Finds for every point the site with the least {@code c(x, y_j) - g_j}, the first of equals. */
  static void visitCells(PointCloud sites, double[] g, PointBlock points, CellVisitor visitor) {
    double[] ones = new double[g.length];
    Arrays.fill(ones, 1);
    DoubleTile tile = Exponents.of(sites, g, ones, 1, Precision.DOUBLE).openDouble();
    for (int row = 0; row < points.rows(); ) {
      int count = tile.load(points, row);
      for (int r = 0; r < count; r++, row++) {
        int site = 0;
        double highest = tile.entry(r, 0);
        for (int j = 1; j < g.length; j++) {
          double entry = tile.entry(r, j);
          if (entry > highest) {
            highest = entry;
            site = j;
          }
        }
        double lowest = tile.rowPart(r) - (highest + tile.shift()) * Exponents.LN_2;
        visitor.visit(row, site, lowest);
      }
    }
  }
}
