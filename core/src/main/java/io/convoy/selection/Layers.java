package io.convoy.selection;

import io.convoy.transport.exact.ExactTransport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The fixed-size selection of TAROT (Feng, Nie, Liu and Alahi, arXiv 2412.00420, algorithm 1): the
 * nearest row of every target, then the second nearest of every target, and so on; where a layer
 * exceeds the budget, its rows are ranked by their potentials in the transport from all rows taken
 * to the targets.
 *
 * <p>A potential is what more mass at a row would cost. The authors' program keeps and repeats the
 * rows of the <em>largest</em> potentials, the worst matched; here the smallest come first, and
 * weigh most.
 */
public final class Layers {

  /** Pairs up to which potentials are computed; beyond, rows are ranked by their costs. */
  private static final int MOST_PAIRS = 1 << 20;

  private Layers() {}

  /**
   * Takes rows.
   *
   * @param candidates list {@code j groups + g} of target j and group g, by row of the shortlist
   * @param weighted whether rows weigh by their potentials, not alike
   */
  public static Selection select(
      Candidates candidates,
      Shortlist rows,
      Targets targets,
      double[] weights,
      Terms terms,
      boolean weighted) {
    Reach[] reach = Reach.of(candidates, terms.quotas().groups());
    Picker picker = terms.picker();
    int[] repeats = new int[rows.count()];
    double[] scores = new double[repeats.length];
    BitSet taken = new BitSet();
    boolean complete = true;
    boolean more = true;
    for (int layer = 0; more && !picker.isFull(); layer++) {
      List<Integer> next = new ArrayList<>();
      BitSet seen = (BitSet) taken.clone();
      more = false;
      for (Reach near : reach) {
        if (layer < near.rows().length) {
          more = true;
          if (!seen.get(near.rows()[layer])) {
            seen.set(near.rows()[layer]);
            next.add(near.rows()[layer]);
          }
        } else {
          complete &= near.all();
        }
      }
      next.sort(Comparator.naturalOrder());
      if (next.size() > terms.budget() - picker.taken()) {
        double[] order = potentials(rows, seen, targets, weights);
        next.sort(Comparator.comparingDouble(row -> order[row])); // stable
      }
      for (int row : next) {
        long size = terms.size(rows, row);
        if (size > 0 && picker.take(rows.group(row), size)) {
          repeats[row] = 1;
          scores[row] = -1.0 - layer;
        }
        taken.set(row);
      }
    }
    Selection alike =
        Selection.alike(
            repeats, scores, (complete || picker.isDone()) && (picker.isDone() || !more));
    return weighted ? weighted(alike, rows, targets, weights, terms) : alike;
  }

  /**
   * Returns potentials by row, those of the rows {@code some}; of too many pairs the least costs.
   */
  private static double[] potentials(
      Shortlist rows, BitSet some, Targets targets, double[] weights) {
    int[] at = some.stream().toArray();
    double[] order = new double[rows.count()];
    double[][] costs = new double[at.length][];
    for (int i = 0; i < at.length; i++) {
      costs[i] = rows.costs(at[i], targets);
      for (int j = 0; j < costs[i].length; j++) {
        costs[i][j] = Math.sqrt(costs[i][j]);
      }
      order[at[i]] = Arrays.stream(costs[i]).min().orElseThrow();
    }
    if ((long) at.length * weights.length <= MOST_PAIRS) {
      double[] f = rowPotentials(costs, weights);
      for (int i = 0; i < at.length; i++) {
        order[at[i]] = f[i];
      }
    }
    return order;
  }

  private static double[] rowPotentials(double[][] costs, double[] weights) {
    double all = Arrays.stream(weights).sum();
    double[] masses = new double[costs.length];
    Arrays.fill(masses, all / costs.length);
    return ExactTransport.solve(masses, weights, (i, j) -> costs[i][j]).rowPotentials();
  }

  /** Returns the selection with weights, and repeats by the largest remainders of these. */
  private static Selection weighted(
      Selection alike, Shortlist rows, Targets targets, double[] weights, Terms terms) {
    BitSet some = new BitSet();
    Arrays.stream(alike.rows()).forEach(some::set);
    double[] f = potentials(rows, some, targets, weights);
    double highest = some.stream().mapToDouble(i -> f[i]).max().orElse(0);
    double sum = some.stream().mapToDouble(i -> highest - f[i]).sum();
    double[] own = new double[f.length];
    some.stream().forEach(i -> own[i] = sum > 0 ? (highest - f[i]) / sum * some.cardinality() : 1);
    return new Selection(
        Remainders.of(own, alike.repeats(), terms.maxRepeat()),
        alike.scores(),
        own,
        alike.complete());
  }
}
