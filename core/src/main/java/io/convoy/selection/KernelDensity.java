package io.convoy.selection;

import java.util.Arrays;

/**
 * Near rows by chance, those in crowded places less often: TSDS (Liu, Karbasi and Rekatsinas,
 * NeurIPS 2024, KNN-KDE). Every target spreads its mass over its nearest rows in inverse proportion
 * to the density there; how many are near is where spreading further would cost more than it adds
 * to diversity. Rows are drawn without replacement by exponential clocks.
 *
 * <p>Distances are in units of their mean over nearest rows, since the constants of the paper are
 * for embeddings of unit length.
 */
public final class KernelDensity {

  /** Weight of the cost against diversity, and the scale of the cost: the authors' defaults. */
  private static final double ALPHA = 0.5;

  private static final double SCALE = 5;

  /** Width of the kernel. */
  private static final double SIGMA = 0.75;

  /** Rows beyond so many do not count for the density at a target. */
  private static final int MOST = 1000;

  private KernelDensity() {}

  /**
   * Takes rows.
   *
   * @param candidates list {@code j groups + g} of target j and group g, by row of the shortlist
   * @param draws a number in (0, 1) for every row
   */
  public static Selection select(
      Candidates candidates, Shortlist rows, double[] weights, Terms terms, double[] draws) {
    Reach[] reach = Reach.of(candidates, terms.quotas().groups());
    double unit = unit(reach);
    double[][] densities = new double[reach.length][];
    for (int j = 0; j < reach.length; j++) {
      densities[j] = densities(reach[j], rows, SIGMA * unit);
    }
    int least = Arrays.stream(reach).mapToInt(r -> r.rows().length).min().orElse(0);
    int near = Math.min(least, Math.max(1, near(reach, densities, unit, least)));
    double[] mass = spread(reach, densities, weights, near, rows.count());
    while (near < least && !enough(mass, rows, terms)) {
      near = Math.min(least, 2 * near); // at least as many rows as the budget has room for
      mass = spread(reach, densities, weights, near, rows.count());
    }
    double[] scores = new double[mass.length];
    Integer[] order = new Integer[mass.length];
    for (int i = 0; i < mass.length; i++) {
      order[i] = i;
      // a row with mass p rings first with a probability in proportion to p
      scores[i] = mass[i] > 0 ? Math.log(draws[i]) / mass[i] : Double.NEGATIVE_INFINITY;
    }
    Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a])); // stable
    Picker picker = terms.picker();
    int[] repeats = new int[mass.length];
    for (int i : order) {
      long size = terms.size(rows, i);
      if (mass[i] > 0 && size > 0 && picker.take(rows.group(i), size)) {
        repeats[i] = 1;
      }
    }
    boolean all = Arrays.stream(reach).allMatch(Reach::all);
    return Selection.alike(repeats, scores, picker.isDone() || all);
  }

  private static double unit(Reach[] reach) {
    double sum = 0;
    long count = 0;
    for (Reach near : reach) {
      for (double cost : near.costs()) {
        sum += Math.sqrt(cost);
        count++;
      }
    }
    return sum > 0 ? sum / count : 1;
  }

  private static double[] densities(Reach reach, Shortlist rows, double sigma) {
    int count = Math.min(MOST, reach.rows().length);
    double[] densities = new double[reach.rows().length];
    Arrays.fill(densities, 1);
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < a; b++) {
        double d2 = rows.squaredDistance(reach.rows()[a], reach.rows()[b]);
        double near = Math.max(0, 1 - d2 / (sigma * sigma));
        densities[a] += near;
        densities[b] += near;
      }
    }
    return densities;
  }

  /** Returns how many rows are near, by the paper's rule for when to stop. */
  private static int near(Reach[] reach, double[][] densities, double unit, int least) {
    double[] spread = new double[reach.length];
    double[] cost = new double[reach.length];
    for (int k = 0; k + 1 < least; k++) {
      double more = 0;
      for (int j = 0; j < reach.length; j++) {
        spread[j] += 1 / densities[j][k];
        cost[j] += Math.sqrt(reach[j].costs()[k]) / unit / densities[j][k];
        more += Math.sqrt(reach[j].costs()[k + 1]) / unit * spread[j] - cost[j];
      }
      if (ALPHA / SCALE * more >= (1 - ALPHA) * reach.length) {
        return k + 1;
      }
    }
    return least;
  }

  private static double[] spread(
      Reach[] reach, double[][] densities, double[] weights, int near, int rows) {
    double[] mass = new double[rows];
    for (int j = 0; j < reach.length; j++) {
      double all = 0;
      for (int k = 0; k < near; k++) {
        all += 1 / densities[j][k];
      }
      for (int k = 0; k < near; k++) {
        mass[reach[j].rows()[k]] += weights[j] / densities[j][k] / all;
      }
    }
    return mass;
  }

  private static boolean enough(double[] mass, Shortlist rows, Terms terms) {
    Picker picker = terms.picker();
    for (int i = 0; i < mass.length && !picker.isFull(); i++) {
      if (mass[i] > 0 && terms.size(rows, i) > 0) {
        picker.take(rows.group(i), terms.size(rows, i));
      }
    }
    return picker.isDone();
  }
}
