package io.convoy.jobs.lasso;

import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.JobSettings;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Section;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.network.EdgePenalty;
import io.convoy.network.LocalModel;
import java.util.OptionalInt;

/**
 * Everything a network lasso run is told.
 *
 * @param kernel of random features in the place of the rows' own
 */
record LassoSettings(
    @Section("Tables") NodeSettings nodes,
    @Section("Problem")
        @Setting(
            help =
                "What a node fits: ridge:MU, lasso:MU, logistic:MU, svm:C, oneclass:NU or clustering",
            label = "NAME[:NUMBER]",
            fallback = "ridge:0.5",
            example = "logistic:0.1")
        LocalModel objective,
    KernelSettings kernel,
    @Setting(
            help =
                "What a difference along an edge costs: norm (nodes fuse), absolute (parameters fuse),"
                    + " laplacian (nothing fuses) or log:SCALE (not convex)",
            label = "NAME",
            fallback = "norm",
            example = "log:0.01")
        EdgePenalty penalty,
    @Setting(
            help =
                "The strength of the penalty: one, a path from local models on, or fractions of the"
                    + " one at which all nodes agree, the best of which is taken by held-out rows",
            label = "auto|NUMBER|path:START,FACTOR[,COUNT]",
            fallback = "auto",
            example = "path:0.01,2,12")
        LambdaRule lambda,
    @Setting(
            help =
                "Which rows are held out to measure the error: rows:F at random of every node, time:F"
                    + " the last of every node, nodes:F whole nodes, column:NAME where it is true or"
                    + " 'test', or none",
            label = "RULE",
            fallback = "rows:0.2",
            example = "nodes:0.2")
        SplitRule split,
    @Setting(
            help =
                "Fits one model to the rows of each cluster alone, which takes the penalty's shrinkage"
                    + " away",
            fallback = "off",
            bare = "on")
        boolean refit,
    @Setting(
            help =
                "Two nodes are one cluster if their models differ by less than this, in relation to"
                    + " their size",
            label = "NUMBER",
            fallback = "1e-3",
            example = "1e-4")
        double fuseTolerance,
    @Setting(
            help = "Fewest training rows of a node that has any",
            label = "N",
            fallback = "1",
            example = "20")
        int minRows,
    @Shared
        @Adjust(
            help =
                "The duality gap in relation to the objective that counts as solved, or the residuals"
                    + " where there is no gap")
        double tolerance,
    @Setting(
            help = "Parts that the graph is cut into",
            label = "N",
            absent = "as suits the nodes and their rows, at most 64",
            example = "16")
        OptionalInt blocks,
    @Setting(
            help =
                "How the graph is cut: range, coordinates, greedy, labels (greedy, then moved to where"
                    + " neighbours are) or file:PATH, the number of each node's part, a line per node"
                    + " in their order",
            label = "NAME",
            fallback = "labels",
            example = "coordinates")
        String partition,
    @Setting(
            help =
                "Most passes of a block over its own edges per round: for chains and roads; 0 for"
                    + " plain rounds",
            label = "N",
            fallback = "0",
            example = "50")
        int passes,
    @Shared @Adjust(help = "The seed of --split and --random-features") long seed,
    @Section("Output") OutputSettings output,
    @Shared boolean strict,
    @Section("Run") @Adjust(key = "max-iterations", fallback = "2000") RunSettings run)
    implements JobSettings {

  public LassoSettings {
    if (nodes.time().isEmpty() && split instanceof SplitRule.Time) {
      throw NodeSettings.needsTime("split time");
    }
    if (nodes.graph().coordinates().isEmpty() && partition.equals("coordinates")) {
      throw GraphSettings.needsCoordinates("partition coordinates");
    }
    nodes.wide().ifPresent(wide -> check(wide, objective, split));
    if (lambda instanceof LambdaRule.Auto && split instanceof SplitRule.None) {
      throw new IllegalArgumentException(
          "lambda auto is chosen by held-out rows: give a --split other than none, or a number");
    }
    if (lambda instanceof LambdaRule.Auto
        && objective instanceof LocalModel.OneClass
        && !nodes.namesLabels()) {
      throw new IllegalArgumentException(
          "lambda auto needs known incidents to choose by for objective oneclass: give a number or"
              + " a path, or say with --label (--labels in the wide layout) which rows are some");
    }
    if (refit && !(penalty instanceof EdgePenalty.Norm || penalty instanceof EdgePenalty.Log)) {
      throw new IllegalArgumentException(
          "refit is per cluster of fused nodes: it needs penalty norm or log");
    }
    requirePositive("fuse-tolerance", fuseTolerance);
    requirePositive("tolerance", tolerance);
    RunSettings.atLeastOne("min-rows", minRows);
    blocks.ifPresent(count -> RunSettings.fewEnough("blocks", count));
    GraphParts.requireKnown(partition);
    if (passes < 0) {
      throw new IllegalArgumentException("passes must be >= 0, got " + passes);
    }
  }

  private static void check(Layout.Wide wide, LocalModel model, SplitRule split) {
    Scores scores = new Scores(model);
    if (split instanceof SplitRule.Column) {
      throw NodeSettings.notInWide("split column");
    }
    if (!scores.unsupervised() && wide.lags() < 1) {
      throw new IllegalArgumentException(
          "layout wide forecasts a value from --lags earlier ones, of which it needs at least 1,"
              + " got "
              + wide.lags());
    }
    if (wide.labels().isPresent() && !(model instanceof LocalModel.OneClass)) {
      throw new IllegalArgumentException("labels are of use to objective oneclass only");
    }
    if (scores.twoClasses()) {
      throw new IllegalArgumentException(
          "layout wide forecasts values: an objective of two classes cannot learn from it");
    }
  }

  static void requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be > 0 and finite, got " + value);
    }
  }

  /** Returns what the model says of rows. */
  Scores scores() {
    return new Scores(objective);
  }

  /** Returns whether the model learns what is normal; labels then say which rows are not. */
  boolean oneClass() {
    return objective instanceof LocalModel.OneClass;
  }

  /** Returns what the solver is told. */
  io.convoy.network.LassoSettings solver() {
    return io.convoy.network.LassoSettings.defaults()
        .withPenalty(penalty)
        .withAccuracy(tolerance, run.maxIterations())
        .withPasses(passes);
  }
}
