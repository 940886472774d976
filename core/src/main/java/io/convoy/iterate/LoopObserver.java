package io.convoy.iterate;

/**
 * Watches a loop from outside: progress, checkpoints, requests to stop.
 *
 * @param <S> the state
 */
public interface LoopObserver<S> {

  /**
   * Called after every evaluation, before the step that follows it.
   *
   * @param state the state that was evaluated; continuing from it repeats this evaluation
   * @param reading how far it is
   * @return whether to go on; {@code false} ends the loop as {@link Termination.Interrupted}
   */
  boolean observe(S state, Solver.Reading reading);

  /** Goes on always. */
  static <S> LoopObserver<S> none() {
    return (state, reading) -> true;
  }
}
