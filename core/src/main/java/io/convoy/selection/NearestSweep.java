package io.convoy.selection;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Finds, exactly, the rows of a pool that are nearest to each target by squared distance, in
 * double. Costs one product per pair and coordinate; a partial result holds {@code m k} candidates.
 */
public final class NearestSweep implements Sweep<PointBlock, NearestSweep.Query, Candidates> {

  private static final long serialVersionUID = 1L;

  /** Rows whose distances to a target are computed together. */
  private static final int TOGETHER = 64;

  /**
   * What is looked for.
   *
   * @param targets one row each
   * @param k rows per target
   * @param blockRows rows of every block of the pool but the last
   * @param labelCost added where labels differ, which are then the first coordinate; 0 if there are
   *     none
   */
  public record Query(Shared<PointBlock> targets, int k, int blockRows, double labelCost)
      implements Serializable {}

  @Override
  public Candidates visit(Query query, PointBlock block) {
    PointBlock targets = query.targets().value();
    int m = targets.rows();
    int d = targets.dimension();
    int k = query.k();
    double[] costs = new double[m * k];
    long[] rows = new long[m * k];
    int[] counts = new int[m];
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
      long first = (long) block.index() * query.blockRows() + from;
      for (int j = 0; j < m; j++) {
        targets.read(j, 0, d, target);
        measure(across, target, query.labelCost(), distances);
        for (int i = 0; i < count; i++) {
          if (counts[j] < k || distances[i] < costs[j * k + k - 1]) {
            counts[j] = insert(costs, rows, j * k, counts[j], k, distances[i], first + i);
          }
        }
      }
    }
    return new Candidates(k, counts, costs, rows);
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

  /** Inserts in order; rows come in theirs, so that of equal cost the earlier stays before. */
  private static int insert(
      double[] costs, long[] rows, int from, int count, int k, double cost, long row) {
    int at = from + Math.min(count, k - 1);
    while (at > from && costs[at - 1] > cost) {
      costs[at] = costs[at - 1];
      rows[at] = rows[at - 1];
      at--;
    }
    costs[at] = cost;
    rows[at] = row;
    return Math.min(k, count + 1);
  }

  @Override
  public Candidates merge(Candidates left, Candidates right) {
    return left.with(right);
  }

  /** Returns the cost of one pair, as the sweep has it. */
  public static double cost(
      PointBlock rows, int row, PointBlock targets, int target, double labelCost) {
    double sum = 0;
    for (int c = labelCost > 0 ? 1 : 0; c < rows.dimension(); c++) {
      double off = rows.coordinate(row, c) - targets.coordinate(target, c);
      sum += off * off;
    }
    boolean differs = labelCost > 0 && rows.coordinate(row, 0) != targets.coordinate(target, 0);
    return sum + (differs ? labelCost : 0);
  }
}
