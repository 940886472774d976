package io.convoy.mixture;

import java.util.Arrays;

/** Shares: numbers {@code >= 0} that sum to 1, each perhaps bounded from above. */
public final class Simplex {

  /** What rounding may leave of a sum of caps. */
  private static final double ROUNDING = 1e-12;

  private Simplex() {}

  /**
   * Returns the shares nearest to {@code point} in Euclidean distance: {@code clip(point - tau, 0,
   * cap)} with the tau that makes them sum to 1. Takes {@code O(m log m)}.
   *
   * @param caps upper bounds, each {@code >= 0}, infinity for none, with a sum {@code >= 1}
   * @throws IllegalArgumentException if the caps leave no shares, or an argument is not a number
   */
  public static double[] project(double[] point, double[] caps) {
    double room = 0;
    for (int i = 0; i < point.length; i++) {
      if (!Double.isFinite(point[i]) || !(caps[i] >= 0)) {
        throw new IllegalArgumentException(
            "shares must be finite and their caps >= 0, got " + point[i] + " and " + caps[i]);
      }
      room += Math.min(1, caps[i]);
    }
    if (!(room >= 1 - ROUNDING)) {
      throw new IllegalArgumentException("caps must sum to at least 1, got " + room);
    }
    // the sum falls from all caps to 0 as tau passes the places where a share leaves a bound
    double[] places = new double[2 * point.length];
    for (int i = 0; i < point.length; i++) {
      places[2 * i] = point[i];
      places[2 * i + 1] = point[i] - Math.min(1, caps[i]);
    }
    Arrays.sort(places);
    int low = 0;
    int high = places.length - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (sum(point, caps, places[middle]) >= 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double above = sum(point, caps, places[low]);
    double below = sum(point, caps, places[high]);
    double part = above > below ? (above - 1) / (above - below) : 0;
    double tau = places[low] + Math.min(1, Math.max(0, part)) * (places[high] - places[low]);
    double[] shares = new double[point.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = clip(point[i] - tau, caps[i]);
    }
    return shares;
  }

  /**
   * Returns the derivative in each share when the others give way in proportion to what they have:
   * the gradient's entry minus the mean of the others' (of equal parts, where they have nothing).
   */
  public static double[] calibrated(double[] shares, double[] gradient) {
    double[] derivatives = new double[shares.length];
    for (int i = 0; i < shares.length; i++) {
      double sum = 0;
      double mass = 0;
      double plain = 0;
      for (int j = 0; j < shares.length; j++) {
        if (j != i) {
          sum += shares[j] * gradient[j];
          mass += shares[j];
          plain += gradient[j] / (shares.length - 1);
        }
      }
      derivatives[i] = gradient[i] - (mass > 0 ? sum / mass : plain);
    }
    return derivatives;
  }

  private static double sum(double[] point, double[] caps, double tau) {
    double sum = 0;
    for (int i = 0; i < point.length; i++) {
      sum += clip(point[i] - tau, caps[i]);
    }
    return sum;
  }

  private static double clip(double value, double cap) {
    return Math.max(0, Math.min(Math.min(1, cap), value));
  }
}
