package io.convoy.jobs.settings;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.network.EdgePenalty;
import io.convoy.network.LocalModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything a network lasso run is told, resolved and judged.
 *
 * @param edges the graph's table; absent if nearest nodes are joined
 * @param knn how many of them
 * @param coordinates none, or two columns
 * @param time the column that orders the rows of a node
 * @param blocks number of parts; empty for one that suits the number of nodes
 */
public record LassoJobSettings(
    TableSettings nodes,
    Optional<TableSettings> edges,
    OptionalInt knn,
    List<String> coordinates,
    Geography geography,
    Optional<String> time,
    boolean standardize,
    LocalModel model,
    EdgePenalty penalty,
    LambdaRule lambda,
    SplitRule split,
    boolean refit,
    double fuseTolerance,
    int minRows,
    double tolerance,
    OptionalInt blocks,
    String partition,
    int passes,
    long seed,
    OutputSettings output,
    RunSettings run) {

  private static final RoleSettings NO_ROLES =
      new RoleSettings(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  private static final List<String> PARTITIONS =
      List.of("range", "coordinates", "greedy", "labels");

  public LassoJobSettings {
    coordinates = List.copyOf(coordinates);
    if (edges.isPresent() == knn.isPresent()) {
      throw new IllegalArgumentException(
          "one of edges and knn is needed, got " + (edges.isPresent() ? "both" : "neither"));
    }
    knn.ifPresent(k -> RunSettings.atLeastOne("knn", k));
    if (!coordinates.isEmpty() && coordinates.size() != 2) {
      throw new IllegalArgumentException(
          "coordinates must be two columns, got " + String.join(",", coordinates));
    }
    if (coordinates.isEmpty() && (knn.isPresent() || partition.equals("coordinates"))) {
      throw new IllegalArgumentException(
          (knn.isPresent() ? "knn" : "partition coordinates") + " needs --coordinates A,B");
    }
    if (split instanceof SplitRule.Time && time.isEmpty()) {
      throw new IllegalArgumentException("split time needs --time COLUMN");
    }
    if (lambda instanceof LambdaRule.Auto && split instanceof SplitRule.None) {
      throw new IllegalArgumentException(
          "lambda auto is chosen by held-out rows: give a --split other than none, or a number");
    }
    if (lambda instanceof LambdaRule.Auto && model instanceof LocalModel.OneClass) {
      throw new IllegalArgumentException(
          "lambda auto needs an error to choose by, which objective oneclass has not: give a"
              + " number or a path");
    }
    if (refit && !(penalty instanceof EdgePenalty.Norm || penalty instanceof EdgePenalty.Log)) {
      throw new IllegalArgumentException(
          "refit is per cluster of fused nodes: it needs penalty norm or log");
    }
    positive("fuse-tolerance", fuseTolerance);
    positive("tolerance", tolerance);
    RunSettings.atLeastOne("min-rows", minRows);
    blocks.ifPresent(count -> RunSettings.fewEnough("blocks", count));
    if (!PARTITIONS.contains(partition) && !partition.startsWith("file:")) {
      throw new IllegalArgumentException(
          "partition must be one of "
              + String.join(", ", PARTITIONS)
              + " or file:PATH, got '"
              + partition
              + "'");
    }
    if (passes < 0) {
      throw new IllegalArgumentException("passes must be >= 0, got " + passes);
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be > 0 and finite, got " + value);
    }
  }

  /**
   * Returns the settings these options hold after {@code resolved} filled them.
   *
   * @throws JobFailure naming the first setting that is missing, out of its range or of no use
   */
  public static LassoJobSettings of(
      LassoTableOptions tables, LassoOptions problem, OutputOptions output, RunOptions run) {
    try {
      return new LassoJobSettings(
          new TableSettings(
              "nodes",
              TableOptions.required("nodes", tables.nodes),
              Optional.ofNullable(tables.nodesWhere),
              roles(tables)),
          Optional.ofNullable(tables.edges)
              .map(path -> new TableSettings("edges", path, Optional.empty(), NO_ROLES)),
          tables.knn == null ? OptionalInt.empty() : OptionalInt.of(tables.knn),
          tables.coordinates == null ? List.of() : tables.coordinates,
          tables.geometry,
          Optional.ofNullable(tables.time),
          tables.standardize,
          ObjectiveName.parse(problem.objective),
          ObjectiveName.parsePenalty(problem.penalty),
          LambdaRule.parse(problem.lambda),
          SplitRule.parse(problem.split),
          problem.refit,
          problem.fuseTolerance,
          problem.minRows,
          problem.tolerance,
          problem.blocks == null ? OptionalInt.empty() : OptionalInt.of(problem.blocks),
          problem.partition,
          problem.passes,
          problem.seed,
          output.settings(),
          run.settings());
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }

  private static RoleSettings roles(LassoTableOptions tables) {
    return new RoleSettings(
        Optional.of(tables.id == null ? "node" : tables.id),
        Optional.ofNullable(tables.weight),
        Optional.ofNullable(tables.label),
        tables.features == null ? List.of() : tables.features);
  }

  /** Returns whether the model learns from labels. */
  public boolean labelled() {
    return !(model instanceof LocalModel.OneClass || model instanceof LocalModel.Clustering);
  }

  /** Returns whether labels are of two classes. */
  public boolean twoClasses() {
    return model instanceof LocalModel.Logistic || model instanceof LocalModel.Margin;
  }
}
