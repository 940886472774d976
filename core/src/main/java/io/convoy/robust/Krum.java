package io.convoy.robust;

import java.util.Arrays;

/**
 * The mean of the vectors with the nearest neighbours (Blanchard et al., "Machine Learning with
 * Adversaries: Byzantine Tolerant Gradient Descent", NeurIPS 2017). A vector's score is the sum of
 * its squared distances to its nearest others.
 *
 * @param f liars tolerated
 * @param count vectors averaged: 1 for Krum, usually {@code p - f} for Multi-Krum; 0 stands for
 *     {@code p - f}
 * @param neighbours what counts: {@code p - f - 1} others, as in ByzFL, or the paper's {@code p - f
 *     - 2}
 */
public record Krum(int f, int count, Neighbours neighbours) implements RobustRule {

  /** How many nearest others a score is of. */
  public enum Neighbours {
    /** All that may be honest but the vector itself: {@code p - f - 1}. */
    HONEST,
    /** The paper's {@code p - f - 2}. */
    PAPER;

    int of(int p, int f) {
      return this == HONEST ? p - f - 1 : p - f - 2;
    }
  }

  /** Returns Krum, which takes one vector. */
  public static Krum one(int f) {
    return new Krum(f, 1, Neighbours.HONEST);
  }

  /** Returns Multi-Krum, the mean of the {@code p - f} best. */
  public static Krum multi(int f) {
    return new Krum(f, 0, Neighbours.HONEST);
  }

  @Override
  public Plan plan(Gram gram) {
    int p = gram.size();
    RobustRule.require(
        f >= 0 && neighbours.of(p, f) >= 1, "krum", p, f, "at least one nearest other");
    int chosen = count == 0 ? p - f : count;
    RobustRule.require(chosen >= 1 && chosen <= p, "krum", p, f, "to choose of 1 to p");
    int[] all = new int[p];
    Arrays.setAll(all, i -> i);
    return Means.mean(p, Ranks.smallest(scores(gram, all, neighbours.of(p, f)), chosen));
  }

  /** Returns the score of each of some vectors among them. */
  static double[] scores(Gram gram, int[] among, int neighbours) {
    double[] scores = new double[among.length];
    for (int a = 0; a < among.length; a++) {
      double[] distances = new double[among.length - 1];
      int at = 0;
      for (int b = 0; b < among.length; b++) {
        if (a != b) {
          distances[at++] = gram.squaredDistance(among[a], among[b]);
        }
      }
      Arrays.sort(distances);
      for (int k = 0; k < Math.min(neighbours, distances.length); k++) {
        scores[a] += distances[k];
      }
    }
    return scores;
  }
}
