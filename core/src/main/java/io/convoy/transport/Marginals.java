package io.convoy.transport;

import io.convoy.geometry.GroundCost;
import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * How strictly the masses of both tables hold, and the plan's mass if it is given.
 *
 * <p>Both tables' weights sum to 1, so some pairs of rules leave nothing to choose, and others
 * cannot be met; those are refused.
 *
 * @param source the source rows' rule
 * @param target the target rows' rule
 * @param mass the plan's total mass; NaN where the rules alone decide it
 */
public record Marginals(MarginalRule source, MarginalRule target, double mass)
    implements Serializable {

  /** Both exact. */
  public static final Marginals EXACT =
      new Marginals(new MarginalRule.Exact(), new MarginalRule.Exact(), Double.NaN);

  /** No plan meets what was asked for; the message says what would be met. */
  public static final class InfeasibleException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InfeasibleException(String message) {
      super(message);
    }
  }

  public Marginals {
    if (mass <= 0 || mass == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("mass must be > 0 and finite, got " + mass);
    }
  }

  /**
   * Returns the marginals as asked for; with a mass, exact ones become upper bounds.
   *
   * @throws InfeasibleException if no plan meets them
   * @throws IllegalArgumentException if the rules make no sense together
   */
  public static Marginals of(
      MarginalRule source, MarginalRule target, OptionalDouble mass, GroundCost cost) {
    if (mass.isPresent()) {
      double given = mass.getAsDouble();
      if (!(given > 0 && given < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("mass must be > 0 and finite, got " + given);
      }
      Marginals partial = new Marginals(bounded(source), bounded(target), given);
      requireWithin("source", partial.source, given);
      requireWithin("target", partial.target, given);
      return partial;
    }
    requireChoice("source", source, "target", target);
    requireChoice("target", target, "source", source);
    if (source.lower() > target.upper() || target.lower() > source.upper()) {
      throw new InfeasibleException(
          both(source, target)
              + " have no total mass in common: widen one of the ranges until they overlap");
    }
    boolean pulled = pulls(source) || pulls(target);
    if (!pulled && !cost.mayBeNegative()) {
      throw new IllegalArgumentException(
          both(source, target)
              + " are both met by moving nothing, at no cost: give a mass, or make one of them"
              + " exact, kl, tv or a range above 0");
    }
    return new Marginals(source, target, Double.NaN);
  }

  /** Returns whether both are exact. */
  public boolean areExact() {
    return source instanceof MarginalRule.Exact && target instanceof MarginalRule.Exact;
  }

  private static String both(MarginalRule source, MarginalRule target) {
    return "source-marginal " + source + " and target-marginal " + target;
  }

  private static boolean pulls(MarginalRule rule) {
    return rule.lower() > 0 || !(rule instanceof MarginalRule.Range);
  }

  private static MarginalRule bounded(MarginalRule rule) {
    return rule instanceof MarginalRule.Exact ? MarginalRule.Range.AT_MOST : rule;
  }

  private static void requireWithin(String side, MarginalRule rule, double mass) {
    if (mass < rule.lower() || mass > rule.upper()) {
      throw new InfeasibleException(
          "mass "
              + mass
              + " cannot be moved under "
              + side
              + "-marginal "
              + rule
              + ", which allows from "
              + rule.lower()
              + " to "
              + rule.upper());
    }
    if (mass == rule.upper()) {
      throw new IllegalArgumentException(
          "mass "
              + mass
              + " is all that "
              + side
              + "-marginal "
              + rule
              + " allows: leave mass away and make the marginal exact");
    }
  }

  /** Refuses a range that an exact other side leaves no choice. */
  private static void requireChoice(
      String exactSide, MarginalRule exact, String side, MarginalRule rule) {
    if (!(exact instanceof MarginalRule.Exact && rule instanceof MarginalRule.Range range)) {
      return;
    }
    if (range.upper() < 1 || range.lower() > 1) {
      throw new InfeasibleException(
          side
              + "-marginal "
              + range
              + " cannot take the mass 1 of an exact "
              + exactSide
              + ": the range must reach 1");
    }
    if (range.upper() == 1 || range.lower() == 1) {
      throw new IllegalArgumentException(
          side
              + "-marginal "
              + range
              + " is exact where the "
              + exactSide
              + " is, for the weights of both sum to 1: say exact, give capacities such as"
              + " range:0,2, or give a mass");
    }
  }
}
