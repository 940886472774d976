package io.convoy.mixture;

import java.util.Arrays;
import java.util.Locale;

/** Which coefficients of {@link Performance} are fitted; the others are 0. */
public enum PerformanceForm {
  /** All. */
  FULL,
  /** Of the cost alone, and of the shares: {@code a0 + a1 OT(p) + sum_i c1_i p_i}. */
  LINEAR,
  /** Of the shares alone: {@code sum_i c1_i p_i}, to compare with. */
  SHARES;

  /**
   * Returns the number of coefficients that runs can tell apart, fewer than are written down since
   * shares sum to 1.
   *
   * @param sources at least 2
   */
  public int coefficients(int sources) {
    return switch (this) {
      case FULL -> 2 * (sources == 2 ? 3 : 2 * sources); // two squares are a linear function more
      case LINEAR -> sources + 1;
      case SHARES -> sources;
    };
  }

  /**
   * Returns what the coefficients of a run are multiplied by.
   *
   * @param cost transport cost, centred and scaled over all runs
   */
  double[] regressors(double[] shares, double cost) {
    int m = shares.length;
    double[] terms = new double[length(m)];
    int at = 0;
    for (int i = 0; this == FULL && i < m; i++) {
      terms[at++] = shares[i] * shares[i] * cost;
      terms[at++] = shares[i] * cost;
      terms[at++] = shares[i] * shares[i];
    }
    for (double share : shares) {
      terms[at++] = share; // these sum to 1: there is no need for a constant beside them
    }
    if (this == LINEAR) {
      terms[at] = cost;
    }
    return terms;
  }

  /** Returns the function with coefficients as {@link #regressors} orders them. */
  Performance function(double[] coefficients, double centre, double scale, int sources) {
    double[] b1 = new double[sources];
    double[] b2 = new double[sources];
    double[] c1 = new double[sources];
    double[] c2 = new double[sources];
    int at = 0;
    for (int i = 0; this == FULL && i < sources; i++) {
      b2[i] = coefficients[at++] / scale;
      b1[i] = coefficients[at++] / scale;
      c2[i] = coefficients[at++] - b2[i] * centre;
    }
    for (int i = 0; i < sources; i++) {
      c1[i] = coefficients[at++] - b1[i] * centre;
    }
    double b0 = this == LINEAR ? coefficients[at] / scale : 0;
    return new Performance(b0, b1, b2, -b0 * centre, c1, c2);
  }

  private int length(int sources) {
    return switch (this) {
      case FULL -> 4 * sources;
      case LINEAR -> sources + 1;
      case SHARES -> sources;
    };
  }

  /** Returns the regressors of several runs. */
  double[][] design(double[][] shares, double[] costs) {
    double[][] design = new double[costs.length][];
    Arrays.setAll(design, r -> regressors(shares[r], costs[r]));
    return design;
  }

  /** Returns the name used in settings and reports. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
