package io.convoy.network;

import java.io.Serializable;

/**
 * What a difference along an edge costs, {@code g(x_i - x_j)}, and how the edge's flow answers it.
 *
 * <p>With {@code q = y + (rho / 2)(x_i - x_j)} the next flow is a multiple of {@code q}, or of each
 * of its coordinates: for convex penalties the prox of the conjugate of {@code g}. It is an odd
 * function of {@code q}, evaluated by both ends in the same order, so that their copies of a flow
 * are exact negatives of each other. {@code strength} is lambda times the edge's weight throughout.
 */
public sealed interface EdgePenalty extends Serializable {

  /**
   * Returns the penalty of a name such as {@code norm} or {@code log:0.1}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static EdgePenalty parse(String text) {
    NamedNumber named = NamedNumber.of(text);
    return switch (named.name()) {
      case "norm" -> new Norm();
      case "absolute" -> new Absolute();
      case "laplacian" -> new Laplacian();
      case "log" -> new Log(named.number());
      default ->
          throw new IllegalArgumentException(
              "penalty must be one of norm, absolute, laplacian, log:SCALE, got '" + text + "'");
    };
  }

  /** Replaces {@code q}, of {@code p} coordinates, by the next flow. */
  void flow(double[] q, int p, double strength, double rho);

  /** Returns {@code g} of a difference of {@code p} coordinates. */
  double value(double[] difference, int p, double strength);

  /**
   * Returns the conjugate of {@code g} at a flow that {@link #flow} returned; infinite where there
   * is no duality.
   */
  double conjugate(double[] flow, int p, double strength);

  /** Returns whether the penalty is convex, so that relaxation is safe and gaps have a meaning. */
  default boolean convex() {
    return true;
  }

  /** Returns the Euclidean norm, added up in the order of coordinates. */
  static double norm(double[] vector, int p) {
    double sum = 0;
    for (int k = 0; k < p; k++) {
      sum += vector[k] * vector[k];
    }
    return Math.sqrt(sum);
  }

  /** {@code ||d||}: whole edges fuse. The network lasso. */
  record Norm() implements EdgePenalty {

    @Override
    public void flow(double[] q, int p, double strength, double rho) {
      double norm = norm(q, p);
      if (norm > strength) {
        multiply(q, p, strength / norm);
      }
    }

    @Override
    public double value(double[] difference, int p, double strength) {
      return strength * norm(difference, p);
    }

    @Override
    public double conjugate(double[] flow, int p, double strength) {
      return 0;
    }
  }

  /** {@code sum |d_k|}: coordinates fuse one by one. */
  record Absolute() implements EdgePenalty {

    @Override
    public void flow(double[] q, int p, double strength, double rho) {
      for (int k = 0; k < p; k++) {
        q[k] = Math.max(-strength, Math.min(strength, q[k]));
      }
    }

    @Override
    public double value(double[] difference, int p, double strength) {
      double sum = 0;
      for (int k = 0; k < p; k++) {
        sum += Math.abs(difference[k]);
      }
      return strength * sum;
    }

    @Override
    public double conjugate(double[] flow, int p, double strength) {
      return 0;
    }
  }

  /** {@code ||d||^2}: smooths and never fuses. */
  record Laplacian() implements EdgePenalty {

    @Override
    public void flow(double[] q, int p, double strength, double rho) {
      multiply(q, p, 4 * strength / (rho + 4 * strength));
    }

    @Override
    public double value(double[] difference, int p, double strength) {
      double norm = norm(difference, p);
      return strength * norm * norm;
    }

    @Override
    public double conjugate(double[] flow, int p, double strength) {
      double norm = norm(flow, p);
      return norm == 0 ? 0 : norm * norm / (4 * strength);
    }
  }

  /**
   * {@code log(1 + ||d|| / scale)}: fuses like the norm and shrinks what is far apart less, without
   * convexity. The flow is that of the copies form of ADMM, whose two duals of an edge are
   * negatives of each other whatever the penalty.
   *
   * @param scale differences well above it count as far apart, {@code > 0}
   */
  record Log(double scale) implements EdgePenalty {

    public Log {
      if (!(scale > 0)) {
        throw new IllegalArgumentException("the scale of the penalty must be > 0, got " + scale);
      }
    }

    @Override
    public void flow(double[] q, int p, double strength, double rho) {
      double distance = 2 * norm(q, p) / rho;
      multiply(q, p, 2 * share(distance, strength, rho));
    }

    /**
     * Returns the {@code theta} in [0, 1/2] that minimises {@code strength log(1 + d (1 - 2 theta)
     * / scale) + rho d^2 theta^2}; 1/2 is fusion.
     */
    double share(double d, double strength, double rho) {
      double sum = rho * (d + scale);
      double root = sum * sum - 8 * rho * strength;
      double best = 0.5;
      if (d > 0 && root >= 0) {
        double half = Math.sqrt(root);
        for (double candidate : new double[] {sum - half, sum + half}) {
          double theta = Math.min(0.5, Math.max(0, candidate / (4 * rho * d)));
          if (cost(theta, d, strength, rho) < cost(best, d, strength, rho)) {
            best = theta;
          }
        }
      }
      return best;
    }

    private double cost(double theta, double d, double strength, double rho) {
      return strength * Math.log1p(d * (1 - 2 * theta) / scale) + rho * d * d * theta * theta;
    }

    @Override
    public double value(double[] difference, int p, double strength) {
      return strength * Math.log1p(norm(difference, p) / scale);
    }

    @Override
    public double conjugate(double[] flow, int p, double strength) {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    public boolean convex() {
      return false;
    }
  }

  private static void multiply(double[] vector, int p, double factor) {
    for (int k = 0; k < p; k++) {
      vector[k] *= factor;
    }
  }
}
