package io.convoy.jobs.settings;

import io.convoy.clustering.LogSoftmax;
import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.transport.Epsilon;
import io.convoy.transport.MarginalRule;
import io.convoy.transport.SolverMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Everything a transport run is told, resolved and judged.
 *
 * @param by the column whose every value is a problem of its own
 * @param labelCost what the distance of labels is multiplied with to add to the cost, {@code > 0};
 *     empty for none
 * @param regularizer what is added to the cost; a sparse plan is written whole
 * @param marginals how strictly masses hold
 * @param tolerance largest L1 marginal error that counts as solved, {@code > 0}
 * @param keep source columns passed through to the output
 * @param plan entries of the plan to write per source row, {@code >= 1}; empty for no plan
 * @param map whether to write the barycentric projection
 * @param clusters whether and how target rows are prototypes of clusters
 * @param divergence whether to solve each table against itself too
 * @param gradients whether to write the divergence's gradient
 * @param mongeGap whether source and target are a map whose optimality is asked for
 */
public record TransportSettings(
    TableSettings source,
    TableSettings target,
    List<String> keep,
    boolean standardize,
    boolean quarantine,
    Optional<String> by,
    GroundCost cost,
    OptionalDouble labelCost,
    Regularizer regularizer,
    Epsilon epsilon,
    Marginals marginals,
    double tolerance,
    Precision precision,
    boolean anneal,
    SolverMethod solver,
    boolean prune,
    Storage store,
    long seed,
    OptionalInt plan,
    boolean map,
    Clusters clusters,
    boolean divergence,
    boolean gradients,
    boolean mongeGap,
    OutputSettings output,
    RunSettings run) {

  /** Ten times what pruning may change of every mass together. */
  private static final double FINEST_PRUNED = 1e-8;

  public TransportSettings {
    keep = List.copyOf(keep);
    if (!(tolerance > 0) || Double.isInfinite(tolerance)) {
      throw new IllegalArgumentException("tolerance must be > 0 and finite, got " + tolerance);
    }
    if (clusters != Clusters.OFF && (divergence || mongeGap)) {
      throw new IllegalArgumentException(
          "clusters are prototypes, not a table to compare with: leave away "
              + (divergence ? "divergence" : "monge-gap"));
    }
    if (clusters != Clusters.OFF
        && marginals.mass().isPresent()
        && !marginals.source().equals(MarginalRule.Range.AT_MOST)) {
      throw new IllegalArgumentException(
          "with clusters and mass every source row is assigned or stays: source-marginal must be"
              + " exact, got "
              + marginals.source());
    }
    if (clusters == Clusters.SOFTMAX && !LogSoftmax.takes(cost)) {
      throw new IllegalArgumentException(
          "clusters softmax is for the costs inner-product and sqeuclidean, got cost " + cost);
    }
    if (clusters == Clusters.SOFTMAX && map) {
      throw new IllegalArgumentException("a map needs a cost between points: clusters cost");
    }
    if (divergence
        && !(marginals.source().equals(marginals.target()) && marginals.mass().isEmpty())) {
      throw new IllegalArgumentException(
          "divergence compares both tables alike: it needs the same rule for source-marginal and"
              + " target-marginal and no mass, got "
              + marginals.source()
              + " and "
              + marginals.target()
              + (marginals.mass().isPresent()
                  ? " with mass " + marginals.mass().getAsDouble()
                  : ""));
    }
    if (mongeGap && !(marginals.areExact() && marginals.mass().isEmpty())) {
      throw new IllegalArgumentException(
          "monge-gap is defined for exact marginals and no mass, got "
              + marginals.source()
              + " and "
              + marginals.target());
    }
    if (gradients && !divergence) {
      throw new IllegalArgumentException("gradients are of the divergence: give --divergence too");
    }
    if (gradients) {
      cost.requireGradient();
    }
    plan.ifPresent(entries -> RunSettings.atLeastOne("plan", entries));
    labelCost.ifPresent(factor -> requireLabelCost(factor, cost, mongeGap));
    if (labelCost.isPresent() && clusters != Clusters.OFF) {
      throw new IllegalArgumentException(
          "label-cost compares the labels of two tables, and prototypes have none: leave away"
              + " clusters");
    }
    if (by.isPresent()) {
      Map<String, Boolean> others = new LinkedHashMap<>();
      others.put("plan", plan.isPresent());
      others.put("map", map);
      others.put("gradients", gradients);
      others.put("monge-gap", mongeGap);
      others.put("clusters", clusters != Clusters.OFF);
      others.put("label-cost", labelCost.isPresent());
      others.put("regularizer " + regularizer, regularizer.isSparse());
      others.put("keep", !keep.isEmpty());
      others.put("store on", store == Storage.ON);
      others.put("engine memory", run.engine() == Engine.MEMORY);
      refuseWithGroups(others);
    }
    if (regularizer.isSparse()) {
      if (!(marginals.areExact() && marginals.mass().isEmpty())) {
        throw new IllegalArgumentException(
            "regularizer "
                + regularizer
                + " is for exact marginals and no mass, got source-marginal "
                + marginals.source()
                + " and target-marginal "
                + marginals.target());
      }
      refuse(regularizer, plan.isPresent(), "plan: a sparse plan is always written, and whole");
      refuse(regularizer, map, "map");
      refuse(regularizer, divergence, "divergence");
      refuse(regularizer, mongeGap, "monge-gap");
      refuse(regularizer, labelCost.isPresent(), "label-cost");
      refuse(regularizer, clusters != Clusters.OFF, "clusters");
    }
  }

  private static void refuse(Regularizer regularizer, boolean given, String what) {
    if (given) {
      throw new IllegalArgumentException("regularizer " + regularizer + " goes without " + what);
    }
  }

  private static void refuseWithGroups(Map<String, Boolean> others) {
    others.forEach(
        (other, given) -> {
          if (given) {
            throw new IllegalArgumentException(
                "by solves every group within a task and gives one row of figures for it: leave"
                    + " away "
                    + other);
          }
        });
  }

  /** Returns a table whose label is the column to group by. */
  private static TableSettings grouped(TableSettings table, String by) {
    if (by == null) {
      return table;
    }
    RoleSettings roles = table.roles();
    if (roles.label().isPresent()) {
      throw new IllegalArgumentException("by takes the place of the label: leave label away");
    }
    return new TableSettings(
        table.name(),
        table.location(),
        table.where(),
        new RoleSettings(roles.id(), roles.weight(), Optional.of(by), roles.features()));
  }

  private static void requireLabelCost(double factor, GroundCost cost, boolean mongeGap) {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException("label-cost must be > 0 and finite, got " + factor);
    }
    if (!cost.equals(GroundCost.SQUARED_EUCLIDEAN)) {
      throw new IllegalArgumentException(
          "label-cost adds a squared distance: it needs the cost sqeuclidean, got cost " + cost);
    }
    if (mongeGap) {
      throw new IllegalArgumentException(
          "monge-gap is of a map of features alone: leave label-cost away");
    }
  }

  /** Returns whether sweeps skip: what they skip must be little beside the tolerance. */
  public boolean skips() {
    return prune && tolerance >= FINEST_PRUNED;
  }

  /**
   * Returns the settings these options hold after {@code resolved} filled them.
   *
   * @throws JobFailure naming the first setting that is missing or out of its range
   */
  public static TransportSettings of(
      Settings resolved,
      TableOptions tables,
      TransportOptions problem,
      OutputOptions output,
      RunOptions run) {
    resolved.eitherOr("epsilon", "blur");
    if (problem.regularizer.isSparse()) {
      for (String entropic : List.of("solver", "anneal", "prune", "store", "precision")) {
        if (resolved.isGiven(entropic)) {
          throw JobFailure.usage(
              entropic
                  + " is of the entropic problem: leave it away with regularizer "
                  + problem.regularizer);
        }
      }
    }
    try {
      return new TransportSettings(
          grouped(tables.sourceSettings(), problem.by),
          grouped(tables.targetSettings(), problem.by),
          tables.kept(),
          tables.columns.standardize,
          tables.columns.quarantine,
          Optional.ofNullable(problem.by),
          problem.cost,
          problem.labelCost == null ? OptionalDouble.empty() : OptionalDouble.of(problem.labelCost),
          problem.regularizer,
          epsilon(problem),
          problem.marginals(),
          problem.tolerance,
          problem.precision,
          problem.anneal,
          problem.solver,
          problem.prune,
          problem.store,
          problem.seed,
          problem.planEntries(),
          problem.map,
          problem.clusters,
          problem.divergence,
          problem.gradients,
          problem.mongeGap,
          output.settings(),
          run.settings());
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }

  private static Epsilon epsilon(TransportOptions problem) {
    if (problem.blur == null) {
      return problem.epsilon;
    }
    if (!problem.cost.equals(GroundCost.SQUARED_EUCLIDEAN)) {
      throw new IllegalArgumentException(
          "blur is defined for the cost sqeuclidean only, got cost "
              + problem.cost
              + ": give epsilon instead");
    }
    return Epsilon.ofBlur(problem.blur);
  }
}
