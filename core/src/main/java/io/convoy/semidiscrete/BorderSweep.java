package io.convoy.semidiscrete;

import io.convoy.geometry.DoubleTile;
import io.convoy.geometry.Exponents;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.geometry.Precision;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Draws samples in every piece and finds the two best sites of each.
 *
 * @param width the slack, in cost units, up to which a sample counts as at a border
 */
record BorderSweep<B>(Samples<B> samples, Shared<PointCloud> sites, double width)
    implements Sweep<B, CellQuery, Borders> {

  @Override
  public Borders visit(CellQuery query, B piece) {
    PointBlock drawn =
        samples.draw(
            piece, query.seeds().at(query.round(), samples.index(piece)), query.perPiece());
    int m = query.g().length;
    double[] ones = new double[m];
    Arrays.fill(ones, 1);
    DoubleTile tile =
        Exponents.of(sites.value(), query.g(), ones, 1, Precision.DOUBLE).openDouble();
    double[] mass = new double[m];
    double slack = 0;
    TreeMap<Long, Double> shares = new TreeMap<>();
    for (int row = 0; row < drawn.rows(); ) {
      int count = tile.load(drawn, row);
      for (int r = 0; r < count; r++, row++) {
        int best = 0;
        int second = -1;
        double highest = tile.entry(r, 0);
        double next = Double.NEGATIVE_INFINITY;
        for (int j = 1; j < m; j++) {
          double entry = tile.entry(r, j);
          if (entry > highest) {
            second = best;
            next = highest;
            best = j;
            highest = entry;
          } else if (entry > next) {
            second = j;
            next = entry;
          }
        }
        double w = drawn.weight(row);
        mass[best] += w;
        double behind = (highest - next) * Exponents.LN_2;
        slack += w * behind;
        if (behind < width) {
          shares.merge((long) Math.min(best, second) * m + Math.max(best, second), w, Double::sum);
        }
      }
    }
    return Borders.of(mass, slack, shares);
  }

  @Override
  public Borders merge(Borders left, Borders right) {
    return left.with(right);
  }
}
