package io.convoy.training;

/** Too few contributions arrived, or passed the gate, for a step. */
public final class QuorumException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean late;

  QuorumException(String message, boolean late) {
    super(message);
    this.late = late;
  }

  /** Returns whether some were only too late, so that another attempt may fare better. */
  public boolean isLate() {
    return late;
  }
}
