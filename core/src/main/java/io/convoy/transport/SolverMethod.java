package io.convoy.transport;

/** How the dual is climbed. All methods solve the same problem over the same oracle. */
public enum SolverMethod {
  /** Momentum; Newton where momentum is slow and the problem is one that Newton can solve. */
  AUTO("auto"),

  /** Plain Sinkhorn. */
  SINKHORN("sinkhorn"),

  /** Sinkhorn with adaptive {@link Momentum}. */
  MOMENTUM("momentum"),

  /** Sinkhorn with guarded {@link Anderson} mixing. */
  ANDERSON("anderson"),

  /** Sinkhorn, then {@link SparseNewton}. */
  NEWTON("newton");

  private final String label;

  SolverMethod(String label) {
    this.label = label;
  }

  /** Returns the name used in settings and reports. */
  @Override
  public String toString() {
    return label;
  }
}
