package io.convoy.selection;

import java.util.Arrays;
import java.util.List;

/**
 * A solved capacity-constrained transport: {@code min sum c_ij P_ij} where every target is covered,
 * {@code sum_i P_ij = b_j}, and a pool row serves at most its share, {@code sum_j P_ij <= 1 / B}.
 * Masses sum to 1.
 *
 * @param cost of the plan
 * @param rows pool rows that have mass, ascending
 * @param masses theirs
 * @param rowPrices {@code f_i <= 0} of these rows; minus their scarcity
 * @param prices {@code g_j} of the targets, the lowest that are optimal
 * @param served number of rows that each target gets mass of
 * @param certificate whether the plan is the cheapest among all rows, not only among candidates
 * @param lowerBound what no plan of all rows costs less than; equal to the cost under a certificate
 */
public record Coverage(
    double cost,
    long[] rows,
    double[] masses,
    double[] rowPrices,
    double[] prices,
    int[] served,
    boolean certificate,
    double lowerBound) {

  /**
   * Returns which rows to take, exactly {@code budget} if so many have mass: those of most mass, of
   * equal mass the first in the pool. Ascending.
   */
  public List<Long> selected(int budget) {
    Integer[] order = new Integer[rows.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(masses[b], masses[a])); // stable
    return Arrays.stream(order).limit(budget).map(i -> rows[i]).sorted().toList();
  }
}
