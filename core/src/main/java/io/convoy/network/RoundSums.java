package io.convoy.network;

import java.io.Serializable;

/**
 * What all blocks together found in a round, at the parameters before it and the flows of it.
 *
 * @param objective the value of the problem
 * @param conjugates the sum of conjugates at the flows: minus the dual value, or infinite
 * @param primal square of the differences between the ends' copies
 * @param dual square of the distance of the flows' sums from the models' gradients
 * @param size square of the parameters, once per end of an edge
 * @param flow square of the flows' sums at nodes
 * @param flows square of all flows, once per end
 * @param travel square of the parameters' distance from every node's own best, once per end
 * @param ends number of parameters at ends of edges
 * @param parameters number of parameters at nodes
 * @param passes passes made over the blocks' inner edges, in the block that made most
 */
public record RoundSums(
    double objective,
    double conjugates,
    double primal,
    double dual,
    double size,
    double flow,
    double flows,
    double travel,
    long ends,
    long parameters,
    int passes)
    implements Serializable {

  /** Returns the sums of two groups of blocks. */
  public static RoundSums add(RoundSums one, RoundSums other) {
    return new RoundSums(
        one.objective + other.objective,
        one.conjugates + other.conjugates,
        one.primal + other.primal,
        one.dual + other.dual,
        one.size + other.size,
        one.flow + other.flow,
        one.flows + other.flows,
        one.travel + other.travel,
        one.ends + other.ends,
        one.parameters + other.parameters,
        Math.max(one.passes, other.passes));
  }

  /** Returns the duality gap, an upper bound of the distance from the optimum; may be infinite. */
  public double gap() {
    return objective + conjugates;
  }

  /**
   * Returns the step at which flows and parameters, in the metric of the iteration, are equally far
   * from where they started: flows from 0 and parameters from every node's own best. 0 or infinite
   * as long as one of them has not moved.
   */
  double balancedStep() {
    return Math.sqrt(flows / travel);
  }

  /**
   * Returns the distance from solving the problem: the gap in relation to the objective where there
   * is one, else the larger of the two residuals in relation to {@code sqrt(number of parameters)}
   * plus the size of what they compare (Boyd and others, "Distributed Optimization and Statistical
   * Learning via ADMM", section 3.3, with equal absolute and relative tolerances).
   */
  public double error() {
    if (Double.isFinite(gap())) {
      return Math.max(0, gap()) / Math.max(Math.abs(objective), Double.MIN_NORMAL);
    }
    return Math.max(
        Math.sqrt(primal) / (Math.sqrt((double) ends) + Math.sqrt(size) + Double.MIN_NORMAL),
        Math.sqrt(dual) / (Math.sqrt((double) parameters) + Math.sqrt(flow)));
  }
}
