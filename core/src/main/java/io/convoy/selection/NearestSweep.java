package io.convoy.selection;

import io.convoy.geometry.NearTile;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Finds, exactly, the rows of a pool that are nearest to each target. The tile kernels rule out
 * pairs in float, up to what rounding may do; those left are measured in double, so the answer does
 * not depend on the kernels. A partial result holds {@code m k} candidates.
 */
public final class NearestSweep implements Sweep<PointBlock, NearestSweep.Query, Candidates> {

  private static final long serialVersionUID = 1L;

  /** Rows whose distances to a target are computed together where the kernels cannot. */
  private static final int TOGETHER = 64;

  /**
   * What is looked for.
   *
   * @param targets what rows are near to
   * @param k rows per target
   * @param blockRows rows of every block of the pool but the last
   * @param blocks only the first so many blocks are looked at
   * @param cutoffs per target a cost that at least k rows do not exceed, to begin with; empty if
   *     none is known
   */
  public record Query(Shared<Targets> targets, int k, int blockRows, int blocks, double[] cutoffs)
      implements Serializable {

    /** Looks for the nearest in all blocks, with nothing known. */
    public static Query of(Shared<Targets> targets, int k, int blockRows) {
      return new Query(targets, k, blockRows, Integer.MAX_VALUE, new double[0]);
    }

    /** Looks in the first blocks only. */
    public Query in(int some) {
      return new Query(targets, k, blockRows, some, cutoffs);
    }

    /** Looks for nothing that costs more than the last of these, of targets that have all k. */
    public Query within(Candidates found) {
      double[] last = new double[found.targets()];
      Arrays.setAll(last, found::beyond);
      return new Query(targets, k, blockRows, blocks, last);
    }
  }

  @Override
  public Candidates visit(Query query, PointBlock block) {
    Targets targets = query.targets().value();
    Lists lists = new Lists(query, targets.count());
    if (block.index() >= query.blocks()) {
      return lists.candidates();
    }
    long first = (long) block.index() * query.blockRows();
    if (targets.cloud().isPresent()) {
      visit(targets, targets.cloud().get(), block, first, lists);
    } else {
      visit(targets, block, first, lists);
    }
    return lists.candidates();
  }

  private static void visit(
      Targets targets, PointCloud cloud, PointBlock block, long first, Lists lists) {
    NearTile tile = new NearTile(cloud);
    float[] least = new float[tile.padded()]; // what 2 <x, y> must exceed, less the row's part
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    for (int j = 0; j < targets.count(); j++) {
      least[cloud.place(j)] = (float) (cloud.columnPart(j) - lists.limit(j));
    }
    int[] near = new int[tile.step()];
    int count;
    for (int from = 0; from < block.rows(); from += count) {
      count = tile.load(block, from);
      for (int begin = 0; begin < least.length; begin += tile.step()) {
        int width = Math.min(tile.step(), least.length - begin);
        tile.compute(begin);
        for (int r = 0; r < count; r++) {
          int found =
              find(tile.tile(), tile.at(r), (float) tile.least(r), least, begin, width, near);
          for (int f = 0; f < found; f++) {
            int j = cloud.columnAt(near[f]);
            double cost = targets.cost(block, from + r, j);
            if (lists.offer(j, cost, first + from + r)) {
              least[near[f]] = (float) (cloud.columnPart(j) - lists.limit(j));
            }
          }
        }
      }
    }
  }

  /** Writes the places where a row may be near enough, and returns how many. */
  private static int find(
      float[] tile, int at, float row, float[] least, int from, int width, int[] to) {
    int found = 0;
    for (int p = 0; p < width; p++) {
      to[found] = from + p;
      found += tile[at + p] >= row + least[from + p] ? 1 : 0;
    }
    return found;
  }

  private static void visit(Targets targets, PointBlock block, long first, Lists lists) {
    int d = block.dimension();
    double[] row = new double[d];
    double[] target = new double[d];
    double[][] across = new double[d][TOGETHER]; // a coordinate of many rows side by side
    double[] distances = new double[TOGETHER];
    for (int from = 0; from < block.rows(); from += TOGETHER) {
      int count = Math.min(TOGETHER, block.rows() - from);
      for (int i = 0; i < count; i++) {
        block.read(from + i, 0, d, row);
        for (int c = 0; c < d; c++) {
          across[c][i] = row[c];
        }
      }
      for (int j = 0; j < targets.count(); j++) {
        targets.points().read(j, 0, d, target);
        measure(across, target, targets.labelCost(), distances);
        for (int i = 0; i < count; i++) {
          lists.offer(j, distances[i], first + from + i);
        }
      }
    }
  }

  private static void measure(
      double[][] across, double[] target, double labelCost, double[] distances) {
    Arrays.fill(distances, 0);
    for (int c = labelCost > 0 ? 1 : 0; c < target.length; c++) {
      add(across[c], target[c], distances);
    }
    for (int i = 0; labelCost > 0 && i < TOGETHER; i++) {
      distances[i] += across[0][i] == target[0] ? 0 : labelCost;
    }
  }

  private static void add(double[] values, double at, double[] distances) {
    for (int i = 0; i < TOGETHER; i++) {
      double off = values[i] - at;
      distances[i] += off * off;
    }
  }

  @Override
  public Candidates merge(Candidates left, Candidates right) {
    return left.with(right);
  }

  /** The nearest so far, per target. */
  private static final class Lists {

    private final int k;
    private final int[] counts;
    private final double[] costs;
    private final long[] rows;
    private final double[] cutoffs;

    Lists(Query query, int targets) {
      this.k = query.k();
      this.counts = new int[targets];
      this.costs = new double[targets * k];
      this.rows = new long[targets * k];
      this.cutoffs = query.cutoffs();
    }

    /** Returns what a row must not exceed to be among the nearest. */
    double limit(int j) {
      double known = cutoffs.length == 0 ? Double.POSITIVE_INFINITY : cutoffs[j];
      return counts[j] < k ? known : Math.min(known, costs[j * k + k - 1]);
    }

    /**
     * Takes a row if it is near enough, and returns whether it did. Rows must come in their order,
     * so that of equal cost the earlier stays before.
     */
    boolean offer(int j, double cost, long row) {
      boolean full = counts[j] == k;
      if (full ? !(cost < costs[j * k + k - 1]) : !(cost <= limit(j))) {
        return false;
      }
      int at = j * k + Math.min(counts[j], k - 1);
      while (at > j * k && costs[at - 1] > cost) {
        costs[at] = costs[at - 1];
        rows[at] = rows[at - 1];
        at--;
      }
      costs[at] = cost;
      rows[at] = row;
      counts[j] = full ? k : counts[j] + 1;
      return true;
    }

    Candidates candidates() {
      return new Candidates(k, counts, costs, rows);
    }
  }
}
