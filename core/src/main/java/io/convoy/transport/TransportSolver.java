package io.convoy.transport;

import io.convoy.geometry.Exponents;
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

  private TransportSolver() {}

  /** Returns the solution from a cold start, unobserved. */
  public static TransportResult solve(DualOracle oracle, TransportSettings settings) {
    return solve(oracle, settings, Optional.empty(), LoopObserver.none());
  }

  /**
   * Returns the solution.
   *
   * <p>Costs {@code n m} pairs per iteration, plus three sweeps in double: the costs' scale before,
   * and the dual and the certificate after. Where the iteration ran in float and its error is found
   * to be above the tolerance in double, it goes on in double: what is reported as converged is so
   * in double.
   *
   * @param start a state of an earlier run of the same problem and settings, to continue from
   * @param observer sees every iteration, and may end the solve
   * @throws IllegalArgumentException if epsilon does not fit the costs
   */
  public static TransportResult solve(
      DualOracle oracle,
      TransportSettings settings,
      Optional<SinkhornState> start,
      LoopObserver<SinkhornState> observer) {
    CostMoments cost = CostMoments.of(oracle);
    double epsilon = settings.epsilon().in(cost);
    Annealing annealing =
        settings.annealed()
            ? Annealing.between(cost.deviation(), epsilon)
            : Annealing.none(epsilon);
    TransportProblem problem = oracle.problem();
    Sinkhorn sinkhorn =
        new Sinkhorn(
            problem.columnWeights(), problem.columnRule(), annealing, settings.accelerated());
    Solve solve = new Solve(oracle, settings, sinkhorn, cost, observer);

    Loop.Outcome<SinkhornState, Evaluation> outcome =
        solve.run(settings.precision(), start.orElseGet(sinkhorn::start));
    List<Solver.Reading> trace = new ArrayList<>(outcome.trace());
    double[] g = outcome.state().g();
    Precision precision = outcome.evaluation().precision();
    if (outcome.termination() instanceof Termination.Diverged) {
      return new TransportResult(
          outcome.state(),
          epsilon,
          cost,
          Optional.empty(),
          outcome.termination(),
          trace,
          precision);
    }
    Evaluation exact = solve.exactly(outcome.evaluation(), outcome.state(), epsilon);
    if (outcome.termination() instanceof Termination.Converged
        && exact.error() > settings.tolerance()) {
      outcome = solve.run(Precision.DOUBLE, outcome.state());
      trace.remove(trace.size() - 1); // the same state, evaluated again
      trace.addAll(outcome.trace());
      g = outcome.state().g();
      precision = Precision.DOUBLE;
      exact = solve.exactly(outcome.evaluation(), outcome.state(), epsilon);
    }
    return new TransportResult(
        outcome.state(),
        epsilon,
        cost,
        Optional.of(Certificate.of(oracle, g, epsilon, exact)),
        outcome.termination(),
        List.copyOf(trace),
        precision);
  }

  /** What the iterations of one solve have in common. */
  private record Solve(
      DualOracle oracle,
      TransportSettings settings,
      Sinkhorn sinkhorn,
      CostMoments cost,
      LoopObserver<SinkhornState> observer) {

    Loop.Outcome<SinkhornState, Evaluation> run(Precision asked, SinkhornState start) {
      return new Loop<>(
              state -> evaluate(asked, state),
              sinkhorn,
              new StoppingRule(settings.tolerance(), settings.maxIterations()),
              observer)
          .run(start);
    }

    private Evaluation evaluate(Precision asked, SinkhornState state) {
      double epsilon = sinkhorn.epsilon(state);
      return oracle.evaluate(
          "iteration " + state.iteration(), state.g(), epsilon, precision(asked, state));
    }

    /**
     * Float exponents err by about {@code 2^-24} of their range; where that is more than the error
     * to be reached, double is needed.
     */
    private Precision precision(Precision asked, SinkhornState state) {
      Annealing annealing = sinkhorn.annealing();
      double range = cost.range() / (sinkhorn.epsilon(state) * Exponents.LN_2);
      double goal =
          annealing.isLast(state.level()) ? settings.tolerance() : annealing.looseTolerance();
      return Math.scalb(range, -24) > goal ? Precision.DOUBLE : asked;
    }

    /** Returns the evaluation in double at the target epsilon. */
    Evaluation exactly(Evaluation known, SinkhornState state, double epsilon) {
      boolean sameEpsilon = sinkhorn.epsilon(state) == epsilon;
      return sameEpsilon && known.precision() == Precision.DOUBLE
          ? known
          : oracle.evaluate("dual in double", state.g(), epsilon, Precision.DOUBLE);
    }
  }
}
