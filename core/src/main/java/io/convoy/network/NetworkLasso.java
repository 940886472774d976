package io.convoy.network;

import io.convoy.iterate.Loop;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.Solver;
import io.convoy.iterate.Termination;
import java.util.List;

/**
 * Minimises {@code sum f_i(x_i) + lambda sum w_ij ||x_i - x_j||} over the blocks of a runner, for
 * one lambda after another, each from where the last one ended.
 *
 * <p>The iteration converges for every step and every convex penalty. For the others the best
 * parameters seen are kept.
 */
public final class NetworkLasso {

  private final GraphRunner runner;
  private final LassoSettings settings;
  private double rho;

  /** Solves on {@code runner}, which must hold models of one number of parameters. */
  public NetworkLasso(GraphRunner runner, LassoSettings settings) {
    this.runner = runner;
    this.settings = settings;
    this.rho = settings.rho();
  }

  /** Lets every node begin at its own best model: the solution of lambda 0. */
  public void begin() {
    runner.begin();
  }

  /**
   * Returns how the rounds of one lambda ended; the parameters are the runner's.
   *
   * @param lambda {@code >= 0}
   * @param observer sees every round
   */
  public Solution solve(double lambda, LoopObserver<? super LassoState> observer) {
    return solve(lambda, LassoState.start(rho), observer);
  }

  /**
   * As {@link #solve(double, LoopObserver)}, from a state that the observer saw, over blocks in the
   * states they had then; see {@link GraphRunner#resume}.
   */
  public Solution solve(double lambda, LassoState from, LoopObserver<? super LassoState> observer) {
    PrimalDual method = new PrimalDual(settings, lambda);
    boolean keeping = !settings.penalty().convex();
    var outcome =
        new Loop<LassoState, RoundSums>(
                state -> evaluate(method, state, from, keeping),
                method,
                settings.stopping(),
                observer)
            .run(from);
    rho = outcome.state().rho();
    RoundSums sums = outcome.evaluation();
    if (keeping && outcome.state().best() < sums.objective()) {
      runner.restore();
      sums = runner.evaluate(method.round(outcome.state()));
    }
    return new Solution(lambda, sums, rho, outcome.termination(), outcome.trace());
  }

  private RoundSums evaluate(
      PrimalDual method, LassoState state, LassoState from, boolean keeping) {
    if (state.round() > from.round()) {
      runner.advance();
    }
    RoundSums sums = runner.evaluate(method.round(state));
    if (keeping && sums.objective() < state.best()) {
      runner.keep();
    }
    return sums;
  }

  /**
   * How the rounds of one lambda ended.
   *
   * @param lambda strength of the penalty
   * @param sums of the last round: the objective at the parameters, its gap and residuals
   * @param rho the last step
   * @param termination why they ended
   * @param trace one reading per round
   */
  public record Solution(
      double lambda,
      RoundSums sums,
      double rho,
      Termination termination,
      List<Solver.Reading> trace) {}
}
