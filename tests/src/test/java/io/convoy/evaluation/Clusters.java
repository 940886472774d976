package io.convoy.evaluation;

import io.convoy.geometry.PointBlock;
import io.convoy.random.SeedStream;
import io.convoy.selection.Targets;
import java.util.Arrays;

/**
 * Some rounds of k-means. That of spark.ml runs a task per cluster and round, which for as many
 * clusters takes longer than everything else together.
 *
 * @param of every row its cluster
 * @param centers means of clusters, each of the size of its cluster
 */
record Clusters(int[] of, PointBlock centers) {

  private static final int COUNT = 800;
  private static final int ROUNDS = 10;

  /** The same in all draws, since some share their pool. */
  private static final SeedStream SEEDS = new SeedStream(14);

  /** Returns clusters of a pool, from a start at rows by chance. */
  static Clusters of(PointBlock pool) {
    int[] first = Arrays.copyOf(SelectionTask.shuffled(pool.rows(), SEEDS.at(0, 0)), COUNT);
    PointBlock features = SelectionTask.LEAD.features(pool);
    PointBlock centers = pool.pick(0, first);
    int[] of = new int[pool.rows()];
    for (int round = 0; round < ROUNDS; round++) {
      Targets near = Targets.of(centers, SelectionTask.LEAD, 0);
      for (int i = 0; i < of.length; i++) {
        of[i] = lowest(near.costs(features, i, 0));
      }
      centers = means(pool, of, centers);
    }
    return new Clusters(of, centers);
  }

  private static int lowest(double[] costs) {
    int lowest = 0;
    for (int c = 1; c < costs.length; c++) {
      lowest = costs[c] < costs[lowest] ? c : lowest;
    }
    return lowest;
  }

  /** Returns the means; a cluster without rows stays where it is, with a size of 0. */
  private static PointBlock means(PointBlock pool, int[] of, PointBlock before) {
    int d = pool.dimension();
    int lead = SelectionTask.LEAD.count();
    double[] means = new double[COUNT * d];
    for (int c : of) {
      means[c * d + 1]++;
    }
    for (int c = 0; c < COUNT; c++) {
      for (int k = lead; k < d; k++) {
        means[c * d + k] = means[c * d + 1] > 0 ? 0 : before.coordinate(c, k);
      }
    }
    for (int i = 0; i < of.length; i++) {
      for (int k = lead; k < d; k++) {
        means[of[i] * d + k] += pool.coordinate(i, k) / means[of[i] * d + 1];
      }
    }
    return PointBlock.of(0, d, means, before.weights());
  }
}
