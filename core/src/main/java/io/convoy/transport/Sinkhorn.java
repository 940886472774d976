package io.convoy.transport;

import io.convoy.geometry.Precision;
import io.convoy.iterate.Solver;

/**
 * Sinkhorn's iteration on the column potentials (Cuturi 2013, in the log domain), annealed in
 * epsilon and accelerated by {@link Momentum}.
 *
 * <p>A plain step sets {@code g_j} to the maximiser of the dual over that column, {@code g_j +=
 * epsilon log(b_j / c_j)} for exact columns; the rows are maximised over in every evaluation. So
 * the row masses are exact throughout and the error is that of the columns.
 *
 * @param columnWeights b
 * @param rule the columns' rule
 * @param annealing the levels of epsilon
 * @param accelerated whether to use momentum
 */
public record Sinkhorn(
    double[] columnWeights, MarginalRule rule, Annealing annealing, boolean accelerated)
    implements Solver<SinkhornState, Evaluation> {

  /** Returns the state before the first evaluation: all potentials 0. */
  public SinkhornState start() {
    return SinkhornState.start(new double[columnWeights.length]);
  }

  /** Returns the epsilon at which {@code state} is to be evaluated. */
  public double epsilon(SinkhornState state) {
    return annealing.epsilon(state.level());
  }

  @Override
  public Reading read(SinkhornState state, Evaluation evaluation) {
    return new Reading(
        state.iteration(),
        epsilon(state),
        evaluation.error(),
        evaluation.value(),
        annealing.isLast(state.level()));
  }

  @Override
  public SinkhornState step(SinkhornState state, Evaluation evaluation) {
    double epsilon = epsilon(state);
    double[] g = state.g();
    int iteration = state.iteration() + 1;
    if (!annealing.isLast(state.level()) && evaluation.error() <= annealing.looseTolerance()) {
      double[] next = move(g, g, evaluation, epsilon, 1, 0);
      return new SinkhornState(
          iteration, state.level() + 1, next, next, Momentum.NONE, state.onlyDouble());
    }
    if (!accelerated) {
      double[] next = move(g, g, evaluation, epsilon, 1, 0);
      return new SinkhornState(
          iteration, state.level(), next, g, Momentum.NONE, state.onlyDouble());
    }
    double noise = Math.scalb(Math.abs(evaluation.value()) + epsilon, noiseBits(evaluation));
    Momentum momentum = state.momentum().observe(evaluation.error(), evaluation.value(), noise);
    double[] next =
        move(g, state.previous(), evaluation, epsilon, momentum.alpha(), momentum.beta());
    return new SinkhornState(iteration, state.level(), next, g, momentum, state.onlyDouble());
  }

  private static int noiseBits(Evaluation evaluation) {
    return evaluation.precision() == Precision.FLOAT ? -20 : -40;
  }

  private double[] move(
      double[] g,
      double[] previous,
      Evaluation evaluation,
      double epsilon,
      double alpha,
      double beta) {
    double[] next = new double[g.length];
    for (int j = 0; j < g.length; j++) {
      double balanced =
          g[j] + epsilon * (Math.log(columnWeights[j]) - evaluation.logColumnMass()[j]);
      double plain = rule.columnUpdate(balanced, epsilon);
      next[j] = g[j] + alpha * (plain - g[j]) + beta * (g[j] - previous[j]);
    }
    return next;
  }
}
