package io.convoy.jobs.train;

import io.convoy.iterate.Loop;
import io.convoy.iterate.StoppingRule;
import io.convoy.iterate.Termination;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Nearest;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.Picture;
import io.convoy.jobs.settings.Engine;
import io.convoy.jobs.settings.TrainSettings;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.Journal;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.StateFormat;
import io.convoy.jobs.work.StopSignal;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.numerics.Kernels;
import io.convoy.spark.checkpoint.CheckpointStore;
import io.convoy.spark.column.TableRoles;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Trains a model, in memory or on Spark. */
public final class TrainSolve {

  /** The receipt for what workers remember, among the arrays of a checkpoint. */
  private static final String MOMENTA = "momenta";

  private final Request request;
  private final TrainSettings settings;
  private final Holdings held;

  private TrainSolve(Request request, Holdings held) {
    this.request = request;
    this.settings = request.settings();
    this.held = held;
  }

  /**
   * What to do.
   *
   * @param test open, if a table of rows to judge by is given
   * @param checkpoint what an earlier attempt left, and where to leave some
   * @param problemHash what a checkpoint must carry to belong to this run
   * @param say tells a person
   * @param progress returns what shows so many steps
   */
  public record Request(
      SparkSession spark,
      TrainSettings settings,
      OpenTable data,
      Optional<OpenTable> test,
      CheckpointStore checkpoint,
      String problemHash,
      Consumer<String> say,
      IntFunction<Progress> progress) {}

  /** Returns a table without features that play another role. */
  public static OpenTable opened(OpenTable table, TrainSettings settings) {
    TableRoles roles = table.roles();
    if (roles.label().isEmpty()) {
      throw JobFailure.badInput(
          table.name()
              + " has no column 'label', which the model learns: name it with --label; the columns"
              + " are "
              + String.join(", ", table.columns()));
    }
    if (settings.workerColumn().isEmpty() || !table.name().equals("data")) {
      return withoutFeature(table, settings.workerColumn());
    }
    String column = settings.workerColumn().get();
    if (!table.columns().contains(column)) {
      throw JobFailure.badInput(
          "data has no column '" + column + "'" + Nearest.hint(column, table.columns()));
    }
    return withoutFeature(table, settings.workerColumn());
  }

  private static OpenTable withoutFeature(OpenTable table, Optional<String> column) {
    TableRoles roles = table.roles();
    List<String> features = new ArrayList<>(roles.features());
    if (column.isEmpty() || !features.remove(column.get()) || features.isEmpty()) {
      return table;
    }
    return new OpenTable(
        table.name(),
        table.location(),
        table.rows(),
        new TableRoles(roles.id(), roles.weight(), roles.label(), features));
  }

