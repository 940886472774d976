package io.convoy.transport;

import io.convoy.geometry.Precision;
import io.convoy.iterate.Loop;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.Solver;
import io.convoy.iterate.StoppingRule;
import io.convoy.iterate.Termination;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Solves a transport problem: scale, iterate, certify. The same path for every engine. */
public final class TransportSolver {

  /** Evaluations at the last level after which momentum gives way to Newton. */
  private static final int NEWTON_AFTER = 100;

  /** Blocks whose rows' largest entries fit on any driver. */
  private static final int NEWTON_BLOCKS = 64;

  private TransportSolver() {}

  /** Returns the solution from a cold start, unobserved. */
  public static TransportResult solve(DualOracle oracle, SolverSettings settings) {
    return solve(oracle, settings, Optional.empty(), LoopObserver.none());
  }

  /**
   * Returns the solution.
   *
   * <p>Costs {@code n m} pairs per iteration, less what is skipped, plus three sweeps in double:
   * the costs' scale before, and the dual and the certificate after. Where the iteration ran in
   * float and its error is found to be above the tolerance in double, it goes on in double: what is
   * reported as converged is so in double.
   *
   * @param start a state of an earlier run of the same problem and settings, to continue from
   * @param observer sees every iteration, and may end the solve
   * @throws IllegalArgumentException if epsilon does not fit the costs
   * @throws ArithmeticException if the costs overflow
   */
  public static TransportResult solve(
      DualOracle oracle,
      SolverSettings settings,
      Optional<SinkhornState> start,
      LoopObserver<SinkhornState> observer) {
    CostMoments cost = CostMoments.of(oracle);
    if (!Double.isFinite(cost.squares()) || !Double.isFinite(cost.range())) {
      throw new ArithmeticException(
          "the costs are too large to compute with, from "
              + cost.min()
              + " to "
              + cost.max()
              + "; scale the features down");
    }
    double epsilon = settings.epsilon().in(cost);
    Annealing annealing =
        settings.annealed()
            ? Annealing.between(cost.deviation(), epsilon)
            : Annealing.none(epsilon);
    TransportProblem problem = oracle.problem();
    Sinkhorn sinkhorn = new Sinkhorn(problem, annealing, settings.method());
    Solve solve = new Solve(oracle, settings, sinkhorn, method(oracle, sinkhorn), cost, observer);

    Loop.Outcome<SinkhornState, Evaluation> outcome = solve.run(start.orElseGet(sinkhorn::start));
    List<Solver.Reading> trace = new ArrayList<>(outcome.trace());
    Optional<Evaluation> exact = solve.exactly(outcome, epsilon);
    if (outcome.termination() instanceof Termination.Converged
        && exact.isPresent()
        && exact.get().error() > settings.tolerance()) {
      trace.remove(trace.size() - 1); // the same state is evaluated again
      outcome = solve.run(outcome.state().inDouble());
      trace.addAll(outcome.trace());
      exact = solve.exactly(outcome, epsilon);
    }
    Optional<Certificate> certificate = Optional.empty();
    Termination end = outcome.termination();
    if (exact.isPresent()) {
      certificate =
          Optional.of(Certificate.of(oracle, outcome.state().g(), epsilon, exact.get()))
              .filter(figures -> figures.isFinite(problem.isBalanced()));
      end = certificate.isPresent() ? end : new Termination.Diverged(end.iterations());
    }
    return new TransportResult(
        outcome.state(), epsilon, cost, certificate, end, List.copyOf(trace), solve.effort());
  }

  /**
   * Returns what takes the steps. Left to choose, momentum has so many evaluations at the last
   * level as Newton steps seldom exceed, where the plan's entries fit on the driver.
   */
  private static Solver<SinkhornState, Evaluation> method(DualOracle oracle, Sinkhorn sinkhorn) {
    boolean fits = SparseNewton.fits(oracle.problem());
    return switch (sinkhorn.method()) {
      case SINKHORN, MOMENTUM, ANDERSON -> sinkhorn;
      case NEWTON -> {
        if (!fits) {
          throw new IllegalArgumentException(
              "the solver newton is for marginals that are exact or kl, and no given mass; use"
                  + " momentum");
        }
        yield new SparseNewton(oracle, sinkhorn, SparseNewton.WARM_UP);
      }
      case AUTO ->
          fits && oracle.rows().blocks() <= NEWTON_BLOCKS
              ? new SparseNewton(oracle, sinkhorn, NEWTON_AFTER)
              : sinkhorn;
    };
  }

  /** What the iterations of one solve have in common, and what they have cost so far. */
  private static final class Solve {

    private final DualOracle oracle;
    private final SolverSettings settings;
    private final Sinkhorn sinkhorn;
    private final Solver<SinkhornState, Evaluation> solver;
    private final CostMoments cost;
    private final LoopObserver<SinkhornState> observer;
    private Effort effort = Effort.NONE;

    Solve(
        DualOracle oracle,
        SolverSettings settings,
        Sinkhorn sinkhorn,
        Solver<SinkhornState, Evaluation> solver,
        CostMoments cost,
        LoopObserver<SinkhornState> observer) {
      this.oracle = oracle;
      this.settings = settings;
      this.sinkhorn = sinkhorn;
      this.solver = solver;
      this.cost = cost;
      this.observer = observer;
    }

    Effort effort() {
      return effort;
    }

    Loop.Outcome<SinkhornState, Evaluation> run(SinkhornState start) {
      return new Loop<>(
              this::evaluate,
              solver,
              new StoppingRule(settings.tolerance(), settings.maxIterations()),
              observer)
          .run(start);
    }

    private Evaluation evaluate(SinkhornState state) {
      Evaluation evaluation =
          oracle.evaluate(
              "iteration " + state.iteration(),
              state.g(),
              sinkhorn.epsilon(state),
              precision(state));
      effort = effort.with(evaluation);
      return evaluation;
    }

    /** Where floats err by more than the error to be reached, double is needed. */
    private Precision precision(SinkhornState state) {
      Annealing annealing = sinkhorn.annealing();
      double floatError = cost.floatError(sinkhorn.epsilon(state));
      double goal =
          annealing.isLast(state.level()) ? settings.tolerance() : annealing.looseTolerance();
      return state.onlyDouble() || floatError > goal ? Precision.DOUBLE : settings.precision();
    }

    /** Returns the last state's evaluation in double at the target epsilon, if it is to be used. */
    Optional<Evaluation> exactly(Loop.Outcome<SinkhornState, Evaluation> outcome, double epsilon) {
      if (outcome.termination() instanceof Termination.Diverged
          || outcome.termination() instanceof Termination.Interrupted) {
        return Optional.empty();
      }
      Evaluation known = outcome.evaluation();
      SinkhornState state = outcome.state();
      boolean isExact = sinkhorn.epsilon(state) == epsilon && known.precision() == Precision.DOUBLE;
      return Optional.of(
          isExact
              ? known
              : oracle.evaluate("dual in double", state.g(), epsilon, Precision.DOUBLE));
    }
  }
}
