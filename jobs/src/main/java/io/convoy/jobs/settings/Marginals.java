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
    try {
      io.convoy.transport.Marginals marginals =
          io.convoy.transport.Marginals.of(source, target, mass, cost);
      return new Marginals(marginals.source(), marginals.target(), mass);
    } catch (io.convoy.transport.Marginals.InfeasibleException unmet) {
      throw new JobFailure(ExitCode.INFEASIBLE, unmet.getMessage(), null);
    }
  }

  /** Returns whether both are exact. */
  public boolean areExact() {
    return source instanceof MarginalRule.Exact && target instanceof MarginalRule.Exact;
  }
}
