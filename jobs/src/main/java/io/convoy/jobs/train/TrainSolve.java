package io.convoy.jobs.train;

import io.convoy.iterate.Loop;
import io.convoy.iterate.StoppingRule;
import io.convoy.iterate.Termination;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.progress.Goal;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.Headline;
import io.convoy.jobs.report.Picture;
import io.convoy.jobs.report.TraceRow;
import io.convoy.jobs.settings.Engine;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.Journal;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.StateFormat;
import io.convoy.jobs.work.StopSignal;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.spark.train.MemoryWorkers;
import io.convoy.spark.train.SparkWorkers;
import io.convoy.spark.train.Timed;
import io.convoy.spark.train.TrainingTable;
import io.convoy.training.LabeledRows;
import io.convoy.training.Objective;
import io.convoy.training.QuorumException;
import io.convoy.training.Recipe;
import io.convoy.training.TrainState;
import io.convoy.training.Trainer;
import io.convoy.training.Worker;
import io.convoy.training.Workers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;

/** Trains a model, in memory or on Spark. */
final class TrainSolve {

  /** The receipt for what workers remember, among the arrays of a checkpoint. */
  private static final String MOMENTA = "momenta";

  private static final Objective.Judgement NOTHING = new Objective.Judgement(0, 0, 0);

  private final Run run;
  private final TrainSettings settings;
  private final Holdings held;

  private TrainSolve(Run run, TrainSettings settings, Holdings held) {
    this.run = run;
    this.settings = settings;
    this.held = held;
  }

  /**
   * What there is to train, and who does.
   *
   * @param judge of parameters by held-out rows, if there are some
   */
  private record Task(
      TrainData data,
      TrainData.Prepared prepared,
      Objective objective,
      int stepsPerEpoch,
      Recipe recipe,
      Engine engine,
      Attendance workers,
      Function<double[], Objective.Judgement> judge) {

    Trainer trainer() {
      return new Trainer(recipe, objective, workers, judge);
    }
  }

  /**
   * How it went.
   *
   * @param steps that were asked for
   * @param state after them, or where they ceased to be finite
   */
  private record Trained(int steps, Ending ending, TrainState state, List<TraceRow> trace) {

    double[] parameters() {
      return state.memory().parameters();
    }
  }

  /**
   * Trains.
   *
   * @throws JobFailure if the tables break their contract, too few workers answer, or the run was
   *     asked to stop and left a checkpoint
   */
  static Solved solve(Run run, TrainSettings settings) {
    Holdings held = new Holdings();
    try {
      return new TrainSolve(run, settings, held).solve();
    } catch (RuntimeException | Error failure) {
      held.close();
      if (failure instanceof QuorumException few) {
        throw few.isLate()
            ? JobFailure.tryAgain(few.getMessage())
            : JobFailure.badInput(few.getMessage(), few);
      }
      throw failure;
    }
  }

  private Solved solve() {
    Stopwatch watch = new Stopwatch();
    Task task = task();
    watch.lap("read");
    LostExecutors lost = held.hold(LostExecutors.of(run.spark().sparkContext()));
    Trained trained = train(task);
    watch.lap("train");
    Map<String, Object> numbers = new LinkedHashMap<>();
    if (trained.ending() != Ending.DIVERGED) {
      judge(task, trained, numbers);
      describe(task, trained, numbers);
      warn(task, trained, lost, numbers);
    }
    Solved.Of solved =
        new Solved.Of(trained.ending(), Map.of("data", task.prepared().count()), numbers)
            .headline(headline(numbers))
            .trace(trained.trace())
            .by(task.engine().toString());
    if (trained.ending() != Ending.DIVERGED) {
      write(task, trained, solved);
    }
    watch.lap("judge");
    return solved.timings(watch.laps()).holding(held::close);
  }

