package io.convoy.jobs.transport;

import java.io.Serializable;

/**
 * What is known of one group's problem; a figure that is not is NaN.
 *
 * @param status how it ended
 * @param reason why it has no figures, else null
 */
record GroupFigures(
    Status status,
    String reason,
    int iterations,
    double epsilon,
    double cost,
    double kl,
    double dual,
    double gap,
    double marginalError,
    double mass,
    double exactLower,
    double exactUpper,
    double divergence)
    implements Serializable {

  /** How a group's problem ended. */
  enum Status {
    CONVERGED,
    EXHAUSTED,
    DIVERGED,
    /** The problem does not fit the settings. */
    REFUSED,
    /** Only one of the tables has rows of it. */
    UNMATCHED
  }

  /** Returns a group without figures. */
  static GroupFigures none(Status status, String reason) {
    double not = Double.NaN;
    return new GroupFigures(status, reason, 0, not, not, not, not, not, not, not, not, not, not);
  }
}
