package io.convoy.jobs.transport;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.Engine;
import io.convoy.jobs.settings.JobSettings;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Section;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.settings.TwoTables;
import io.convoy.transport.Epsilon;
import io.convoy.transport.MarginalRule;
import io.convoy.transport.Marginals;
import io.convoy.transport.SolverSettings;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything a transport run is told.
 *
 * @param tolerance largest L1 marginal error that counts as solved, {@code > 0}
 */
record TransportSettings(
    @Section("Tables") TwoTables tables,
    @Shared boolean standardize,
    @Shared boolean quarantine,
    @Section("Problem") @Shared GroundCost cost,
    Strength strength,
    Masses masses,
    @Shared double tolerance,
    @Shared long seed,
    Asked asked,
    @Section("Output") OutputSettings output,
    @Shared boolean strict,
    @Section("Run") RunSettings run)
    implements JobSettings {

  /** The strength of the regularisation, said in one of two ways. */
  record Strength(
      @Shared("epsilon") Optional<Epsilon> given,
      @Setting(
              help =
                  "Another way to give epsilon: the distance below which points are alike, epsilon ="
                      + " 2 LENGTH^2",
              label = "LENGTH",
              insteadOf = "epsilon",
              example = "0.01")
          OptionalDouble blur) {

    Epsilon in(GroundCost cost) {
      if (blur.isPresent() && !cost.equals(GroundCost.SQUARED_EUCLIDEAN)) {
        throw new IllegalArgumentException(
            "blur is defined for the cost sqeuclidean only, got cost "
                + cost
                + ": give epsilon instead");
      }
      return blur.isPresent() ? Epsilon.ofBlur(blur.getAsDouble()) : given.orElseThrow();
    }
  }

  /** How strictly masses hold, as it was said. */
  record Masses(
      @Setting(
              help =
                  "How strictly the source rows' masses equal their weights: exact, kl:RHO or tv:RHO"
                      + " (pulled to them, RHO in units of the cost), range:A,B (between multiples of"
                      + " them), at-most or free",
              label = "RULE",
              fallback = "exact",
              example = "kl:0.5")
          MarginalRule sourceMarginal,
      @Setting(
              help = "The same of the target rows",
              label = "RULE",
              fallback = "exact",
              example = "range:0,2")
          MarginalRule targetMarginal,
      @Setting(
              help =
                  "Moves this much of the mass 1 of each table; marginals that are exact become"
                      + " at-most",
              label = "MASS",
              absent = "what the marginals make of it",
              example = "0.8")
          OptionalDouble mass) {

    Marginals in(GroundCost cost) {
      try {
        return Marginals.of(sourceMarginal, targetMarginal, mass, cost);
      } catch (Marginals.InfeasibleException unmet) {
        throw new JobFailure(ExitCode.INFEASIBLE, unmet.getMessage(), unmet);
      }
    }
  }

  public TransportSettings {
    if (!(tolerance > 0) || Double.isInfinite(tolerance)) {
      throw new IllegalArgumentException("tolerance must be > 0 and finite, got " + tolerance);
    }
    strength.in(cost);
    asked.require(cost, masses.in(cost));
    if (asked instanceof Asked.Groups) {
      if (tables.columns().label().isPresent()) {
        throw new IllegalArgumentException("by takes the place of the label: leave label away");
      }
      if (run.engine() == Engine.MEMORY) {
        throw new IllegalArgumentException(
            "by solves every group within a task: leave away engine memory");
      }
    }
  }

  /** Returns the table to move. */
  TableSettings source() {
    return grouped(tables.source());
  }

  /** Returns the table to move it to. */
  TableSettings target() {
    return grouped(tables.target());
  }

  /** Returns a table whose label is the column to group by, if there is one. */
  private TableSettings grouped(TableSettings table) {
    if (!(asked instanceof Asked.Groups groups)) {
      return table;
    }
    return new TableSettings(
        table.name(), table.location(), table.where(), table.roles().by(groups.by()));
  }

  Marginals marginals() {
    return masses.in(cost);
  }

  Epsilon epsilon() {
    return strength.in(cost);
  }

  /** Returns how to solve a problem with entropy. */
  SolverSettings solver(Entropic entropic) {
    return new SolverSettings(
        epsilon(),
        tolerance,
        run.maxIterations(),
        entropic.precision(),
        entropic.anneal(),
        entropic.solver());
  }

  /** Returns whether the last iterations were to run in another arithmetic than these did. */
  boolean isMorePrecise(Object precision) {
    return asked instanceof Asked.Planned planned
        && planned.entropic().precision() == Precision.FLOAT
        && "double".equals(precision);
  }
}
