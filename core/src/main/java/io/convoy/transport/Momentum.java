package io.convoy.transport;

import java.util.Arrays;

/**
 * How far and with how much of the last step to go: heavy-ball momentum on g, tuned by what it
 * observes.
 *
 * <p>Near its end Sinkhorn is a linear iteration whose slowest mode shrinks by mu per sweep, the
 * second eigenvalue of {@code diag(b)^-1 P^T diag(a)^-1 P}; all eigenvalues lie in [0, mu]. With s
 * = sqrt(1 - mu) the best steps (Polyak 1964) are {@code alpha = 4 / (1 + s)^2} along the residual
 * and {@code beta = ((1 - s) / (1 + s))^2} along the last step, and shrink the error by (1 - s) /
 * (1 + s) per sweep.
 *
 * <p>mu is not known. A real rate z of the iteration under (alpha, beta) belongs to the eigenvalue
 * {@code 1 - (1 - z)(1 - beta / z) / alpha}; so whenever the error shrinks more slowly than {@code
 * sqrt(beta)} per sweep, mu was taken too small and its new value follows from the observed rate.
 * When the dual falls or the error jumps, momentum is dropped and mu is learned anew.
 *
 * @param mu the eigenvalue in use, in [0, 1); 0 is plain Sinkhorn
 * @param age evaluations since mu last changed
 * @param errors the last errors since then, oldest first
 * @param best smallest error since momentum was last dropped
 * @param value the dual at the last evaluation
 */
record Momentum(double mu, int age, double[] errors, double best, double value) {

  private static final int WINDOW = 5;
  private static final double LARGEST_MU = 1 - 1e-7;

  /** An error this many times the best one means the steps are too bold. */
  private static final double JUMP = 4;

  static final Momentum NONE =
      new Momentum(0, 0, new double[0], Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  double alpha() {
    double s = Math.sqrt(1 - mu);
    return 4 / ((1 + s) * (1 + s));
  }

  double beta() {
    double s = Math.sqrt(1 - mu);
    double ratio = (1 - s) / (1 + s);
    return ratio * ratio;
  }

  /**
   * Returns the momentum after an evaluation.
   *
   * @param noise fall of the dual that rounding alone can cause
   */
  Momentum observe(double error, double dual, double noise) {
    if (dual < value - noise || error > JUMP * best) {
      return new Momentum(0, 1, new double[] {error}, error, dual);
    }
    double[] recent = Arrays.copyOf(errors, errors.length + 1);
    recent[errors.length] = error;
    if (recent.length > WINDOW + 1) {
      recent = Arrays.copyOfRange(recent, 1, recent.length);
    }
    double least = Math.min(best, error);
    if (recent.length > WINDOW && age + 1 >= patience()) {
      double rate = Math.pow(recent[WINDOW] / recent[0], 1.0 / WINDOW);
      double learned = eigenvalue(rate);
      double next = learned > mu ? learned : mu;
      return new Momentum(next, 0, new double[] {error}, least, dual);
    }
    return new Momentum(mu, age + 1, recent, least, dual);
  }

  /** Evaluations to wait before judging the rate: one period of the mode in use, roughly. */
  private int patience() {
    if (mu == 0) {
      return WINDOW;
    }
    double perSweep = -Math.log(Math.sqrt(beta()));
    return (int) Math.min(50, Math.max(WINDOW, 2 / perSweep));
  }

  private double eigenvalue(double rate) {
    if (mu == 0) {
      return rate < 1 ? Math.min(rate, LARGEST_MU) : 0;
    }
    if (!(rate > 1.002 * Math.sqrt(beta()))) {
      return mu; // complex modes: mu is large enough
    }
    double z = Math.min(rate, 1 - 1e-6);
    return Math.min(LARGEST_MU, 1 - (1 - z) * (1 - beta() / z) / alpha());
  }
}