  /**
   * Trains.
   *
   * @throws JobFailure if the tables break their contract, too few workers answer, or the run was
   *     asked to stop and left a checkpoint
   */
  public static Solved solve(Request request) {
    Holdings held = new Holdings();
    try {
      return new TrainSolve(request, held).solve();
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
    TrainData data = TrainData.read(request, held);
    TrainData.Prepared prepared = data.prepare(settings.heterogeneity(), settings.attack());
    Objective objective = data.objective();
    int p = prepared.domains().size();
    long rows = prepared.domains().stream().mapToLong(TrainingTable.Domain::rows).sum();
    int perEpoch = settings.stepsPerEpoch(rows, p);
    Recipe recipe = settings.recipe(p, perEpoch);
    Engine engine = engine(rows, data.dimension(), p, objective.parameters());
    Attendance workers = workers(engine, prepared, objective, recipe);
    Function<double[], Objective.Judgement> judge = judge(engine, prepared, objective);
    request
        .say()
        .accept(
            "workers: "
                + p
                + " with "
                + rows
                + " rows, "
                + objective.parameters()
                + " parameters, "
                + recipe.steps()
                + " steps of "
                + settings.aggregator()
                + " against "
                + settings.byzantine());
    watch.lap("read");

    LostExecutors lost = held.hold(LostExecutors.of(request.spark().sparkContext()));
    Trainer trainer = new Trainer(recipe, objective, workers, judge);
    Journal<TrainState> journal;
    Loop.Outcome<TrainState, Trainer.Step> outcome;
    int steps = Math.min(recipe.steps(), settings.run().maxIterations());
    try (StopSignal stop = StopSignal.install();
        Progress progress = request.progress().apply(steps)) {
      journal =
          new Journal<>(
              request.checkpoint(),
              new StateFormat<>(
                  state -> Math.toIntExact(state.step() + 1),
                  state -> {
                    Map<String, double[]> arrays = new LinkedHashMap<>(state.toArrays());
                    arrays.put(MOMENTA, workers.save(state.step()));
                    return arrays;
                  },
                  TrainState::fromArrays),
              request.problemHash(),
              settings.run().checkpointEvery(),
              progress,
              stop);
      Optional<TrainState> resumed =
          journal.resume(
              snapshot ->
                  snapshot.arrays().containsKey(MOMENTA)
                      && workers.restore(snapshot.iteration() - 1, snapshot.arrays().get(MOMENTA)));
      outcome =
          new Loop<>(trainer::evaluate, trainer, new StoppingRule(Double.MIN_VALUE, steps), journal)
              .run(resumed.orElseGet(trainer::start));
    }
    Termination end = outcome.termination();
    journal.heedStop("steps");
    watch.lap("train");

    TrainState state =
        end instanceof Termination.Diverged
            ? outcome.state()
            : trainer.step(outcome.state(), outcome.evaluation());
    boolean diverged =
        end instanceof Termination.Diverged
            || !Arrays.stream(state.memory().parameters()).allMatch(Double::isFinite);
    if (!diverged && steps < recipe.steps()) {
      journal.save(outcome.state());
    }
    Map<String, Object> numbers = new LinkedHashMap<>();
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    List<Picture> pictures = new ArrayList<>();
    if (!diverged) {
      Objective.Judgement judged = judge.apply(state.memory().parameters());
      double scale = prepared.scaling().labelDeviation();
      if (judged.weight() > 0) {
        double error = judged.error() / judged.weight();
        if (settings.model().classifies()) {
          numbers.put("test-accuracy", 1 - error);
        } else {
          numbers.put("test-error", error * scale * scale);
        }
        numbers.put("test-loss", judged.loss() / judged.weight());
      }
      numbers.put("test-unusable", data.unusableTests());
      numbers.put("train-loss", trainLoss(workers.judge(state.memory().parameters())));
      describe(numbers, state, steps, perEpoch, p);
      Map<Integer, String> suspects = TrainTables.suspects(state.ledger(), workers);
      numbers.put("suspects", List.copyOf(suspects.keySet()));
      suspects.forEach(
          (worker, why) ->
              request
                  .say()
                  .accept(
                      "look at worker "
                          + name(worker, prepared.domains().get(worker))
                          + ": "
                          + why));
      List<String> gone = lost.lines(workers::served);
      numbers.put("lost-executors", gone);
      gone.forEach(line -> request.say().accept("lost " + line));
      tables.put(
          "model",
          TrainTables.model(
              request.spark(),
              objective.tensors(),
              state.memory().parameters(),
              prepared.scaling()));
      tables.put("classes", TrainTables.classes(request.spark(), data.classes()));
      tables.put(
          "workers",
          TrainTables.workers(request.spark(), prepared.domains(), state.ledger(), workers));
      Picture.ofLearning(
              state.curve(),
              settings.model().classifies() ? "held-out error rate" : "held-out error")
          .ifPresent(pictures::add);
    }
    watch.lap("judge");
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("data", rows);
    return new Solved(
        diverged ? Ending.DIVERGED : steps < recipe.steps() ? Ending.EXHAUSTED : Ending.DONE,
        counts,
        numbers,
        journal.trace(),
        tables,
        Optional.empty(),
        watch.laps(),
        Kernels.best().description(),
        engine.toString(),
        pictures,
        held::close);
  }

  private static String name(int worker, TrainingTable.Domain domain) {
    boolean numbered = domain.name().equals(Integer.toString(worker));
    return worker
        + (numbered ? "" : " (" + domain.name() + ")")
        + (domain.files().isEmpty() ? "" : " of " + domain.files().get(0));
  }

  private void describe(
      Map<String, Object> numbers, TrainState state, int steps, int perEpoch, int p) {
    numbers.put("epochs", (double) steps / perEpoch);
    numbers.put("steps", steps);
    numbers.put("workers", p);
    numbers.put("byzantine", settings.byzantine());
    numbers.put("attack", settings.attack().toString());
    numbers.put("aggregator", settings.aggregator());
    numbers.put("rejected", state.ledger().dropped());
    numbers.put("reproducible", settings.deadline() == 0);
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
    Timed worker = new Timed(new Worker(objective, recipe.batches()), settings.deadline());
    Workers workers =
        engine == Engine.SPARK
            ? new SparkWorkers(prepared.rows(), worker, recipe.width(), request.checkpoint())
            : new MemoryWorkers(
                prepared.rows().collect(), worker, recipe.width(), pool(), request.checkpoint());
    return held.hold(new Attendance(workers));
  }

  private ForkJoinPool pool() {
    ForkJoinPool pool =
        new ForkJoinPool(settings.run().tasks().orElse(Runtime.getRuntime().availableProcessors()));
    held.hold(pool::shutdown);
    return pool;
  }

  private Function<double[], Objective.Judgement> judge(
      Engine engine, TrainData.Prepared prepared, Objective objective) {
    Objective.Judgement none = new Objective.Judgement(0, 0, 0);
    if (prepared.test().isEmpty()) {
      return parameters -> none;
    }
    JavaRDD<LabeledRows> pieces = prepared.test().get();
    if (engine == Engine.SPARK) {
      return parameters ->
          SparkWorkers.judge(pieces, objective, parameters).stream()
              .reduce(none, Objective.Judgement::with);
    }
    List<LabeledRows> here = pieces.collect();
    return parameters ->
        here.stream()
            .map(piece -> objective.judge(parameters, piece))
            .reduce(none, Objective.Judgement::with);
  }
}
