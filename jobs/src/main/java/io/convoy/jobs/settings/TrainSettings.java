package io.convoy.jobs.settings;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.random.SeedStream;
import io.convoy.robust.Attack;
import io.convoy.robust.Gate;
import io.convoy.robust.RuleName;
import io.convoy.spark.train.GradientBlocks;
import io.convoy.training.Batches;
import io.convoy.training.Optimizer;
import io.convoy.training.Recipe;
import io.convoy.training.Schedule;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything a training is told, resolved and judged.
 *
 * @param test the table a model is judged by; absent if rows are held out, or none
 * @param testFraction share of the rows held out, 0 if there is a table or none are
 * @param workers number of workers; what a column says is not known yet
 * @param workerColumn the column that names them
 * @param quorum usable gradients a step needs; empty for all but {@code byzantine}
 * @param workerMomentum of every worker's own running mean, 0 for none
 */
public record TrainSettings(
    TableSettings data,
    Optional<TableSettings> test,
    double testFraction,
    boolean standardize,
    int workers,
    Optional<String> workerColumn,
    WorkerAssignment assignment,
    Heterogeneity heterogeneity,
    ModelName model,
    int epochs,
    int batch,
    double learningRate,
    Schedule schedule,
    Optimizer optimizer,
    double workerMomentum,
    String aggregator,
    int byzantine,
    Optional<Gate> gate,
    double deadline,
    OptionalInt quorum,
    Attack attack,
    long seed,
    OutputSettings output,
    RunSettings run) {

  private static final int MOST_WORKERS = 10_000;

  public TrainSettings {
    if (!(testFraction >= 0 && testFraction < 1)) {
      throw new IllegalArgumentException("test-fraction must be >= 0 and < 1, got " + testFraction);
    }
    RunSettings.atLeastOne("workers", workers);
    if (workers > MOST_WORKERS) {
      throw new IllegalArgumentException(
          "workers must be at most " + MOST_WORKERS + ", got " + workers);
    }
    RunSettings.atLeastOne("epochs", epochs);
    RunSettings.atLeastOne("batch", batch);
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "learning-rate must be > 0 and finite, got " + learningRate);
    }
    if (!(deadline >= 0) || Double.isInfinite(deadline)) {
      throw new IllegalArgumentException("deadline must be >= 0 and finite, got " + deadline);
    }
    quorum.ifPresent(count -> RunSettings.atLeastOne("quorum", count));
    if (byzantine < 0) {
      throw new IllegalArgumentException("byzantine must be >= 0, got " + byzantine);
    }
    if (workerColumn.isPresent() && assignment == WorkerAssignment.HASH) {
      throw new IllegalArgumentException(
          "worker-assignment hash and worker-column exclude each other: give one of them");
    }
    if (assignment != WorkerAssignment.HASH && !(heterogeneity instanceof Heterogeneity.Iid)) {
      throw new IllegalArgumentException("heterogeneity needs --worker-assignment hash");
    }
    if (!(heterogeneity instanceof Heterogeneity.Iid) && !model.classifies()) {
      throw new IllegalArgumentException(
          "heterogeneity is by class, and model linear predicts a number");
    }
    if (attack.kind() != Attack.Kind.NONE && byzantine == 0) {
      throw new IllegalArgumentException(
          "attack needs --byzantine of at least 1: that many workers carry it out");
    }
  }

  /** Returns the number of batches that so many rows make. */
  public int stepsPerEpoch(long rows, int count) {
    return (int) Math.max(1, Math.round((double) rows / count / batch));
  }

  /** Returns how to train with so many workers. */
  public Recipe recipe(int count, int perEpoch) {
    return new Recipe(
            aggregator,
            byzantine,
            0,
            Attack.NONE,
            gate,
            quorum.orElse(count - byzantine),
            workerMomentum,
            optimizer,
            learningRate,
            schedule,
            new Batches(new SeedStream(seed), perEpoch),
            epochs,
            GradientBlocks.WIDTH)
        .against(attack);
  }

  /**
   * Passes if the rule suits so many workers.
   *
   * @throws IllegalArgumentException if there are too few of them
   */
  public void requireRule(int count) {
    if (2 * byzantine >= count) {
      throw new IllegalArgumentException(
          "byzantine must be less than half of the workers, got " + byzantine + " of " + count);
    }
    if (quorum.orElse(1) > count) {
      throw new IllegalArgumentException(
          "quorum must be at most the number of workers, " + count + ", got " + quorum.getAsInt());
    }
    RuleName.check(aggregator, count, byzantine);
  }

  /**
   * Returns the settings these options hold after {@code resolved} filled them.
   *
   * @throws JobFailure naming the first setting that is missing, out of its range or of no use
   */
  public static TrainSettings of(
      Settings resolved,
      TrainTableOptions tables,
      TrainOptions problem,
      OutputOptions output,
      RunOptions run) {
    try {
      if (tables.test != null && resolved.isGiven("test-fraction") && tables.testFraction > 0) {
        throw new IllegalArgumentException("test and test-fraction set the same thing: give one");
      }
      boolean atWorker = problem.momentumAt == MomentumPlace.WORKER;
      double server = atWorker && problem.optimizer == OptimizerName.SGD ? 0 : problem.momentum;
      TrainSettings settings =
          new TrainSettings(
              new TableSettings(
                  "data",
                  TableOptions.required("data", tables.data),
                  Optional.ofNullable(tables.dataWhere),
                  tables.roles()),
              Optional.ofNullable(tables.test)
                  .map(path -> new TableSettings("test", path, Optional.empty(), tables.roles())),
              tables.test != null ? 0 : tables.testFraction,
              tables.standardize,
              tables.workers,
              Optional.ofNullable(tables.workerColumn),
              tables.workerAssignment,
              Heterogeneity.parse(tables.heterogeneity),
              ModelName.parse(problem.model),
              problem.epochs,
              problem.batch,
              problem.learningRate,
              Schedule.parse(problem.schedule),
              problem.optimizer == OptimizerName.SGD
                  ? new Optimizer.Sgd(server, problem.weightDecay)
                  : new Optimizer.AdamW(server, problem.weightDecay),
              atWorker && problem.optimizer == OptimizerName.SGD ? problem.momentum : 0,
              problem.aggregator,
              problem.byzantine,
              problem.gate ? Optional.of(new Gate(Gate.USUAL)) : Optional.empty(),
              problem.deadline,
              problem.quorum == null ? OptionalInt.empty() : OptionalInt.of(problem.quorum),
              Attack.parse(problem.attack),
              problem.seed,
              output.settings(),
              run.settings());
      if (!(settings.workerMomentum() >= 0 && settings.workerMomentum() < 1)) {
        throw new IllegalArgumentException(
            "momentum must be >= 0 and < 1, got " + settings.workerMomentum());
      }
      if (settings.workerColumn().isEmpty()) {
        settings.requireRule(settings.workers());
      }
      return settings;
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }
}
