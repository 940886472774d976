package io.convoy.jobs.settings;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.network.EdgePenalty;
import io.convoy.network.LocalModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Everything a network lasso run is told, resolved and judged.
 *
 * @param edges the graph's table; absent if nearest nodes are joined
 * @param edgeMatrix whether that is an adjacency matrix
 * @param knn how many of them
 * @param coordinates none, or two columns
 * @param time the column that orders the rows of a node
 * @param period of time, whose sine and cosine become features
 * @param wide present if a node is a column
 * @param randomFeatures number of random features; empty for features as they are
 * @param bandwidth of the kernel they stand for, in deviations of the features
 * @param blocks number of parts; empty for one that suits the number of nodes
 */
public record LassoJobSettings(
    TableSettings nodes,
    Optional<TableSettings> edges,
    boolean edgeMatrix,
    OptionalInt knn,
    List<String> coordinates,
    Geography geography,
    Optional<String> time,
    OptionalDouble period,
    Optional<WideLayout> wide,
    boolean standardize,
    OptionalInt randomFeatures,
    double bandwidth,
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

  private static final String MATRIX = "matrix:";

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
    if (time.isEmpty()) {
      String needing =
          split instanceof SplitRule.Time
              ? "split time"
              : period.isPresent() ? "period" : wide.isPresent() ? "layout wide" : "";
      if (!needing.isEmpty()) {
        throw new IllegalArgumentException(needing + " needs --time COLUMN");
      }
    }
    period.ifPresent(length -> positive("period", length));
    if (wide.isPresent()) {
      checkWide(wide.get(), nodes, model, split, coordinates);
    }
    randomFeatures.ifPresent(count -> RunSettings.fewEnough("random-features", count));
    positive("bandwidth", bandwidth);
    if (lambda instanceof LambdaRule.Auto && split instanceof SplitRule.None) {
      throw new IllegalArgumentException(
          "lambda auto is chosen by held-out rows: give a --split other than none, or a number");
    }
    if (lambda instanceof LambdaRule.Auto
        && model instanceof LocalModel.OneClass
        && nodes.roles().label().isEmpty()
        && wide.flatMap(WideLayout::labels).isEmpty()) {
      throw new IllegalArgumentException(
          "lambda auto needs known incidents to choose by for objective oneclass: give a number or"
              + " a path, or say with --label (--labels in the wide layout) which rows are some");
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

  private static void checkWide(
      WideLayout wide,
      TableSettings nodes,
      LocalModel model,
      SplitRule split,
      List<String> coordinates) {
    RoleSettings roles = nodes.roles();
    if (roles.id().isPresent() || roles.weight().isPresent() || roles.label().isPresent()) {
      throw new IllegalArgumentException(
          "layout wide has a column per node: id, weight and label have no meaning there");
    }
    if (split instanceof SplitRule.Column || !coordinates.isEmpty()) {
      throw new IllegalArgumentException(
          "layout wide has a column per node: "
              + (coordinates.isEmpty() ? "split column" : "coordinates")
              + " cannot be read from it");
    }
    boolean forecasts = learnsLabels(model);
    if (forecasts && wide.lags() < 1) {
      throw new IllegalArgumentException(
          "layout wide forecasts a value from --lags earlier ones, of which it needs at least 1,"
              + " got "
              + wide.lags());
    }
    if (wide.labels().isPresent() && !(model instanceof LocalModel.OneClass)) {
      throw new IllegalArgumentException("labels are of use to objective oneclass only");
    }
    if (isOfTwoClasses(model)) {
      throw new IllegalArgumentException(
          "layout wide forecasts values: an objective of two classes cannot learn from it");
    }
  }

  private static boolean learnsLabels(LocalModel model) {
    return !(model instanceof LocalModel.OneClass || model instanceof LocalModel.Clustering);
  }

  private static boolean isOfTwoClasses(LocalModel model) {
    return model instanceof LocalModel.Logistic || model instanceof LocalModel.Margin;
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
              .map(path -> path.startsWith(MATRIX) ? path.substring(MATRIX.length()) : path)
              .map(path -> new TableSettings("edges", path, Optional.empty(), NO_ROLES)),
          tables.edges != null && tables.edges.startsWith(MATRIX),
          tables.knn == null ? OptionalInt.empty() : OptionalInt.of(tables.knn),
          tables.coordinates == null ? List.of() : tables.coordinates,
          tables.geometry,
          Optional.ofNullable(tables.time),
          tables.period == null ? OptionalDouble.empty() : OptionalDouble.of(tables.period),
          wide(tables),
          tables.standardize,
          problem.randomFeatures == null
              ? OptionalInt.empty()
              : OptionalInt.of(problem.randomFeatures),
          problem.bandwidth,
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

  private static Optional<WideLayout> wide(LassoTableOptions tables) {
    if (tables.layout == Layout.LONG) {
      if (tables.lags != 0 || tables.labels != null) {
        throw new IllegalArgumentException(
            (tables.labels == null ? "lags" : "labels") + " needs --layout wide");
      }
      return Optional.empty();
    }
    return Optional.of(
        new WideLayout(
            tables.lags,
            Optional.ofNullable(tables.labels)
                .map(path -> new TableSettings("labels", path, Optional.empty(), NO_ROLES))));
  }

  private static RoleSettings roles(LassoTableOptions tables) {
    boolean wide = tables.layout == Layout.WIDE;
    return new RoleSettings(
        wide || tables.id != null ? Optional.ofNullable(tables.id) : Optional.of("node"),
        Optional.ofNullable(tables.weight),
        Optional.ofNullable(tables.label),
        tables.features == null ? List.of() : tables.features);
  }

  /** Returns whether the model learns from labels. */
  public boolean learnsLabels() {
    return learnsLabels(model);
  }

  /** Returns whether labels are of two classes. */
  public boolean twoClasses() {
    return isOfTwoClasses(model);
  }

  /** Returns whether the model learns what is normal; labels then say which rows are not. */
  public boolean oneClass() {
    return model instanceof LocalModel.OneClass;
  }

  /** Returns whether the model scores how unlike the others a row is. */
  public boolean unsupervised() {
    return !learnsLabels();
  }
}
