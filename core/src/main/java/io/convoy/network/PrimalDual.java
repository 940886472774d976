package io.convoy.network;

import io.convoy.iterate.Solver;

/**
 * Steers the rounds of one lambda: which step the next one takes, and how far this one is.
 *
 * <p>Flows and parameters should travel equally far in the metric of the iteration (the primal
 * weight of Applegate and others, "Practical Large-Scale Linear Programming using Primal-Dual
 * Hybrid Gradient", 2021), which holds for the step {@link RoundSums#balancedStep}. Early on both
 * are still short of it, flows more so, hence twice that. Every ten rounds the step moves half of
 * the way, on a logarithmic scale; four fifths through the budget it stays, after which convergence
 * is proved.
 *
 * @param settings how to solve
 * @param lambda strength of the penalty
 */
record PrimalDual(LassoSettings settings, double lambda) implements Solver<LassoState, RoundSums> {

  private static final int EVERY = 10;
  private static final int FIRST = 5;

  /** Returns what to say to all blocks before the next round. */
  Round round(LassoState state) {
    double relaxation = settings.penalty().convex() ? settings.relaxation() : 1;
    return new Round(settings.penalty(), lambda, state.rho(), relaxation, settings.passes());
  }

  @Override
  public Reading read(LassoState state, RoundSums sums) {
    return new Reading(state.round(), lambda, sums.error(), sums.objective(), true);
  }

  @Override
  public LassoState step(LassoState state, RoundSums sums) {
    double rho = state.rho();
    double balanced = 2 * sums.balancedStep();
    boolean due = state.round() == FIRST || state.round() % EVERY == 0;
    if (due
        && state.round() < settings.maxRounds() * 4L / 5
        && balanced > 0
        && Double.isFinite(balanced)) {
      rho = state.round() == FIRST ? balanced : Math.sqrt(rho * balanced);
    }
    return new LassoState(state.round() + 1, rho, Math.min(state.best(), sums.objective()));
  }
}