  private Task task() {
    TrainData data = TrainData.read(run, settings, held);
    TrainData.Prepared prepared =
        data.prepare(settings.division().heterogeneity(), settings.defence().attack());
    Objective objective = data.objective();
    int p = prepared.domains().size();
    int stepsPerEpoch = prepared.stepsPerEpoch(settings.learning());
    Recipe recipe = settings.recipe(p, stepsPerEpoch);
    Engine engine = engine(prepared.count(), data.dimension(), p, objective.parameters());
    Attendance workers = workers(engine, prepared, objective, recipe);
    run.say()
        .accept(
            "workers: "
                + p
                + " with "
                + prepared.count()
                + " rows, "
                + objective.parameters()
                + " parameters, "
                + recipe.steps()
                + " steps of "
                + settings.defence().aggregator()
                + " against "
                + settings.defence().byzantine());
    Function<double[], Objective.Judgement> judge = judge(engine, prepared, objective);
    return new Task(data, prepared, objective, stepsPerEpoch, recipe, engine, workers, judge);
  }

  private Trained train(Task task) {
    Trainer trainer = task.trainer();
    int steps = Math.min(task.recipe().steps(), settings.run().maxIterations());
    Journal<TrainState> journal;
    Loop.Outcome<TrainState, Trainer.Step> outcome;
    try (StopSignal stop = StopSignal.install();
        Progress progress =
            run.progress(settings.run().progress(), new Goal(TrainJob.NAME, 0, steps))) {
      journal =
          new Journal<>(
              run.checkpoints(),
              format(task.workers()),
              run.problemHash(),
              settings.run().checkpointEvery(),
              progress,
              stop);
      TrainState start =
          journal
              .resume(
                  snapshot ->
                      snapshot.arrays().containsKey(MOMENTA)
                          && task.workers()
                              .restore(snapshot.iteration() - 1, snapshot.arrays().get(MOMENTA)))
              .orElseGet(trainer::start);
      outcome =
          new Loop<>(trainer::evaluate, trainer, new StoppingRule(Double.MIN_VALUE, steps), journal)
              .run(start);
    }
    journal.heedStop("steps");
    if (outcome.termination() instanceof Termination.Diverged) {
      return new Trained(steps, Ending.DIVERGED, outcome.state(), journal.trace());
    }
    TrainState state = trainer.step(outcome.state(), outcome.evaluation());
    if (!Arrays.stream(state.memory().parameters()).allMatch(Double::isFinite)) {
      return new Trained(steps, Ending.DIVERGED, state, journal.trace());
    }
    if (steps == task.recipe().steps()) {
      return new Trained(steps, Ending.DONE, state, journal.trace());
    }
    journal.save(outcome.state());
    return new Trained(steps, Ending.EXHAUSTED, state, journal.trace());
  }

  private static StateFormat<TrainState> format(Workers workers) {
    return new StateFormat<>(
        state -> Math.toIntExact(state.step() + 1),
        state -> {
          Map<String, double[]> arrays = new LinkedHashMap<>(state.toArrays());
          arrays.put(MOMENTA, workers.save(state.step()));
          return arrays;
        },
        TrainState::fromArrays);
  }

  private void judge(Task task, Trained trained, Map<String, Object> numbers) {
    Objective.Judgement judged = task.judge().apply(trained.parameters());
    double scale = task.prepared().scaling().labelDeviation();
    if (judged.weight() > 0) {
      double error = judged.error() / judged.weight();
      if (settings.learning().model().classifies()) {
        numbers.put("test-accuracy", 1 - error);
      } else {
        numbers.put("test-error", error * scale * scale);
      }
      numbers.put("test-loss", judged.loss() / judged.weight());
    }
    numbers.put("test-unusable", task.data().unusableTests());
    numbers.put("train-loss", trainLoss(task.workers().judge(trained.parameters())));
  }

  private void describe(Task task, Trained trained, Map<String, Object> numbers) {
    numbers.put("epochs", (double) trained.steps() / task.stepsPerEpoch());
    numbers.put("steps", trained.steps());
    numbers.put("workers", task.workers().count());
    numbers.put("byzantine", settings.defence().byzantine());
    numbers.put("attack", settings.defence().attack().toString());
    numbers.put("aggregator", settings.defence().aggregator());
    numbers.put("rejected", trained.state().ledger().dropped());
    numbers.put("reproducible", settings.defence().deadline() == 0);
  }

