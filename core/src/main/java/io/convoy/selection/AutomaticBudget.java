package io.convoy.selection;

import io.convoy.random.SeedStream;
import io.convoy.transport.exact.ExactTransport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * How many rows to take where nobody says: TAROT's ratio by folds (Feng, Nie, Liu and Alahi, arXiv
 * 2412.00420, algorithm 2). For each of ten parts of the targets the k nearest rows of its targets
 * are held against the targets of the other parts, by exact transport; the k of the least distance
 * is best there. The median over the parts is used for all.
 *
 * <p>The paper stops at the first k that does not improve, which is up to chance. Here k grows by a
 * quarter at a time and goes on for {@value #PATIENCE} steps without improvement.
 *
 * @param near k: the selection is as large as the union of the k nearest rows of all targets
 * @param rows the size of that union
 * @param reached whether the best k of some part is the last that the candidates allow
 */
public record AutomaticBudget(int near, int rows, boolean reached) {

  private static final int FOLDS = 10;
  private static final int PATIENCE = 3;

  /** Targets beyond so many are not needed to find a ratio. */
  private static final int MOST_TARGETS = 200;

  /**
   * Finds a budget.
   *
   * @param candidates list {@code j groups + g} of target j and group g, by row of the shortlist
   */
  public static AutomaticBudget of(
      Candidates candidates, int groups, Shortlist rows, Targets targets, long seed) {
    Reach[] reach = Reach.of(candidates, groups);
    int m = reach.length;
    if (m < 2) {
      return union(reach, 1, false);
    }
    int[] order = shuffled(m, seed);
    int[] some = Arrays.copyOf(order, Math.min(m, MOST_TARGETS));
    int folds = Math.min(FOLDS, some.length);
    int most = Arrays.stream(reach).mapToInt(near -> near.rows().length).min().orElse(0);
    boolean all = Arrays.stream(reach).allMatch(Reach::all);
    List<Integer> best = new ArrayList<>();
    boolean reached = false;
    for (int fold = 0; fold < folds; fold++) {
      int bestNear = 1;
      double least = Double.POSITIVE_INFINITY;
      int waited = 0;
      int k = 1;
      while (k <= most && waited < PATIENCE) {
        double distance = distance(reach, rows, targets, some, fold, folds, k);
        if (distance < least) {
          least = distance;
          bestNear = k;
          waited = 0;
        } else {
          waited++;
        }
        k = Math.max(k + 1, k * 5 / 4);
      }
      reached |= waited < PATIENCE && !all;
      best.add(bestNear);
    }
    best.sort(null);
    return union(reach, best.get((folds - 1) / 2), reached);
  }

  private static AutomaticBudget union(Reach[] reach, int near, boolean reached) {
    BitSet union = new BitSet();
    for (Reach own : reach) {
      for (int place = 0; place < Math.min(near, own.rows().length); place++) {
        union.set(own.rows()[place]);
      }
    }
    return new AutomaticBudget(near, union.cardinality(), reached);
  }

  private static double distance(
      Reach[] reach, Shortlist rows, Targets targets, int[] order, int fold, int folds, int k) {
    BitSet near = new BitSet();
    List<Integer> others = new ArrayList<>();
    for (int at = 0; at < order.length; at++) {
      if (at % folds == fold) {
        for (int place = 0; place < k; place++) {
          near.set(reach[order[at]].rows()[place]);
        }
      } else {
        others.add(order[at]);
      }
    }
    int[] taken = near.stream().toArray();
    double[][] costs = new double[taken.length][];
    for (int i = 0; i < taken.length; i++) {
      costs[i] = rows.costs(taken[i], targets);
    }
    double[] a = new double[taken.length];
    double[] b = new double[others.size()];
    Arrays.fill(a, 1.0 / a.length);
    Arrays.fill(b, 1.0 / b.length);
    return ExactTransport.solve(a, b, (i, j) -> Math.sqrt(costs[i][others.get(j)])).value();
  }

  private static int[] shuffled(int m, long seed) {
    SeedStream seeds = new SeedStream(seed);
    double[] draws = new double[m];
    Integer[] order = new Integer[m];
    for (int j = 0; j < m; j++) {
      order[j] = j;
      draws[j] = seeds.at(1, j).nextDouble();
    }
    Arrays.sort(order, (a, b) -> Double.compare(draws[a], draws[b]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }
}
