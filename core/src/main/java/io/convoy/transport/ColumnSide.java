package io.convoy.transport;

import java.util.function.DoubleUnaryOperator;

/**
 * The columns' part of the dual, for all columns together: {@code sum_j b_j k(g_j)}, or, where the
 * plan's total mass M is given, {@code max_t M t + sum_j b_j k(g_j - t)}.
 *
 * <p>A given mass adds a multiplier t to the potentials of every pair; it is kept within g, so that
 * rows need not know of it. Given g it is the root of an increasing function, found by bisection: a
 * hundred passes over the columns, nothing beside a sweep over all pairs.
 */
record ColumnSide(double[] weights, MarginalRule rule, double mass) {

  static ColumnSide of(TransportProblem problem) {
    return new ColumnSide(problem.columnWeights(), problem.columnRule(), problem.mass());
  }

  private boolean fixesMass() {
    return !Double.isNaN(mass);
  }

  /** Returns the columns' part of the dual at {@code g}. */
  double value(double[] g) {
    double t = fixesMass() ? multiplier(g) : 0;
    double value = fixesMass() ? mass * t : 0;
    for (int j = 0; j < g.length; j++) {
      value += weights[j] * rule.columnValue(g[j] - t);
    }
    return value;
  }

  /** Returns the best t for {@code g}. */
  double multiplier(double[] g) {
    return root(
        t -> {
          double moved = -mass;
          for (int j = 0; j < g.length; j++) {
            moved += weights[j] * rule.columnFraction(g[j] - t);
          }
          return moved;
        },
        g[0]);
  }

  /** Returns how far the plan with column masses {@code e^logMass} at {@code g} is from solved. */
  double error(double[] g, double[] columnMass, double[] logMass, double epsilon) {
    double error = 0;
    if (fixesMass()) {
      double[] best = best(g, logMass, epsilon).potentials();
      for (int j = 0; j < g.length; j++) {
        error += Math.abs(Math.exp(logMass[j] + (best[j] - g[j]) / epsilon) - columnMass[j]);
      }
      return error;
    }
    for (int j = 0; j < g.length; j++) {
      double balanced = balanced(j, g, logMass, epsilon);
      error += rule.columnError(weights[j], columnMass[j], g[j], balanced, epsilon);
    }
    return error;
  }

  /** Returns the potentials that maximise the dual while those of the rows stand still. */
  Best best(double[] g, double[] logMass, double epsilon) {
    double[] balanced = new double[g.length];
    for (int j = 0; j < g.length; j++) {
      balanced[j] = balanced(j, g, logMass, epsilon);
    }
    double t = fixesMass() ? multiplierAfter(balanced, epsilon) : 0;
    double[] best = new double[g.length];
    for (int j = 0; j < g.length; j++) {
      best[j] = t + rule.columnUpdate(balanced[j] - t, epsilon);
    }
    return new Best(best, t);
  }

  /** Returns where to go instead of {@code bold}, a step beyond {@code best}. */
  double settle(Best best, int j, double bold) {
    double t = best.multiplier();
    return t + rule.settle(best.potentials()[j] - t, bold - t);
  }

  /**
   * The best potentials and the multiplier that goes with them.
   *
   * @param multiplier 0 where the mass is not given
   */
  record Best(double[] potentials, double multiplier) {}

  private double balanced(int j, double[] g, double[] logMass, double epsilon) {
    return g[j] + epsilon * (Math.log(weights[j]) - logMass[j]);
  }

  private double multiplierAfter(double[] balanced, double epsilon) {
    return root(
        t -> {
          double moved = -mass;
          for (int j = 0; j < balanced.length; j++) {
            moved += weights[j] * Math.exp(rule.rowLogFraction(balanced[j] - t, epsilon));
          }
          return moved;
        },
        balanced[0]);
  }

  /** Returns where an increasing function crosses 0, to the last digit. */
  private static double root(DoubleUnaryOperator increasing, double start) {
    double step = Math.max(1e-3, Math.abs(start) / 8);
    double low = start - step;
    for (int k = 0; k < 1000 && increasing.applyAsDouble(low) > 0; k++) {
      step *= 2;
      low = start - step;
    }
    step = Math.max(1e-3, Math.abs(start) / 8);
    double high = start + step;
    for (int k = 0; k < 1000 && increasing.applyAsDouble(high) < 0; k++) {
      step *= 2;
      high = start + step;
    }
    while (true) {
      double middle = low + (high - low) / 2;
      if (!(middle > low && middle < high)) {
        return high;
      }
      if (increasing.applyAsDouble(middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }
}
