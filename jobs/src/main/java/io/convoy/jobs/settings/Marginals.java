package io.convoy.jobs.settings;

import io.convoy.geometry.GroundCost;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.transport.MarginalRule;
import java.util.OptionalDouble;

/**
 * How strictly the masses of both tables hold, and the plan's mass if it is given.
 *
 * <p>Both tables' weights sum to 1, so some pairs of rules leave nothing to choose, and others
 * cannot be met; those are refused.
 *
 * @param source the source rows' rule
 * @param target the target rows' rule
 * @param mass the plan's total mass
 */
public record Marginals(MarginalRule source, MarginalRule target, OptionalDouble mass) {

  /** Both exact. */
  public static final Marginals EXACT =
      new Marginals(new MarginalRule.Exact(), new MarginalRule.Exact(), OptionalDouble.empty());

  public Marginals {
    if (mass.isPresent() && !(mass.getAsDouble() > 0 && mass.getAsDouble() < Double.MAX_VALUE)) {
      throw new IllegalArgumentException("mass must be > 0 and finite, got " + mass.getAsDouble());
    }
  }

  /**
   * Returns the marginals as asked for; with a mass, exact ones become upper bounds.
   *
   * @throws IllegalArgumentException if the rules make no sense together
   * @throws JobFailure with {@code INFEASIBLE} if no plan meets them
   */
  static Marginals of(
      MarginalRule source, MarginalRule target, OptionalDouble mass, GroundCost cost) {
    if (mass.isPresent()) {
      Marginals partial = new Marginals(bounded(source), bounded(target), mass);
      requireWithin("source", partial.source, mass.getAsDouble());
      requireWithin("target", partial.target, mass.getAsDouble());
      return partial;
    }
    requireChoice("source", source, "target", target);
    requireChoice("target", target, "source", source);
    if (source.lower() > target.upper() || target.lower() > source.upper()) {
      throw infeasible(
          "source-marginal "
              + source
              + " and target-marginal "
              + target
              + " have no total mass in common: widen one of the ranges until they overlap");
    }
    boolean pulled = pulls(source) || pulls(target);
    if (!pulled && !cost.mayBeNegative()) {
      throw new IllegalArgumentException(
          "source-marginal "
              + source
              + " and target-marginal "
              + target
              + " are both met by moving nothing, at no cost: give --mass, or make one of them exact,"
              + " kl, tv or a range above 0");
    }
    return new Marginals(source, target, mass);
  }

  /** Returns whether both are exact. */
  public boolean areExact() {
    return source instanceof MarginalRule.Exact && target instanceof MarginalRule.Exact;
  }

  private static boolean pulls(MarginalRule rule) {
    return rule.lower() > 0 || !(rule instanceof MarginalRule.Range);
  }

  private static MarginalRule bounded(MarginalRule rule) {
    return rule instanceof MarginalRule.Exact ? MarginalRule.Range.AT_MOST : rule;
  }

  private static void requireWithin(String side, MarginalRule rule, double mass) {
    if (mass < rule.lower() || mass > rule.upper()) {
      throw infeasible(
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
      throw infeasible(
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
              + " is, for the weights of both sum to 1: say exact, give capacities such as range:0,2, or"
              + " give --mass");
    }
  }

  private static JobFailure infeasible(String sentence) {
    return new JobFailure(ExitCode.INFEASIBLE, sentence, null);
  }
}
