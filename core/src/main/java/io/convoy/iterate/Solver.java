package io.convoy.iterate;

/**
 * An iterative method as a pure step. Owns no data, thread, clock or randomness: equal arguments
 * give equal bits, which is what lets a run resume anywhere.
 *
 * @param <S> the state, immutable: all that is needed to go on
 * @param <E> what one evaluation of the problem at a state returns
 */
public interface Solver<S, E> {

  /** Returns how far {@code state} is, judged by its evaluation. */
  Reading read(S state, E evaluation);

  /** Returns the state one step after {@code state}. */
  S step(S state, E evaluation);

  /**
   * What an observer sees of one iteration.
   *
   * @param iteration 1 for the first evaluation
   * @param epsilon the regularisation of this iteration, in cost units; 0 where there is none
   * @param error distance from solving the problem; zero means solved
   * @param objective the value being optimised
   * @param decisive whether {@code error} is that of the problem asked for, so that it may stop the
   *     loop, and not of an easier one solved on the way (an annealing level)
   */
  record Reading(int iteration, double epsilon, double error, double objective, boolean decisive) {}
}
