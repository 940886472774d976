package io.convoy.robust;

import java.util.Arrays;

/** Rules that are a mean, of all or of some. */
public final class Means {

  private Means() {}

  /** The mean of all: what there is without robustness. */
  public record Average() implements RobustRule {
    @Override
    public Plan plan(Gram gram) {
      double[] a = new double[gram.size()];
      Arrays.fill(a, 1.0 / a.length);
      return new Plan.Coefficients(a);
    }

    @Override
    public boolean needsGram() {
      return false;
    }
  }

  /** The mean of all directions: {@code 1/p sum_i x_i / ||x_i||}, vectors of length 0 left out. */
  public record NormalizedMean() implements RobustRule {
    @Override
    public Plan plan(Gram gram) {
      double[] a = new double[gram.size()];
      for (int i = 0; i < a.length; i++) {
        double norm = gram.norm(i);
        a[i] = norm > 0 ? 1 / (norm * a.length) : 0;
      }
      return new Plan.Coefficients(a);
    }
  }

  /** The mean of the {@code p - f} shortest: comparative gradient elimination (CGE). */
  public record Shortest(int f) implements RobustRule {
    @Override
    public Plan plan(Gram gram) {
      int p = gram.size();
      RobustRule.require(f >= 0 && f < p, "cge", p, f, "0 <= f < p");
      double[] norms = new double[p];
      Arrays.setAll(norms, gram::norm);
      return mean(p, Ranks.smallest(norms, p - f));
    }
  }

  /**
   * The mean of the {@code p - f} nearest to one that is trusted, itself among them (MoNNA,
   * Farhadkhani et al., 2023).
   *
   * @param trusted its number
   */
  public record NearestTo(int trusted, int f) implements RobustRule {
    @Override
    public Plan plan(Gram gram) {
      int p = gram.size();
      RobustRule.require(f >= 0 && f < p && trusted < p, "monna", p, f, "0 <= f < p");
      double[] distances = new double[p];
      Arrays.setAll(distances, j -> gram.squaredDistance(trusted, j));
      distances[trusted] = -1; // first among equals
      return mean(p, Ranks.smallest(distances, p - f));
    }
  }

  /** Returns the mean of some of p vectors. */
  static Plan mean(int p, int[] of) {
    double[] a = new double[p];
    for (int i : of) {
      a[i] = 1.0 / of.length;
    }
    return new Plan.Coefficients(a);
  }
}
