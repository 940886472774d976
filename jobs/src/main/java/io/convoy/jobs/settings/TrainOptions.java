package io.convoy.jobs.settings;

import picocli.CommandLine.Option;

/** What {@code train} fits, how, and against whom. */
@Section("Training")
public final class TrainOptions {

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = {
        "linear, logistic, softmax or svm; through PyTorch mlp:UNITS,... (layers with rectifiers),"
            + " conv:CHANNELS,... (3 x 3 convolutions of a square image) or torchscript:PATH (code,"
            + " run as it is) (default: ${DEFAULT-VALUE}).",
        "e.g. --model mlp:128,64"
      })
  String model;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = {
        "How often every row is learned from (default: ${DEFAULT-VALUE}).",
        "e.g. --epochs 50"
      })
  int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = {
        "Rows of every worker per step, on average (default: ${DEFAULT-VALUE}).",
        "e.g. --batch 128"
      })
  int batch;

  @Option(
      names = "--learning-rate",
      paramLabel = "NUMBER",
      description = {"Length of a step (default: ${DEFAULT-VALUE}).", "e.g. --learning-rate 0.01"})
  double learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "RULE",
      description = {
        "How the learning rate falls: constant, cosine, or steps:FACTOR,EPOCHS (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --schedule steps:0.2,10"
      })
  String schedule;

  @Option(
      names = "--optimizer",
      paramLabel = "sgd|adamw",
      description = {
        "What makes steps of aggregates (default: ${DEFAULT-VALUE}).",
        "e.g. --optimizer adamw"
      })
  OptimizerName optimizer;

  @Option(
      names = "--momentum",
      paramLabel = "BETA",
      description = {
        "Of the running mean of gradients; 0 for none (default: ${DEFAULT-VALUE}).",
        "e.g. --momentum 0.99"
      })
  double momentum;

  @Option(
      names = "--momentum-at",
      paramLabel = "worker|server",
      description = {
        "Who keeps it: every worker of its own gradients, so that honest ones differ less and a lie"
            + " shows, or the optimiser of aggregates (default: ${DEFAULT-VALUE}).",
        "e.g. --momentum-at server"
      })
  MomentumPlace momentumAt;

  @Option(
      names = "--weight-decay",
      paramLabel = "NUMBER",
      description = {
        "Pull of the weights, not of intercepts, to 0 (default: ${DEFAULT-VALUE}).",
        "e.g. --weight-decay 5e-4"
      })
  double weightDecay;

  @Option(
      names = "--aggregator",
      paramLabel = "RULE",
      description = {
        "How gradients become one: average, median, trimmed-mean, krum, multi-krum,"
            + " geometric-median, flag and others, with nnm+, bucketing+, clipping+ or arc+ before"
            + " (default: ${DEFAULT-VALUE}).",
        "e.g. --aggregator nnm+multi-krum"
      })
  String aggregator;

  @Option(
      names = "--byzantine",
      paramLabel = "F",
      description = {
        "Workers that may lie or break without harm; the aggregator pays for each (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --byzantine 3"
      })
  int byzantine;

  @Option(
      names = "--gate",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Drops what is not finite or absurdly long before the aggregator sees it (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --gate off"
      })
  boolean gate;

  @Option(
      names = "--deadline",
      paramLabel = "SECONDS",
      description = {
        "Goes on without a worker that takes longer for a step; the result then depends on the"
            + " machines. 0 waits (default: ${DEFAULT-VALUE}).",
        "e.g. --deadline 30"
      })
  double deadline;

  @Option(
      names = "--quorum",
      paramLabel = "N",
      description = {
        "Usable gradients that a step needs; with fewer the run ends and can be repeated (default:"
            + " workers less byzantine).",
        "e.g. --quorum 10"
      })
  Integer quorum;

  @Option(
      names = "--attack",
      paramLabel = "NAME",
      description = {
        "Has the last --byzantine workers lie, to see what a rule is worth: sign-flip, ipm, alie,"
            + " opt-ipm, opt-alie, mimic, gaussian, min-max, label-flip, nan, bit-flip, zero, stale,"
            + " duplicate, wrong-unit or slow (default: ${DEFAULT-VALUE}).",
        "e.g. --attack alie:0.5"
      })
  String attack;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = {"Decides what chance decides (default: ${DEFAULT-VALUE}).", "e.g. --seed 7"})
  long seed;
}
