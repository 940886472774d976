package io.convoy.transport;

import io.convoy.geometry.Precision;
import io.convoy.iterate.Solver;

/**
 * Sinkhorn's iteration on the column potentials (Cuturi 2013, in the log domain), annealed in
 * epsilon and accelerated by {@link Momentum} or {@link Anderson}.
 *
 * <p>A plain step sets {@code g_j} to the maximiser of the dual over that column, {@code g_j +=
 * epsilon log(b_j / c_j)} for exact columns; the rows are maximised over in every evaluation. So
 * the row masses are exact throughout and the error is that of the columns. Where masses are pulled
 * by KL, every step begins with the best {@link Translation}.
 *
 * @param problem what is solved
 * @param annealing the levels of epsilon
 * @param method how steps are accelerated; here NEWTON and AUTO have momentum
 */
public record Sinkhorn(TransportProblem problem, Annealing annealing, SolverMethod method)
    implements Solver<SinkhornState, Evaluation> {

  /** Returns the state before the first evaluation: all potentials 0. */
  public SinkhornState start() {
    return SinkhornState.start(new double[problem.columns()]);
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
  public SinkhornState step(SinkhornState state, Evaluation raw) {
    double epsilon = epsilon(state);
    Translation at = Translation.best(problem, state.g(), raw, epsilon);
    double[] g = at.g();
    Evaluation evaluation = at.evaluation();
    if (!annealing.isLast(state.level()) && raw.error() <= annealing.looseTolerance()) {
      return state.nextLevel(move(g, g, evaluation, epsilon, 1, 0));
    }
    double noise = Math.scalb(Math.abs(evaluation.value()) + epsilon, noiseBits(evaluation));
    return switch (method) {
      case SINKHORN ->
          state.next(g, move(g, g, evaluation, epsilon, 1, 0), Momentum.NONE, Anderson.NONE);
      case ANDERSON -> mixed(state, g, evaluation, epsilon, noise);
      case MOMENTUM, NEWTON, AUTO -> {
        Momentum momentum = state.momentum().observe(evaluation.error(), evaluation.value(), noise);
        double[] next =
            move(g, state.previous(), evaluation, epsilon, momentum.alpha(), momentum.beta());
        yield state.next(g, next, momentum, Anderson.NONE);
      }
    };
  }

  private SinkhornState mixed(
      SinkhornState state, double[] g, Evaluation evaluation, double epsilon, double noise) {
    ColumnSide columns = ColumnSide.of(problem);
    ColumnSide.Best best = columns.best(g, evaluation.logColumnMass(), epsilon);
    double[] residual = new double[g.length];
    for (int j = 0; j < g.length; j++) {
      residual[j] = best.potentials()[j] - g[j];
    }
    Anderson memory =
        state.anderson().observe(g, residual, evaluation.error(), evaluation.value(), noise);
    double[] next = memory.next(problem.columnWeights());
    for (int j = 0; j < next.length; j++) {
      next[j] = columns.settle(best, j, next[j]);
    }
    return state.next(g, next, Momentum.NONE, memory);
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
    ColumnSide columns = ColumnSide.of(problem);
    ColumnSide.Best best = columns.best(g, evaluation.logColumnMass(), epsilon);
    double[] next = new double[g.length];
    for (int j = 0; j < g.length; j++) {
      double bold = g[j] + alpha * (best.potentials()[j] - g[j]) + beta * (g[j] - previous[j]);
      next[j] = columns.settle(best, j, bold);
    }
    return next;
  }
}
