package io.convoy.iterate;

/** Why an iteration stopped. Not converging and diverging are outcomes, not exceptions. */
public sealed interface Termination {

  /** Returns the number of evaluations made. */
  int iterations();

  /** The error fell to the tolerance. */
  record Converged(int iterations, double error) implements Termination {}

  /** The budget ran out first; the state is usable but its error is above the tolerance. */
  record Exhausted(int iterations, double error) implements Termination {}

  /** The error or the objective is no longer a finite number; the state must not be used. */
  record Diverged(int iterations) implements Termination {}

  /** An observer asked for an early end; the state can be continued later. */
  record Interrupted(int iterations, double error) implements Termination {}
}
