package io.convoy.selection;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Sweep;
import io.convoy.iterate.Visit;

/**
 * Finds the rows of a pool with the lowest scores, group by group: one list a group, of equal
 * scores by their place in the pool. A partial result holds {@code groups k} rows, whatever the
 * pool.
 *
 * @param score gives the scores of a block's rows
 * @param points gives the block's coordinates
 * @param lead what stands before the features
 * @param groups their number, that of rows in none included
 * @param k rows per group
 * @param blockRows rows of every block of the pool but the last
 */
public record LowestSweep<B, S>(
    Visit<B, S, double[]> score,
    Visit<B, String, PointBlock> points,
    Lead lead,
    int groups,
    int k,
    int blockRows)
    implements Sweep<B, S, Candidates> {

  @Override
  public Candidates visit(S state, B block) {
    PointBlock rows = points.visit("", block);
    double[] scores = score.visit(state, block);
    NearestLists lists = new NearestLists(groups, k, new double[0]);
    long first = (long) rows.index() * blockRows;
    for (int i = 0; i < scores.length; i++) {
      lists.offer(groups == 1 ? 0 : lead.group(rows, i), scores[i], first + i);
    }
    return lists.candidates();
  }

  @Override
  public Candidates merge(Candidates left, Candidates right) {
    return left.with(right);
  }
}
