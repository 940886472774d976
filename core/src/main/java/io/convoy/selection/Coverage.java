package io.convoy.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A solved capacity-constrained transport: {@code min sum c_ij P_ij} where every target is covered,
 * {@code sum_i P_ij = b_j}, a row serves at most its share, {@code sum_j P_ij <= kappa_i}, and
 * groups serve what quotas ask. Masses sum to 1.
 *
 * @param cost of the plan
 * @param masses of the shortlisted rows, many of them 0
 * @param rowPrices {@code f_i <= 0} of these rows; minus their scarcity
 * @param groupPrices what a unit of mass is dearer ({@code < 0}) or must be cheaper ({@code > 0})
 *     for coming from a group, since its quota binds
 * @param prices {@code g_j} of the targets, the lowest that are optimal
 * @param served number of rows that each target gets mass of
 * @param certificate whether the plan is the cheapest among all rows, not only among candidates
 * @param lowerBound what no plan of all rows costs less than; equal to the cost under a certificate
 */
public record Coverage(
    double cost,
    double[] masses,
    double[] rowPrices,
    double[] groupPrices,
    double[] prices,
    int[] served,
    boolean certificate,
    double lowerBound) {

  /** A mass this close below a whole number of shares is one. */
  private static final double ROUNDING = 1e-9;

  /**
   * Returns how often to take each row: whole shares first, then those of the largest remainders,
   * of equal ones the first in the pool; and if quotas left something of the budget, the rows that
   * cost the least beside them.
   */
  public int[] repeats(Candidates candidates, Shortlist rows, Terms terms) {
    Picker picker = terms.picker();
    int[] repeats = new int[masses.length];
    List<Rest> rests = new ArrayList<>();
    for (int i = 0; i < masses.length; i++) {
      long size = terms.size(rows, i);
      double shares = size == 0 ? 0 : masses[i] * terms.budget() / size;
      int whole = (int) Math.floor(shares + ROUNDING);
      for (int r = 0; r < whole && picker.take(rows.group(i), size); r++) {
        repeats[i]++;
      }
      if (shares - whole > ROUNDING) {
        rests.add(new Rest(i, -(shares - whole)));
      }
    }
    take(rests, repeats, rows, terms, picker);
    if (!picker.isFull()) {
      take(spare(candidates), repeats, rows, terms, picker);
    }
    return repeats;
  }

  /**
   * Returns the rows to take: their scores are the shares of them that the plan uses, and so are
   * their weights, scaled.
   */
  public Selection selection(Candidates candidates, Shortlist rows, Terms terms) {
    int[] repeats = repeats(candidates, rows, terms);
    double[] shares = new double[repeats.length];
    double taken = 0;
    long count = 0;
    for (int i = 0; i < shares.length; i++) {
      long size = terms.size(rows, i);
      shares[i] = size == 0 ? 0 : masses[i] * terms.budget() / size;
      if (repeats[i] > 0) {
        taken += shares[i];
        count++;
      }
    }
    double[] trained = new double[shares.length];
    for (int i = 0; i < trained.length; i++) {
      trained[i] = repeats[i] > 0 && taken > 0 ? shares[i] / taken * count : 0;
    }
    return new Selection(repeats, shares, trained, true);
  }

  private record Rest(int row, double order) {}

  private void take(List<Rest> rests, int[] repeats, Shortlist rows, Terms terms, Picker picker) {
    rests.sort(Comparator.comparingDouble(Rest::order)); // stable: then by place
    for (Rest rest : rests) {
      int i = rest.row();
      long size = terms.size(rows, i);
      if (size > 0 && repeats[i] < terms.maxRepeat() && picker.take(rows.group(i), size)) {
        repeats[i]++;
      }
    }
  }

  private List<Rest> spare(Candidates candidates) {
    double[] least = new double[masses.length];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (int list = 0; list < candidates.lists(); list++) {
      for (int place = 0; place < candidates.count(list); place++) {
        int row = (int) candidates.row(list, place);
        least[row] = Math.min(least[row], candidates.cost(list, place));
      }
    }
    List<Rest> spare = new ArrayList<>();
    for (int i = 0; i < least.length; i++) {
      spare.add(new Rest(i, least[i]));
    }
    return spare;
  }
}
