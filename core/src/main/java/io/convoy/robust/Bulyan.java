package io.convoy.robust;

import java.util.Arrays;

/**
 * Selects {@code p - 2f} vectors by Krum, and takes at every coordinate the mean of the {@code p -
 * 4f} values closest to the median of those selected (El Mhamdi et al., "The Hidden Vulnerability
 * of Distributed Learning in Byzantium", ICML 2018).
 *
 * @param recursive whether Krum is asked again among those left after every choice, as in the
 *     paper, or once
 */
public record Bulyan(int f, boolean recursive) implements RobustRule {

  @Override
  public Plan plan(Gram gram) {
    int p = gram.size();
    RobustRule.require(f >= 0 && p >= 4 * f + 3, "bulyan", p, f, "p >= 4 f + 3");
    int[] left = new int[p];
    Arrays.setAll(left, i -> i);
    int[] selected;
    if (recursive) {
      selected = new int[p - 2 * f];
      for (int k = 0; k < selected.length; k++) {
        int best = Ranks.least(Krum.scores(gram, left, Math.max(1, left.length - f - 1)));
        selected[k] = left[best];
        int[] rest = new int[left.length - 1];
        System.arraycopy(left, 0, rest, 0, best);
        System.arraycopy(left, best + 1, rest, best, rest.length - best);
        left = rest;
      }
      Arrays.sort(selected);
    } else {
      selected = Ranks.smallest(Krum.scores(gram, left, p - f - 1), p - 2 * f);
    }
    double[][] mix = new double[selected.length][p];
    for (int k = 0; k < selected.length; k++) {
      mix[k][selected[k]] = 1;
    }
    return new Plan.Coordinates(mix, new CoordinateRule.MeanAroundMedian(selected.length - 2 * f));
  }
}
