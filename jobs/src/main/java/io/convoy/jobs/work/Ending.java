package io.convoy.jobs.work;

/** How a job's numerical part ended. */
public enum Ending {
  /** The error fell below the tolerance. */
  CONVERGED,
  /** The budget was spent, or the tolerance was missed somewhere; the result is usable. */
  EXHAUSTED,
  /** The iterates are not finite any more; nothing but the trace is used. */
  DIVERGED,
  /** There was nothing to iterate, and what was asked is done. */
  DONE
}
