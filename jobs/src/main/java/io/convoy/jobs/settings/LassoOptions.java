package io.convoy.jobs.settings;

import picocli.CommandLine.Option;

/** Which network lasso to solve and how to judge the answer. */
@Section("Problem")
public final class LassoOptions {

  @Option(
      names = "--objective",
      paramLabel = "NAME[:NUMBER]",
      description = {
        "What a node fits: ridge:MU, lasso:MU, logistic:MU, svm:C, oneclass:NU or clustering"
            + " (default: ${DEFAULT-VALUE}).",
        "e.g. --objective logistic:0.1"
      })
  String objective;

  @Option(
      names = "--random-features",
      paramLabel = "N",
      description = {
        "Replaces the features by N random Fourier features of a Gaussian kernel, the same for all"
            + " nodes (default: none).",
        "e.g. --random-features 100"
      })
  Integer randomFeatures;

  @Option(
      names = "--bandwidth",
      paramLabel = "NUMBER",
      description = {
        "The width of that kernel, in standard deviations of the features (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --bandwidth 0.5"
      })
  double bandwidth;

  @Option(
      names = "--penalty",
      paramLabel = "NAME",
      description = {
        "What a difference along an edge costs: norm (nodes fuse), absolute (parameters fuse),"
            + " laplacian (nothing fuses) or log:SCALE (not convex) (default: ${DEFAULT-VALUE}).",
        "e.g. --penalty log:0.01"
      })
  String penalty;

  @Option(
      names = "--lambda",
      paramLabel = "auto|NUMBER|path:START,FACTOR[,COUNT]",
      description = {
        "The strength of the penalty: one, a path from local models on, or fractions of the one at"
            + " which all nodes agree, the best of which is taken by held-out rows (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --lambda path:0.01,2,12"
      })
  String lambda;

  @Option(
      names = "--split",
      paramLabel = "RULE",
      description = {
        "Which rows are held out to measure the error: rows:F at random of every node, time:F the"
            + " last of every node, nodes:F whole nodes, column:NAME where it is true or 'test', or"
            + " none (default: ${DEFAULT-VALUE}).",
        "e.g. --split nodes:0.2"
      })
  String split;

  @Option(
      names = "--refit",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Fits one model to the rows of each cluster alone, which takes the penalty's shrinkage"
            + " away (default: ${DEFAULT-VALUE}).",
        "e.g. --refit"
      })
  boolean refit;

  @Option(
      names = "--fuse-tolerance",
      paramLabel = "NUMBER",
      description = {
        "Two nodes are one cluster if their models differ by less than this, in relation to their"
            + " size (default: ${DEFAULT-VALUE}).",
        "e.g. --fuse-tolerance 1e-4"
      })
  double fuseTolerance;

  @Option(
      names = "--min-rows",
      paramLabel = "N",
      description = {
        "Fewest training rows of a node that has any (default: ${DEFAULT-VALUE}).",
        "e.g. --min-rows 20"
      })
  int minRows;

  @Option(
      names = "--tolerance",
      paramLabel = "NUMBER",
      description = {
        "The duality gap in relation to the objective that counts as solved, or the residuals where"
            + " there is no gap (default: ${DEFAULT-VALUE}).",
        "e.g. --tolerance 1e-6"
      })
  double tolerance;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description = {
        "Parts that the graph is cut into (default: as suits the nodes and their rows, at most 64).",
        "e.g. --blocks 16"
      })
  Integer blocks;

  @Option(
      names = "--partition",
      paramLabel = "NAME",
      description = {
        "How the graph is cut: range, coordinates, greedy, labels (greedy, then moved to where"
            + " neighbours are) or file:PATH, the number of each node's part, a line per node in"
            + " their order (default: ${DEFAULT-VALUE}).",
        "e.g. --partition coordinates"
      })
  String partition;

  @Option(
      names = "--passes",
      paramLabel = "N",
      description = {
        "Most passes of a block over its own edges per round: for chains and roads; 0 for plain"
            + " rounds (default: ${DEFAULT-VALUE}).",
        "e.g. --passes 50"
      })
  int passes;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = {
        "The seed of --split and --random-features (default: ${DEFAULT-VALUE}).",
        "e.g. --seed 7"
      })
  long seed;
}
