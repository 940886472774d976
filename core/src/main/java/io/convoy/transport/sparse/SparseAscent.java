package io.convoy.transport.sparse;

import io.convoy.iterate.Lbfgs;
import io.convoy.iterate.LbfgsState;
import io.convoy.iterate.Solver;

/**
 * L-BFGS on the semi-dual without a bound on the columns' entries, which has no kinks, and from
 * there with it.
 *
 * @param most the bound
 */
record SparseAscent(Lbfgs climb, int most) implements Solver<LbfgsState, Lbfgs.Ascent> {

  /** Evaluations without the bound. */
  static final int SMOOTH = 200;

  static boolean isSmooth(LbfgsState state) {
    return state.iteration() <= SMOOTH;
  }

  /** A plan that obeys the bound of itself is the bounded problem's, too. */
  @Override
  public Reading read(LbfgsState state, Lbfgs.Ascent evaluation) {
    Reading reading = climb.read(state, evaluation);
    return new Reading(
        reading.iteration(),
        reading.epsilon(),
        reading.error(),
        reading.objective(),
        !isSmooth(state) || ((SparseTransport.Evaluation) evaluation).longest() <= most);
  }

  @Override
  public LbfgsState step(LbfgsState state, Lbfgs.Ascent evaluation) {
    LbfgsState next = climb.step(state, evaluation);
    boolean isOver = isSmooth(state) && !isSmooth(next) && most < next.base().length;
    return isOver ? next.restarted() : next;
  }
}
