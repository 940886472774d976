package io.convoy.transport;

import io.convoy.iterate.Solver;
import java.util.ArrayList;
import java.util.List;

/**
 * Sinkhorn, then Newton steps with the plan's largest entries alone (Tang, Shavlovsky, Rahmanian,
 * Tardini, Thekumparampil, Xiao and Ying, arXiv 2401.12253). The entries come from one sweep and
 * are kept by mass, not by number; the system is solved on the driver; steps are halved until the
 * dual rises, all halves in one sweep.
 *
 * <p>For sides that are exact or pulled by KL. A Newton step takes three sweeps in double, one of
 * them the loop's own. Where no step raises the dual the plan is not sparse enough yet, and as many
 * steps of Sinkhorn as before come first.
 *
 * @param oracle where the problem is swept over
 * @param sinkhorn what comes before
 * @param warmUp evaluations at the last level of epsilon before Newton, and after a step that
 *     failed
 */
record SparseNewton(DualOracle oracle, Sinkhorn sinkhorn, int warmUp)
    implements Solver<SinkhornState, Evaluation> {

  /** Evaluations of Sinkhorn after which the plan is sparse enough (the paper's figure). */
  static final int WARM_UP = 20;

  /** Entries kept per row at the most; where fewer reach the mass that is kept, fewer. */
  static final int ENTRIES = 32;

  private static final int HALVES = 8;
  private static final double ARMIJO = 1e-4;
  private static final int CG_STEPS = 2000;

  /** Returns whether both sides have the second derivatives that Newton needs. */
  static boolean fits(TransportProblem problem) {
    return isSmooth(problem.rowRule()) && isSmooth(problem.columnRule()) && !problem.fixesMass();
  }

  private static boolean isSmooth(RowRule rule) {
    return rule instanceof MarginalRule.Exact || rule instanceof MarginalRule.Kl;
  }

  @Override
  public Reading read(SinkhornState state, Evaluation evaluation) {
    return sinkhorn.read(state, evaluation);
  }

  @Override
  public SinkhornState step(SinkhornState state, Evaluation raw) {
    boolean isWarm =
        sinkhorn.annealing().isLast(state.level())
            && state.iteration() - state.waitingSince() >= warmUp;
    if (!isWarm) {
      return sinkhorn.step(state, raw);
    }
    if (!state.onlyDouble()) {
      return state.inDouble().next(state.g()); // evaluated again, for the gradient's last digits
    }
    double epsilon = sinkhorn.epsilon(state);
    Translation at = Translation.best(oracle.problem(), state.g(), raw, epsilon);
    double[] gradient = gradient(at);
    double[] direction = direction(at, gradient, epsilon);
    double slope = 0;
    for (int j = 0; j < direction.length; j++) {
      slope += gradient[j] * direction[j];
    }
    double value = at.evaluation().value();
    double noise =
        Math.scalb(Math.abs(value) + epsilon, -44)
            + (oracle.skips() ? DualOracle.SKIPPED * epsilon * at.evaluation().mass() : 0);
    List<double[]> whole = List.of(moved(at.g(), direction, 1));
    String label = "iteration " + state.iteration() + ", step";
    if (rises(oracle.values(label, whole, epsilon)[0], value, slope, 1, noise)) {
      return state.next(whole.get(0));
    }
    List<double[]> halves = new ArrayList<>();
    for (int k = 1; k <= HALVES; k++) {
      halves.add(moved(at.g(), direction, Math.scalb(1.0, -k)));
    }
    double[] values = oracle.values(label + " halved", halves, epsilon);
    for (int k = 1; k <= HALVES; k++) {
      if (rises(values[k - 1], value, slope, Math.scalb(1.0, -k), noise)) {
        return state.next(halves.get(k - 1));
      }
    }
    return sinkhorn.step(state, raw).waiting();
  }

  private static boolean rises(
      double there, double here, double slope, double length, double noise) {
    return there >= here + ARMIJO * length * slope - noise;
  }

  private double[] gradient(Translation at) {
    double[] b = oracle.problem().columnWeights();
    double[] gradient = new double[b.length];
    for (int j = 0; j < b.length; j++) {
      gradient[j] =
          b[j] * oracle.problem().columnRule().columnFraction(at.g()[j])
              - at.evaluation().columnMass()[j];
    }
    return gradient;
  }

  private double[] direction(Translation at, double[] gradient, double epsilon) {
    TransportProblem problem = oracle.problem();
    double[] diagonal = at.evaluation().columnMass().clone();
    if (problem.columnRule() instanceof MarginalRule.Kl kl) {
      for (int j = 0; j < diagonal.length; j++) {
        diagonal[j] +=
            problem.columnWeights()[j] * kl.columnFraction(at.g()[j]) * epsilon / kl.rho();
      }
    }
    double rowShare =
        problem.rowRule() instanceof MarginalRule.Kl kl ? kl.rho() / (kl.rho() + epsilon) : 1;
    List<PlanRows> rows =
        oracle
            .rows()
            .collect(
                "largest entries",
                PlanRows.visit(oracle),
                PlanRows.Query.potentials(at.g(), epsilon).withLargest(ENTRIES));
    double[] right = new double[gradient.length];
    for (int j = 0; j < right.length; j++) {
      right[j] = epsilon * gradient[j];
    }
    // as inexact as the quadratic end of Newton allows
    double tolerance = Math.max(1e-10, Math.min(1e-2, at.evaluation().error()));
    return SparseHessian.of(diagonal, rowShare, rows).solve(right, tolerance, CG_STEPS);
  }

  private static double[] moved(double[] g, double[] direction, double length) {
    double[] moved = new double[g.length];
    for (int j = 0; j < g.length; j++) {
      moved[j] = g[j] + length * direction[j];
    }
    return moved;
  }
}
