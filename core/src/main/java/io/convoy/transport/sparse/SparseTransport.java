package io.convoy.transport.sparse;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Lbfgs;
import io.convoy.iterate.LbfgsState;
import io.convoy.iterate.Loop;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Solver;
import io.convoy.iterate.StoppingRule;
import io.convoy.iterate.SweepRunner;
import io.convoy.iterate.Termination;
import io.convoy.iterate.Visit;
import java.util.List;
import java.util.Optional;

/**
 * Solves sparse problems by climbing their semi-dual {@code <f, a> - sum_j (<s_j, P_j> - gamma/2
 * |P_j|^2)}, {@code s_j = f - C_j}, with gradient {@code a - P 1}: a sweep over the columns per
 * evaluation, {@code n m (d + log)} steps.
 *
 * <p>The plan's columns hold their masses exactly; its rows do so only at the top. Bounded columns
 * make the semi-dual one of a non-convex problem: it has kinks, at which the rows stay off, and its
 * value may be below that of any plan. So the error is part of the result, not a promise. The first
 * {@value SparseAscent#SMOOTH} evaluations therefore leave columns unbounded: where the plan found
 * then obeys the bound it is the answer, elsewhere the ascent goes on from its potentials.
 */
public final class SparseTransport implements AutoCloseable {

  private final SweepRunner<PointBlock> columns;
  private final SparseProblem problem;
  private final Shared<SparseProblem> shared;

  /** Sends the problem's rows to wherever {@code columns} live; their weights sum to 1. */
  public SparseTransport(SweepRunner<PointBlock> columns, SparseProblem problem) {
    this.columns = columns;
    this.problem = problem;
    this.shared = columns.share(problem);
  }

  /**
   * What a plan is, evaluated at row potentials.
   *
   * @param value the semi-dual: the regularised optimum where columns are not bounded and the error
   *     is 0
   * @param gradient {@code a - P 1}
   * @param error {@code |P 1 - a|_1}
   * @param cost {@code <P, C>}
   * @param penalty {@code gamma/2 |P|^2}
   * @param lower a lower bound of the unregularised optimum, by the potentials' c-transform
   * @param entries number of entries of the plan
   * @param longest largest number of entries of a column
   */
  public record Evaluation(
      double value,
      double[] gradient,
      double error,
      double cost,
      double penalty,
      double lower,
      long entries,
      int longest)
      implements Lbfgs.Ascent {}

  /**
   * The end of a solve.
   *
   * @param state the last state; its {@link LbfgsState#point point} are the row potentials
   * @param evaluation there
   * @param termination why the solve ended; exhausted also where no step leads up any more
   * @param trace one reading per evaluation of this run
   */
  public record Result(
      LbfgsState state,
      Evaluation evaluation,
      Termination termination,
      List<Solver.Reading> trace) {

    /** Returns f, one per row, in cost units. */
    public double[] rowPotentials() {
      return state.point();
    }
  }

  /**
   * Returns the solution.
   *
   * @param step largest first change of a potential, in cost units
   * @param rule its tolerance is on {@code |P 1 - a|_1}
   * @param start a state of an earlier run of the same problem, to continue from
   * @param observer sees every evaluation, and may end the solve
   */
  public Result solve(
      double step,
      StoppingRule rule,
      Optional<LbfgsState> start,
      LoopObserver<? super LbfgsState> observer) {
    LoopObserver<LbfgsState> whileClimbing =
        (state, reading) ->
            observer.observe(state, reading) && (!state.isStuck() || SparseAscent.isSmooth(state));
    Loop.Outcome<LbfgsState, Lbfgs.Ascent> outcome =
        new Loop<LbfgsState, Lbfgs.Ascent>(
                state ->
                    evaluate(
                        "iteration " + state.iteration(),
                        state.point(),
                        SparseAscent.isSmooth(state) ? Integer.MAX_VALUE : problem.most()),
                new SparseAscent(new Lbfgs(step), problem.most()),
                rule,
                whileClimbing)
            .run(start.orElseGet(() -> LbfgsState.at(new double[problem.rowWeights().length])));
    Termination end = outcome.termination();
    if (end instanceof Termination.Interrupted early && outcome.state().isStuck()) {
      end = new Termination.Exhausted(early.iterations(), early.error());
    }
    Evaluation last = (Evaluation) outcome.evaluation();
    if (last.longest() > problem.most()) { // the budget ended before columns were bounded
      last = evaluate("bounded columns", outcome.state().point());
    }
    return new Result(outcome.state(), last, end, outcome.trace());
  }

  /** Returns the plan's numbers at row potentials. */
  public Evaluation evaluate(String label, double[] f) {
    return evaluate(label, f, problem.most());
  }

  private Evaluation evaluate(String label, double[] f, int most) {
    double[] a = problem.rowWeights();
    SparseSums sums = columns.run(label, new SparseSweep(shared), new SparseSweep.At(f, most));
    double product = 0;
    double error = 0;
    double[] gradient = new double[f.length];
    for (int i = 0; i < f.length; i++) {
      product += f[i] * a[i];
      gradient[i] = a[i] - sums.rowMass()[i];
      error += Math.abs(gradient[i]);
    }
    return new Evaluation(
        product - sums.conjugate(),
        gradient,
        error,
        sums.cost(),
        problem.gamma() / 2 * sums.squares(),
        product - sums.ceiling(),
        sums.entries(),
        sums.longest());
  }

  /** Returns the visit that lists the plan's columns of a block, given row potentials. */
  public Visit<PointBlock, double[], SparsePlan> plan() {
    return new SparsePlan.OfBlock(shared);
  }

  @Override
  public void close() {
    shared.close();
  }
}
