package io.convoy.network;

/**
 * One round of one block: the primal-dual step on flows and parameters (Chambolle and Pock 2011
 * with steps {@code rho / 2} on flows and {@code 1 / (rho degree)} on parameters, which is the ADMM
 * of the network lasso with its copies eliminated).
 *
 * <pre>
 *   y+ = flow(y + rho/2 (x_i - x_j))
 *   x+ = prox of f_i with strength rho d_i at x_i - 1/(rho d_i) sum_j (2 y+ - y)
 * </pre>
 *
 * <p>Flows are held by both ends, each pointing away from its own node, so signs vanish. A nested
 * round treats only the edges that leave the block so, and then improves its nodes and inner edges
 * in passes of the same step, with what left edges say as a quadratic at every node. Passes end
 * when one moves the parameters less than a twentieth as far as the first did.
 *
 * <p>The flows of the step, before relaxation, are dual feasible; relaxed ones are not. So sums are
 * taken from the former.
 */
final class BlockRound {

  private static final double ENOUGH = 1.0 / 20;
  private static final int FEWEST_PASSES = 10;

  private final GraphBlock block;
  private final Round round;
  private final int p;
  private final double[] x;
  private final double[] next;
  private final double[] flows;
  private final double[] memory;
  private final double[] pulls;
  private final double[] cutFlows;

  private double objective;
  private double conjugates;
  private double primal;
  private double dual;
  private double size;
  private double flow;
  private double flowSquares;
  private double travel;

  private BlockRound(GraphBlock block, GraphState state, double[][] messages, Round round) {
    this.block = block;
    this.round = round;
    p = block.parameters();
    x = block.assembled(state, messages);
    next = new double[block.nodes() * p];
    flows = state.flows().clone();
    memory = state.memory().clone();
    pulls = round.nested() ? new double[block.nodes() * p] : null;
    cutFlows = round.nested() ? new double[block.nodes() * p] : null;
  }

  static GraphCell.Stepped run(
      GraphBlock block, GraphState state, double[][] messages, Round round) {
    return new BlockRound(block, state, messages, round).run();
  }

  private GraphCell.Stepped run() {
    if (round.nested()) {
      crossCuts();
    }
    double first = pass(true);
    int passes = 1;
    for (double moved = first; passes < round.passes(); passes++) {
      if (passes >= FEWEST_PASSES && moved <= ENOUGH * ENOUGH * first) {
        break;
      }
      System.arraycopy(next, 0, x, 0, next.length);
      moved = pass(false);
    }
    RoundSums sums =
        new RoundSums(
            objective,
            conjugates,
            primal,
            dual,
            size,
            flow,
            flowSquares,
            travel,
            (long) block.ends() * p,
            (long) block.nodes() * p,
            passes);
    return new GraphCell.Stepped(new GraphState(next, flows, memory), sums);
  }

  /** Moves the flows that leave the block and notes what they say at every node. */
  private void crossCuts() {
    double[] q = new double[p];
    for (int i = 0; i < block.nodes(); i++) {
      double t = round.rho() * (block.offset(i + 1) - block.cut(i));
      for (int k = 0; k < p; k++) {
        pulls[i * p + k] = t * x[i * p + k];
      }
      for (int at = block.cut(i); at < block.offset(i + 1); at++) {
        step(i, at, q, true);
        for (int k = 0; k < p; k++) {
          pulls[i * p + k] -= 2 * q[k] - flows[at * p + k];
          cutFlows[i * p + k] += q[k];
          flows[at * p + k] = q[k];
        }
      }
    }
  }

  /** Writes the flow after {@code flows[at]} to {@code q}; adds to the sums if asked to. */
  private void step(int i, int at, double[] q, boolean summing) {
    double rho = round.rho();
    int neighbour = block.slot(at) * p;
    int own = i * p;
    double strength = round.lambda() * block.weight(at);
    if (summing) {
      for (int k = 0; k < p; k++) {
        q[k] = x[own + k] - x[neighbour + k];
      }
      objective += round.penalty().value(q, p, strength) / 2; // the other end counts the rest
    }
    for (int k = 0; k < p; k++) {
      q[k] = flows[at * p + k] + rho / 2 * (x[own + k] - x[neighbour + k]);
    }
    round.penalty().flow(q, p, strength, rho);
    if (summing) {
      conjugates += round.penalty().conjugate(q, p, strength) / 2;
      double square = 0;
      for (int k = 0; k < p; k++) {
        double change = q[k] - flows[at * p + k];
        square += change * change;
        flowSquares += q[k] * q[k];
      }
      primal += square / (rho * rho);
    }
  }

  /** Moves inner flows, or all in a plain round, and all parameters; returns how far, squared. */
  private double pass(boolean summing) {
    boolean nested = round.nested();
    double rho = round.rho();
    double alpha = round.relaxation();
    double[] q = new double[p];
    double[] pull = new double[p];
    double[] total = new double[p];
    double moved = 0;
    for (int i = 0; i < block.nodes(); i++) {
      int from = block.offset(i);
      int end = nested ? block.cut(i) : block.offset(i + 1);
      boolean alone = block.offset(i + 1) == from;
      double inner = alone ? rho : rho * (end - from); // alone: the proximal point method
      for (int k = 0; k < p; k++) {
        pull[k] = (nested ? pulls[i * p + k] : 0) + inner * x[i * p + k];
        total[k] = nested ? cutFlows[i * p + k] : 0;
      }
      for (int at = from; at < end; at++) {
        step(i, at, q, summing);
        for (int k = 0; k < p; k++) {
          double old = flows[at * p + k];
          pull[k] -= 2 * q[k] - old;
          total[k] += q[k];
          flows[at * p + k] = alpha * q[k] + (1 - alpha) * old;
        }
      }
      if (summing) {
        sum(i, total);
      }
      moved += move(i, inner + rho * (block.offset(i + 1) - end), pull, total, summing);
    }
    return moved;
  }

  /** Adds what a node has to say before it moves. */
  private void sum(int i, double[] total) {
    double[] negative = new double[p];
    double[] home = block.home();
    double square = 0;
    double moved = 0;
    for (int k = 0; k < p; k++) {
      double distance = x[i * p + k] - home[i * p + k];
      moved += distance * distance;
      negative[k] = -total[k];
      flow += total[k] * total[k];
      square += x[i * p + k] * x[i * p + k];
    }
    int degree = block.offset(i + 1) - block.offset(i);
    size += degree * square;
    travel += degree * moved;
    objective += block.fits().value(i, x, i * p);
    conjugates += block.fits().conjugate(i, negative, x, i * p);
  }

  /** Moves one node towards {@code pull / t}; overwrites {@code pull}; returns how far, squared. */
  private double move(int i, double t, double[] pull, double[] total, boolean summing) {
    double alpha = round.relaxation();
    int own = i * p;
    for (int k = 0; k < p; k++) {
      pull[k] /= t;
    }
    block.fits().prox(i, t, pull, memory, next, own);
    double moved = 0;
    double mismatch = 0;
    for (int k = 0; k < p; k++) {
      double stationary = t * (pull[k] - next[own + k]) + total[k]; // gradient plus flows
      mismatch += stationary * stationary;
      next[own + k] = alpha * next[own + k] + (1 - alpha) * x[own + k];
      double change = next[own + k] - x[own + k];
      moved += change * change;
    }
    dual += summing ? mismatch : 0;
    return moved;
  }
}
