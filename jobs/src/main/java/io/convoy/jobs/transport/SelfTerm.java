package io.convoy.jobs.transport;

import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.SweepRunner;
import io.convoy.iterate.Termination;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.work.StopSignal;
import io.convoy.transport.Certificate;
import io.convoy.transport.Divergence;
import io.convoy.transport.DualOracle;
import io.convoy.transport.Epsilon;
import io.convoy.transport.SinkhornState;
import io.convoy.transport.SolverSettings;
import io.convoy.transport.TransportProblem;
import io.convoy.transport.TransportResult;
import io.convoy.transport.TransportSolver;
import java.util.Map;
import java.util.Optional;

/**
 * The transport of a table onto itself, which a debiased divergence takes away. Nothing of it is
 * saved: an interrupted run solves it again.
 */
record SelfTerm(DualOracle oracle, TransportResult result) implements AutoCloseable {

  /**
   * What both self terms of a divergence have in common.
   *
   * @param cross the problem between both tables, whose rules are theirs
   * @param settings how that is solved
   * @param epsilon of it, in cost units
   */
  record Asked(
      DualOracle cross,
      SolverSettings settings,
      double epsilon,
      Progress progress,
      StopSignal stop) {}

  /**
   * Returns the solution of a table's problem with itself.
   *
   * @param rows its rows
   * @param points the same rows as columns
   * @param costs from the rows to them
   * @throws JobFailure with {@code TRY_AGAIN} if told to stop
   */
  static SelfTerm solve(
      SweepRunner<PointBlock> rows, PointBlock points, PairCosts.Columns costs, Asked asked) {
    double[] centre = rows.run("row centre", Moments.sweep(), "").mean();
    TransportProblem problem =
        Divergence.self(asked.cross().problem(), costs.of(points, centre), points.weights());
    DualOracle oracle = new DualOracle(rows, problem, asked.cross().skips());
    LoopObserver<SinkhornState> observer =
        (state, reading) -> {
          asked.progress().onIteration(reading.iteration(), reading.epsilon(), reading.error());
          return !asked.stop().isRaised();
        };
    TransportResult result =
        TransportSolver.solve(
            oracle,
            asked.settings().withEpsilon(new Epsilon(asked.epsilon(), Epsilon.Unit.COST)),
            Optional.empty(),
            observer);
    if (result.termination() instanceof Termination.Interrupted) {
      oracle.close();
      throw JobFailure.tryAgain(
          "told to stop in a self term of the divergence; the same command goes on from the"
              + " checkpoint of the first term");
    }
    return new SelfTerm(oracle, result);
  }

  /** Adds what a divergence is to {@code numbers}, if all three terms have certificates. */
  static void describe(
      TransportResult cross, SelfTerm source, SelfTerm target, Map<String, Object> numbers) {
    Optional<Certificate> first = source.result.certificate();
    Optional<Certificate> second = target.result.certificate();
    if (first.isEmpty() || second.isEmpty()) {
      return;
    }
    Divergence divergence =
        new Divergence(cross.certificate().orElseThrow(), first.get(), second.get());
    numbers.put("divergence", divergence.value());
    if (!Double.isNaN(divergence.lower() + divergence.upper())) {
      numbers.put("divergence-lower", divergence.lower());
      numbers.put("divergence-upper", divergence.upper());
    }
    numbers.put("self-source", first.get().dual());
    numbers.put("self-target", second.get().dual());
    numbers.put("self-source-iterations", source.result.termination().iterations());
    numbers.put("self-target-iterations", target.result.termination().iterations());
  }

  @Override
  public void close() {
    oracle.close();
  }
}
