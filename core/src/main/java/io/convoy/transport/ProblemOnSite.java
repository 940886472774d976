package io.convoy.transport;

import io.convoy.geometry.Exponents;
import java.io.Serializable;

/**
 * The problem as one process of a cluster holds it, with what its tasks compute alike: the column
 * parts of the exponents at the point evaluated last. Each task reads a copy of the point, so
 * points are compared by value.
 */
final class ProblemOnSite implements Serializable {

  private static final long serialVersionUID = 1L;

  private final TransportProblem problem;
  private transient DualPoint point;
  private transient Exponents exponents;

  ProblemOnSite(TransportProblem problem) {
    this.problem = problem;
  }

  TransportProblem problem() {
    return problem;
  }

  synchronized Exponents exponents(DualPoint at) {
    if (point == null || !point.isSame(at)) {
      exponents =
          Exponents.of(
              problem.geometry(), at.g(), problem.columnWeights(), at.epsilon(), at.precision());
      point = at;
    }
    return exponents;
  }
}
