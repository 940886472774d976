package io.convoy.robust;

import java.io.Serializable;

/** What the owners of coordinates do with the vectors they hold. */
public sealed interface Plan extends Serializable {

  /**
   * Returns the plan for vectors of which those given to this one were mixtures, {@code y_q = sum_i
   * mix[q][i] x_i}.
   */
  Plan after(double[][] mix);

  /**
   * A weighted sum {@code sum_i a_i x_i + b r}, r the reference.
   *
   * @param a one per vector
   * @param b of the reference
   */
  record Coefficients(double[] a, double b) implements Plan {

    /** Without the reference. */
    public Coefficients(double[] a) {
      this(a, 0);
    }

    @Override
    public Plan after(double[][] mix) {
      double[] before = new double[mix[0].length];
      for (int q = 0; q < a.length; q++) {
        for (int i = 0; i < before.length; i++) {
          before[i] += a[q] * mix[q][i];
        }
      }
      return new Coefficients(before, b);
    }
  }

  /**
   * A rule for every coordinate by itself.
   *
   * @param mix the vectors it is of, as mixtures of those there are; null for these themselves
   */
  record Coordinates(double[][] mix, CoordinateRule rule) implements Plan {

    @Override
    public Plan after(double[][] earlier) {
      if (mix == null) {
        return new Coordinates(earlier, rule);
      }
      double[][] all = new double[mix.length][earlier[0].length];
      for (int q = 0; q < all.length; q++) {
        for (int k = 0; k < earlier.length; k++) {
          for (int i = 0; i < all[q].length; i++) {
            all[q][i] += mix[q][k] * earlier[k][i];
          }
        }
      }
      return new Coordinates(all, rule);
    }
  }
}
