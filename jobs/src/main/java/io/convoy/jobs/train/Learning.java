package io.convoy.jobs.train;

import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Setting;
import io.convoy.training.Optimizer;
import io.convoy.training.Schedule;

/** What is fitted, and by which steps. */
record Learning(
    @Setting(
            help =
                "linear, logistic, softmax or svm; through PyTorch mlp:UNITS,... (layers with"
                    + " rectifiers), conv:CHANNELS,... (3 x 3 convolutions of a square image) or"
                    + " torchscript:PATH (code, run as it is)",
            label = "NAME",
            fallback = "softmax",
            example = "mlp:128,64")
        ModelName model,
    @Setting(
            help = "How often every row is learned from",
            label = "N",
            fallback = "20",
            example = "50")
        int epochs,
    @Setting(
            help = "Rows of every worker per step, on average",
            label = "N",
            fallback = "32",
            example = "128")
        int batch,
    @Setting(help = "Length of a step", label = "NUMBER", fallback = "0.1", example = "0.01")
        double learningRate,
    @Setting(
            help = "How the learning rate falls: constant, cosine, or steps:FACTOR,EPOCHS",
            label = "RULE",
            fallback = "constant",
            example = "steps:0.2,10")
        Schedule schedule,
    @Setting(
            help = "What makes steps of aggregates",
            label = "sgd|adamw",
            fallback = "sgd",
            example = "adamw")
        OptimizerName optimizer,
    @Setting(
            help = "Of the running mean of gradients; 0 for none",
            label = "BETA",
            fallback = "0.9",
            example = "0.99")
        double momentum,
    @Setting(
            help =
                "Who keeps it: every worker of its own gradients, so that honest ones differ less"
                    + " and a lie shows, or the optimiser of aggregates",
            label = "worker|server",
            fallback = "worker",
            example = "server")
        MomentumPlace momentumAt,
    @Setting(
            help = "Pull of the weights, not of intercepts, to 0",
            label = "NUMBER",
            fallback = "0",
            example = "5e-4")
        double weightDecay) {

  Learning {
    RunSettings.atLeastOne("epochs", epochs);
    RunSettings.atLeastOne("batch", batch);
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "learning-rate must be > 0 and finite, got " + learningRate);
    }
    new Optimizer.Sgd(momentum, weightDecay); // which says what they may be
  }

  private boolean atWorker() {
    return momentumAt == MomentumPlace.WORKER && optimizer == OptimizerName.SGD;
  }

  /** Returns the share of every worker's own running mean, 0 for none. */
  double workerMomentum() {
    return atWorker() ? momentum : 0;
  }

  /** Returns what makes steps of aggregates. */
  Optimizer stepper() {
    double server = atWorker() ? 0 : momentum;
    return optimizer == OptimizerName.SGD
        ? new Optimizer.Sgd(server, weightDecay)
        : new Optimizer.AdamW(server, weightDecay);
  }

  /** Returns the number of batches that so many rows make. */
  int stepsPerEpoch(long rows, int workers) {
    return (int) Math.max(1, Math.round((double) rows / workers / batch));
  }
}