  /** Names the workers to look at, and the processes that were lost. */
  private void warn(Task task, Trained trained, LostExecutors lost, Map<String, Object> numbers) {
    Map<Integer, String> suspects = TrainTables.suspects(trained.state().ledger(), task.workers());
    numbers.put("suspects", List.copyOf(suspects.keySet()));
    suspects.forEach(
        (worker, why) ->
            run.say()
                .accept(
                    "look at worker "
                        + name(worker, task.prepared().domains().get(worker))
                        + ": "
                        + why));
    List<String> gone = lost.lines(task.workers()::served);
    numbers.put("lost-executors", gone);
    gone.forEach(line -> run.say().accept("lost " + line));
  }

  private static Headline headline(Map<String, Object> numbers) {
    Headline.Of told = new Headline.Of(numbers);
    String accuracy = told.part("held-out accuracy ", "test-accuracy", "");
    return told.after("steps")
        .say(
            accuracy,
            told.part(accuracy.isEmpty() ? "train loss " : ", train loss ", "train-loss", ""),
            told.part(", ", "rejected", " contributions rejected"))
        .say(told.part("held-out error ", "test-error", ""))
        .show("test error", "test-error", "on held-out rows")
        .done();
  }

  private void write(Task task, Trained trained, Solved.Of solved) {
    TrainData.Prepared prepared = task.prepared();
    String error =
        settings.learning().model().classifies() ? "held-out error rate" : "held-out error";
    solved
        .table(
            "model",
            TrainTables.model(
                run.spark(), task.objective().tensors(), trained.parameters(), prepared.scaling()))
        .table("classes", TrainTables.classes(run.spark(), task.data().classes()))
        .table(
            "workers",
            TrainTables.workers(
                run.spark(), prepared.domains(), trained.state().ledger(), task.workers()))
        .picture(LearningPicture.of(trained.state().curve(), error))
        .picture(Picture.ofConvergence(trained.trace(), 0, "epsilon"));
  }

  private static String name(int worker, TrainingTable.Domain domain) {
    boolean numbered = domain.name().equals(Integer.toString(worker));
    return worker
        + (numbered ? "" : " (" + domain.name() + ")")
        + (domain.files().isEmpty() ? "" : " of " + domain.files().get(0));
  }

  /** The median over workers: a mean would be whatever one of them says. */
  private static double trainLoss(List<Objective.Judgement> judgements) {
    double[] losses =
        judgements.stream()
            .mapToDouble(judged -> judged.loss() / judged.weight())
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return losses.length == 0 ? Double.NaN : losses[(losses.length - 1) / 2];
  }

  private Engine engine(long rows, int dimension, int p, int parameters) {
    Engine asked = settings.run().engine();
    if (asked != Engine.AUTO) {
      return asked;
    }
    double bytes = 8.0 * (2.0 * rows * dimension + 4.0 * p * parameters);
    return bytes <= Runtime.getRuntime().maxMemory() / 4.0 ? Engine.MEMORY : Engine.SPARK;
  }

  private Attendance workers(
      Engine engine, TrainData.Prepared prepared, Objective objective, Recipe recipe) {
    Timed worker =
        new Timed(new Worker(objective, recipe.batches()), settings.defence().deadline());
    Workers workers =
        engine == Engine.SPARK
            ? new SparkWorkers(prepared.rows(), worker, recipe.width(), run.checkpoints())
            : new MemoryWorkers(
                prepared.rows().collect(), worker, recipe.width(), pool(), run.checkpoints());
    return held.hold(new Attendance(workers));
  }

  private ForkJoinPool pool() {
    ForkJoinPool pool = new ForkJoinPool(settings.threads());
    held.hold(pool::shutdown);
    return pool;
  }

  private Function<double[], Objective.Judgement> judge(
      Engine engine, TrainData.Prepared prepared, Objective objective) {
    if (prepared.test().isEmpty()) {
      return parameters -> NOTHING;
    }
    JavaRDD<LabeledRows> pieces = prepared.test().get();
    if (engine == Engine.SPARK) {
      return parameters ->
          SparkWorkers.judge(pieces, objective, parameters).stream()
              .reduce(NOTHING, Objective.Judgement::with);
    }
    List<LabeledRows> here = pieces.collect();
    return parameters ->
        here.stream()
            .map(piece -> objective.judge(parameters, piece))
            .reduce(NOTHING, Objective.Judgement::with);
  }
}
