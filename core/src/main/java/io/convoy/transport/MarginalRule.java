package io.convoy.transport;

import java.io.Serializable;

/**
 * How strictly a side's masses must equal its weights: a penalty phi, seen through the concave
 * functions that the dual needs of it. Each side of a problem has one.
 *
 * <p>As a rule for rows it is a function of the row's softmin {@code s_i = -epsilon LSE_j(log b_j +
 * (g_j - C_ij) / epsilon)}: the dual's value after maximising over {@code f_i}, and the fraction of
 * {@code a_i} that the row then moves. As a rule for columns it is a function of {@code g_j}.
 */
public sealed interface MarginalRule extends Serializable {

  /** Returns h(s), the dual's value per unit of row weight. */
  double rowValue(double s, double epsilon);

  /** Returns log h'(s), the logarithm of the fraction of its weight that the row moves. */
  double rowLogFraction(double s, double epsilon);

  /** Returns the potential {@code f = s + epsilon log h'(s)} that goes with s. */
  default double rowPotential(double s, double epsilon) {
    return s + epsilon * rowLogFraction(s, epsilon);
  }

  /** Returns k(g) = -phi*(-g), the dual's value per unit of column weight. */
  double columnValue(double g);

  /** Returns k'(g), the fraction of its weight that a column at the optimum receives. */
  double columnFraction(double g);

  /**
   * Returns the potential that maximises the dual over one column, given the one that would make
   * its mass exact: {@code -aprox(-balanced)} (Sejourne et al., arXiv 1910.12958).
   */
  double columnUpdate(double balanced, double epsilon);

  /** Masses equal weights. */
  record Exact() implements MarginalRule {

    @Override
    public double rowValue(double s, double epsilon) {
      return s;
    }

    @Override
    public double rowLogFraction(double s, double epsilon) {
      return 0;
    }

    @Override
    public double columnValue(double g) {
      return g;
    }

    @Override
    public double columnFraction(double g) {
      return 1;
    }

    @Override
    public double columnUpdate(double balanced, double epsilon) {
      return balanced;
    }
  }

  /**
   * Masses are pulled to weights by {@code rho KL(masses | weights)}.
   *
   * @param rho strength in cost units, {@code > 0}; larger is stricter
   */
  record Kl(double rho) implements MarginalRule {

    public Kl {
      if (!(rho > 0)) {
        throw new IllegalArgumentException("rho must be > 0, got " + rho);
      }
    }

    @Override
    public double rowValue(double s, double epsilon) {
      return -(rho + epsilon) * Math.expm1(-s / (rho + epsilon));
    }

    @Override
    public double rowLogFraction(double s, double epsilon) {
      return -s / (rho + epsilon);
    }

    @Override
    public double columnValue(double g) {
      return -rho * Math.expm1(-g / rho);
    }

    @Override
    public double columnFraction(double g) {
      return Math.exp(-g / rho);
    }

    @Override
    public double columnUpdate(double balanced, double epsilon) {
      return balanced * rho / (rho + epsilon);
    }
  }
}
