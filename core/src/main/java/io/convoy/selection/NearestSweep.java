package io.convoy.selection;

import io.convoy.geometry.NearTile;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Finds, exactly, the rows of a pool that are nearest to each target, of every group. The tile
 * kernels rule out pairs in float, up to what rounding may do; those left are measured in double,
 * so the answer does not depend on the kernels. Where labels cost something, pairs are ruled out by
 * their features alone, which cost no more.
 *
 * <p>List {@code j groups + g} of the result is of target j and group g. A partial result holds
 * {@code m groups k} candidates.
 */
public final class NearestSweep implements Sweep<PointBlock, NearestSweep.Query, Candidates> {

  private static final long serialVersionUID = 1L;

  /**
   * What is looked for.
   *
   * @param targets what rows are near to
   * @param lead what stands before the features of the pool
   * @param groups of rows, that of rows in none included; a list for each
   * @param k rows per list
   * @param blockRows rows of every block of the pool but the last
   * @param blocks only the first so many blocks are looked at
   * @param cutoffs per list a cost that at least k rows do not exceed, to begin with; empty if none
   *     is known
   */
  public record Query(
      Shared<Targets> targets,
      Lead lead,
      int groups,
      int k,
      int blockRows,
      int blocks,
      double[] cutoffs)
      implements Serializable {

    /** Looks for the nearest in all blocks, with nothing known. */
    public static Query of(Shared<Targets> targets, Lead lead, int groups, int k, int blockRows) {
      return new Query(targets, lead, groups, k, blockRows, Integer.MAX_VALUE, new double[0]);
    }

    /** Looks in the first blocks only. */
    public Query in(int some) {
      return new Query(targets, lead, groups, k, blockRows, some, cutoffs);
    }

    /** Looks for nothing that costs more than the last of these, in lists that are full. */
    public Query within(Candidates found) {
      double[] last = new double[found.lists()];
      Arrays.setAll(last, found::beyond);
      return new Query(targets, lead, groups, k, blockRows, blocks, last);
    }
  }

  @Override
  public Candidates visit(Query query, PointBlock block) {
    Targets targets = query.targets().value();
    int groups = query.groups();
    NearestLists lists = new NearestLists(targets.count() * groups, query.k(), query.cutoffs());
    if (block.index() >= query.blocks()) {
      return lists.candidates();
    }
    PointCloud cloud = targets.cloud();
    PointBlock features = query.lead().features(block);
    long first = (long) block.index() * query.blockRows();
    NearTile tile = new NearTile(cloud);
    // by group and place, minus the cost that counts as near
    float[][] limits = new float[groups][tile.padded()];
    for (int g = 0; g < groups; g++) {
      Arrays.fill(limits[g], Float.POSITIVE_INFINITY);
      for (int j = 0; j < targets.count(); j++) {
        limits[g][cloud.place(j)] = (float) -lists.limit(j * groups + g);
      }
    }
    int[] near = new int[tile.step()];
    int count;
    for (int from = 0; from < features.rows(); from += count) {
      count = tile.load(features, from);
      for (int begin = 0; begin < tile.padded(); begin += tile.step()) {
        int width = Math.min(tile.step(), tile.padded() - begin);
        tile.compute(begin);
        for (int r = 0; r < count; r++) {
          int row = from + r;
          int g = groups == 1 ? 0 : query.lead().group(block, row);
          int found = tile.near(r, limits[g], begin, width, near);
          if (found == 0) {
            continue;
          }
          double label = query.lead().label(block, row);
          for (int f = 0; f < found; f++) {
            int j = cloud.columnAt(near[f]);
            double cost = targets.cost(features, row, label, j);
            if (lists.offer(j * groups + g, cost, first + row)) {
              limits[g][near[f]] = (float) -lists.limit(j * groups + g);
            }
          }
        }
      }
    }
    return lists.candidates();
  }

  @Override
  public Candidates merge(Candidates left, Candidates right) {
    return left.with(right);
  }
}
