package io.convoy.transport;

import java.io.Serializable;

/**
 * How strictly the rows' masses must equal their weights, as the dual sees it: a concave function h
 * of the row's softmin {@code s_i = -epsilon LSE_j(log b_j + (g_j - C_ij) / epsilon)}.
 *
 * <p>With phi the penalty of a row that moves the fraction u of its weight, {@code h(s) = min_u u s
 * + epsilon (u log u - u + 1) + phi(u)}, and h'(s) is the u that attains it.
 */
public sealed interface RowRule extends Serializable permits MarginalRule, RowRule.Slack {

  /** Returns h(s), the dual's value per unit of row weight. */
  double rowValue(double s, double epsilon);

  /** Returns log h'(s), the logarithm of the fraction of its weight that the row moves. */
  double rowLogFraction(double s, double epsilon);

  /** Returns the potential {@code f = s + epsilon log h'(s)} that goes with s. */
  default double rowPotential(double s, double epsilon) {
    return s + epsilon * rowLogFraction(s, epsilon);
  }

  /**
   * Returns {@code min_u u s + phi(u)}, the limit of h as epsilon vanishes; minus infinity where
   * there is none.
   */
  double limitValue(double s);

  /**
   * Returns phi(u) of a row that moves the fraction {@code u} of its weight; infinite where the
   * rule forbids it.
   */
  double penalty(double u, double epsilon);

  /** Returns how much more than the fraction {@code u} a row may move at a finite penalty. */
  default double room(double u) {
    return Math.max(0, 1 - u);
  }

  /**
   * Rows are exact, but part of a row's mass may stay: it goes to one more column that costs every
   * row 0 and has weight {@code share} (Zhang, Ren and He, arXiv 2401.09266). The entropy acts on
   * what stays too, so every row keeps and moves some. That column's potential is taken to be 0,
   * which fixes the constant that could be exchanged between rows and columns.
   *
   * @param share the weight of what stays, {@code >= 0}
   */
  record Slack(double share) implements RowRule {

    public Slack {
      if (!(share >= 0) || share == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("the share that stays must be >= 0, got " + share);
      }
    }

    @Override
    public double rowValue(double s, double epsilon) {
      return s - epsilon * log1pExp(s, epsilon) + epsilon * share;
    }

    @Override
    public double rowLogFraction(double s, double epsilon) {
      return -log1pExp(s, epsilon);
    }

    /** Returns {@code log(1 + share e^(s / epsilon))} without overflow. */
    private double log1pExp(double s, double epsilon) {
      double log = Math.log(share) + s / epsilon;
      return log > 0 ? log + Math.log1p(Math.exp(-log)) : Math.log1p(Math.exp(log));
    }

    @Override
    public double limitValue(double s) {
      return share > 0 ? Math.min(s, 0) : s;
    }

    @Override
    public double penalty(double u, double epsilon) {
      double stays = Math.max(0, 1 - u);
      if (u > 1 + MarginalRule.ROUNDING) {
        return Double.POSITIVE_INFINITY;
      }
      double log = stays > 0 ? stays * Math.log(stays / share) : 0;
      return epsilon > 0 ? epsilon * (log - stays + share) : 0;
    }
  }
}
