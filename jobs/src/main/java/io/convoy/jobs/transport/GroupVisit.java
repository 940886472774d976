package io.convoy.jobs.transport;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.SerialRunner;
import io.convoy.iterate.Termination;
import io.convoy.iterate.Visit;
import io.convoy.jobs.transport.GroupFigures.Status;
import io.convoy.spark.table.GroupedTables;
import io.convoy.transport.Certificate;
import io.convoy.transport.CostMoments;
import io.convoy.transport.Divergence;
import io.convoy.transport.DualOracle;
import io.convoy.transport.Epsilon;
import io.convoy.transport.MarginalRule;
import io.convoy.transport.RowRule;
import io.convoy.transport.SolverSettings;
import io.convoy.transport.TransportProblem;
import io.convoy.transport.TransportResult;
import io.convoy.transport.TransportSolver;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** Solves the problem of one group, on the thread that asks. */
final class GroupVisit implements Visit<GroupedTables.Group, GroupVisit.How, GroupFigures> {

  private static final long serialVersionUID = 1L;

  /** Costs that differ by less, in relation to their size, are equal. */
  private static final double EQUAL = 1e-12;

  /**
   * How to solve.
   *
   * @param mass NaN if it is not given
   * @param divergence whether each side is solved against itself too
   */
  record How(
      GroundCost cost,
      SolverSettings settings,
      RowRule rows,
      MarginalRule columns,
      double mass,
      boolean divergence,
      boolean skips)
      implements Serializable {}

  @Override
  public GroupFigures visit(How how, GroupedTables.Group group) {
    try {
      PointCloud cloud = PointCloud.of(how.cost(), group.target(), centre(group.source()));
      TransportProblem problem =
          new TransportProblem(
              cloud, group.target().weights(), how.rows(), how.columns(), how.mass());
      try (DualOracle oracle = oracle(group.source(), problem, how)) {
        SolverSettings settings = fitting(CostMoments.of(oracle), how.settings());
        TransportResult result = TransportSolver.solve(oracle, settings);
        if (result.certificate().isEmpty()) {
          return GroupFigures.none(Status.DIVERGED, "the iterates were not finite");
        }
        return figures(
            result,
            result.certificate().get(),
            how.divergence() ? divergence(how, group, problem, result) : Double.NaN);
      }
    } catch (IllegalArgumentException | ArithmeticException misfit) {
      return GroupFigures.none(Status.REFUSED, misfit.getMessage());
    }
  }

  private static DualOracle oracle(PointBlock rows, TransportProblem problem, How how) {
    return new DualOracle(new SerialRunner<>(List.of(rows)), problem, how.skips());
  }

  private static double[] centre(PointBlock rows) {
    return Moments.sweep().visit("", rows).mean();
  }

  /** Where all costs are equal every plan is the best, and any epsilon finds one. */
  private static SolverSettings fitting(CostMoments cost, SolverSettings settings) {
    double size = Math.max(Math.abs(cost.min()), Math.abs(cost.max()));
    return cost.deviation() <= EQUAL * size
        ? settings.withEpsilon(new Epsilon(size > 0 ? size : 1, Epsilon.Unit.COST))
        : settings;
  }

  private static GroupFigures figures(
      TransportResult result, Certificate certificate, double divergence) {
    return new GroupFigures(
        result.termination() instanceof Termination.Converged ? Status.CONVERGED : Status.EXHAUSTED,
        null,
        result.termination().iterations(),
        result.epsilon(),
        certificate.cost(),
        certificate.kl(),
        certificate.dual(),
        certificate.gap(),
        certificate.marginalError(),
        certificate.mass(),
        certificate.exactLower(),
        certificate.exactUpper(),
        divergence);
  }

  /** Returns the divergence, NaN if a side's own problem has no certificate. */
  private static double divergence(
      How how, GroupedTables.Group group, TransportProblem cross, TransportResult result) {
    SolverSettings settings =
        how.settings().withEpsilon(new Epsilon(result.epsilon(), Epsilon.Unit.COST));
    Optional<Certificate> source = self(how, group.source(), cross, settings);
    Optional<Certificate> target = self(how, group.target(), cross, settings);
    return source.isEmpty() || target.isEmpty()
        ? Double.NaN
        : new Divergence(result.certificate().orElseThrow(), source.get(), target.get()).value();
  }

  private static Optional<Certificate> self(
      How how, PointBlock points, TransportProblem cross, SolverSettings settings) {
    TransportProblem problem =
        Divergence.self(cross, PointCloud.of(how.cost(), points, centre(points)), points.weights());
    try (DualOracle oracle = oracle(points, problem, how)) {
      return TransportSolver.solve(oracle, settings).certificate();
    }
  }
}
