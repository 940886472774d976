package io.convoy.robust;

import java.util.Arrays;

/** Rules that look for a centre by iterations, all of them on the Gram matrix. */
public final class Centres {

  private Centres() {}

  /**
   * The geometric median by Weiszfeld's iterations, {@code z = sum beta_i x_i / sum beta_i} with
   * {@code beta_i = 1 / max(nu, ||x_i - z||)} (Pillutla, Kakade and Harchaoui, arXiv 1912.13445).
   *
   * @param nu the least distance that counts, {@code > 0}
   * @param iterations most, {@code >= 1}
   * @param tolerance stops when the sum of distances falls by less, in relation to it; 0 never does
   * @param fromOrigin whether to begin at 0, as ByzFL does, or at the mean
   */
  public record GeometricMedian(double nu, int iterations, double tolerance, boolean fromOrigin)
      implements RobustRule {

    public GeometricMedian {
      if (!(nu > 0) || iterations < 1 || !(tolerance >= 0)) {
        throw new IllegalArgumentException(
            "the geometric median needs nu > 0, iterations >= 1 and a tolerance >= 0, got "
                + nu
                + ", "
                + iterations
                + " and "
                + tolerance);
      }
    }

    /** Returns the median to ten digits. */
    public static GeometricMedian exact() {
      return new GeometricMedian(1e-12, 10_000, 1e-15, false);
    }

    @Override
    public Plan plan(Gram gram) {
      int p = gram.size();
      double[] a = new double[p]; // z = sum a_i x_i
      if (!fromOrigin) {
        Arrays.fill(a, 1.0 / p);
      }
      double before = Double.POSITIVE_INFINITY;
      for (int step = 0; step < iterations; step++) {
        double[] distances = distances(gram, a);
        double sum = Arrays.stream(distances).sum();
        if (before - sum <= tolerance * sum && tolerance > 0) {
          break;
        }
        before = sum;
        double total = 0;
        double[] next = new double[p];
        for (int i = 0; i < p; i++) {
          next[i] = 1 / Math.max(nu, distances[i]);
          total += next[i];
        }
        for (int i = 0; i < p; i++) {
          a[i] = next[i] / total;
        }
      }
      return new Plan.Coefficients(a);
    }

    /** Returns the distances of all vectors from {@code sum a_i x_i}, where a sums to 1 or is 0. */
    private static double[] distances(Gram gram, double[] a) {
      int p = a.length;
      boolean origin = Arrays.stream(a).allMatch(weight -> weight == 0);
      double inner = 0;
      double[] cross = new double[p];
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < p; j++) {
          cross[i] += a[j] * gram.difference(i, j);
        }
        inner += a[i] * cross[i];
      }
      double[] distances = new double[p];
      for (int i = 0; i < p; i++) {
        distances[i] =
            origin
                ? gram.norm(i)
                : Math.sqrt(Math.max(0, gram.difference(i, i) - 2 * cross[i] + inner));
      }
      return distances;
    }
  }

  /**
   * From the reference, moves by the mean of the differences to all vectors, those longer than tau
   * shortened to it (Karimireddy, He and Jaggi, arXiv 2012.10333). The reference is the last
   * aggregate, or 0.
   *
   * @param tau the longest difference that counts whole, {@code > 0}
   * @param iterations {@code >= 1}
   */
  public record CenteredClipping(double tau, int iterations) implements RobustRule {

    public CenteredClipping {
      if (!(tau > 0) || iterations < 1) {
        throw new IllegalArgumentException(
            "centered clipping needs tau > 0 and iterations >= 1, got "
                + tau
                + " and "
                + iterations);
      }
    }

    @Override
    public Plan plan(Gram gram) {
      int p = gram.size();
      double[] a = new double[p]; // v = r + sum a_i (x_i - r)
      for (int step = 0; step < iterations; step++) {
        double inner = 0;
        double[] cross = new double[p];
        for (int i = 0; i < p; i++) {
          for (int j = 0; j < p; j++) {
            cross[i] += a[j] * gram.difference(i, j);
          }
          inner += a[i] * cross[i];
        }
        double[] share = new double[p];
        double total = 0;
        for (int i = 0; i < p; i++) {
          double distance = Math.sqrt(Math.max(0, gram.difference(i, i) - 2 * cross[i] + inner));
          share[i] = (distance > tau ? tau / distance : 1) / p;
          total += share[i];
        }
        for (int i = 0; i < p; i++) {
          a[i] = a[i] * (1 - total) + share[i];
        }
      }
      return new Plan.Coefficients(a, 1 - Arrays.stream(a).sum());
    }
  }
}
