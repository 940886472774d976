package io.convoy.jobs.work;

import io.convoy.iterate.Termination;

/** How a job's numerical part ended. */
public enum Ending {
  /** The error fell below the tolerance. */
  CONVERGED,
  /** The budget was spent, or the tolerance was missed somewhere; the result is usable. */
  EXHAUSTED,
  /** The iterates are not finite any more; nothing but the trace is used. */
  DIVERGED,
  /** There was nothing to iterate, and what was asked is done. */
  DONE;

  /** Returns how a solver ended that was not interrupted. */
  public static Ending of(Termination end) {
    if (end instanceof Termination.Converged) {
      return CONVERGED;
    }
    return end instanceof Termination.Exhausted ? EXHAUSTED : DIVERGED;
  }
}
