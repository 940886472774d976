package io.convoy.clustering;

/** How much of the mass is assigned while training goes on: little at first, in the end all. */
public enum MassSchedule {
  /** {@code 0.1 + 0.9 exp(-5 (1 - t)^2)}; arXiv 2401.09266. */
  P2OT {
    @Override
    double of(double t) {
      return START + (1 - START) * rise(t);
    }
  },

  /** {@code min(1, 0.1 + exp(-5 (1 - t)^2))}, which is 1 from t = 0.855 on; arXiv 2506.20741. */
  OTSURV {
    @Override
    double of(double t) {
      return Math.min(1, START + rise(t));
    }
  };

  private static final double START = 0.1;

  /**
   * Returns the mass to assign, in (0.1, 1].
   *
   * @param progress share of the ramp that has passed, {@code >= 0}; beyond 1 counts as 1
   */
  public double at(double progress) {
    if (!(progress >= 0)) {
      throw new IllegalArgumentException("progress must be >= 0, got " + progress);
    }
    return of(Math.min(1, progress));
  }

  abstract double of(double t);

  private static double rise(double t) {
    return Math.exp(-5 * (1 - t) * (1 - t));
  }
}
