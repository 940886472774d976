package io.convoy.jobs.train;

import io.convoy.iterate.Loop;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.StoppingRule;
import io.convoy.iterate.Termination;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.Picture;
import io.convoy.jobs.settings.Heterogeneity;
import io.convoy.jobs.settings.TournamentSettings;
import io.convoy.jobs.settings.TrainSettings;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.numerics.Kernels;
import io.convoy.robust.Attack;
import io.convoy.spark.checkpoint.CheckpointStore;
import io.convoy.spark.train.MemoryWorkers;
import io.convoy.spark.train.Timed;
import io.convoy.spark.train.TrainingTable;
import io.convoy.training.LabeledRows;
import io.convoy.training.Objective;
import io.convoy.training.QuorumException;
import io.convoy.training.Recipe;
import io.convoy.training.TrainState;
import io.convoy.training.Trainer;
import io.convoy.training.Worker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Trains one model per aggregator, attack, kind of heterogeneity and learning rate. A rule is worth
 * what it reaches under its worst attack, at the learning rate that is best there (the protocol of
 * the ByzFL library).
 */
public final class Tournament {

  private static final StructType SCHEMA =
      new StructType()
          .add("heterogeneity", DataTypes.StringType)
          .add("aggregator", DataTypes.StringType)
          .add("attack", DataTypes.StringType)
          .add("learning_rate", DataTypes.DoubleType)
          .add("accuracy", DataTypes.DoubleType)
          .add("diverged", DataTypes.BooleanType)
          .add("chosen", DataTypes.BooleanType);

  private Tournament() {}

  /**
   * One training.
   *
   * @param accuracy on held-out rows; 0 of one that diverged
   */
  private record Cell(
      Heterogeneity heterogeneity,
      String aggregator,
      Attack attack,
      double rate,
      double accuracy,
      boolean diverged) {}

  /** Rows of one heterogeneity and attack, here. */
  private record Field(
      Heterogeneity heterogeneity,
      Attack attack,
      List<LabeledRows> rows,
      List<LabeledRows> test,
      int perEpoch) {}

  /** Returns how accurate they are. */
  public static Solved hold(TrainSolve.Request request, TournamentSettings players) {
    try (Holdings held = new Holdings()) {
      Stopwatch watch = new Stopwatch();
      TrainData data = TrainData.read(request, held);
      Objective objective = data.objective();
      List<Field> fields = fields(request.settings(), players, data);
      watch.lap("read");
      List<Cell> cells = cells(request, players, objective, fields);
      watch.lap("train");
      return solved(request.spark(), players, cells, fields, watch);
    }
  }

  private static List<Field> fields(
      TrainSettings settings, TournamentSettings players, TrainData data) {
    List<Field> fields = new ArrayList<>();
    for (Heterogeneity heterogeneity : players.heterogeneities()) {
      for (Attack attack : players.attacks()) {
        TrainData.Prepared prepared = data.prepare(heterogeneity, attack);
        long rows = prepared.domains().stream().mapToLong(TrainingTable.Domain::rows).sum();
        fields.add(
            new Field(
                heterogeneity,
                attack,
                prepared.rows().collect(),
                prepared.test().orElseThrow().collect(),
                settings.stepsPerEpoch(rows, prepared.domains().size())));
      }
    }
    return fields;
  }

  private static List<Cell> cells(
      TrainSolve.Request request,
      TournamentSettings players,
      Objective objective,
      List<Field> fields) {
    int threads =
        request.settings().run().tasks().orElse(Runtime.getRuntime().availableProcessors());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    int count = fields.size() * players.aggregators().size() * players.rates().size();
    AtomicInteger done = new AtomicInteger();
    try (Progress progress = request.progress().apply(count)) {
      List<Future<Cell>> running = new ArrayList<>();
      for (Field field : fields) {
        for (String aggregator : players.aggregators()) {
          for (double rate : players.rates()) {
            running.add(
                pool.submit(
                    () -> {
                      Cell cell = train(request.settings(), objective, field, aggregator, rate);
                      synchronized (progress) {
                        progress.onIteration(done.incrementAndGet(), 0, 1 - cell.accuracy());
                      }
                      return cell;
                    }));
          }
        }
      }
      List<Cell> cells = new ArrayList<>();
      for (Future<Cell> cell : running) {
        cells.add(cell.get());
      }
      return cells;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a training failed", failed.getCause());
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in a tournament", told);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Cell train(
      TrainSettings settings, Objective objective, Field field, String aggregator, double rate) {
    boolean plain = aggregator.equals(TournamentSettings.PLAIN);
    Recipe recipe =
        settings
            .recipe(field.rows().size(), field.perEpoch())
            .against(field.attack())
            .by(
                TournamentSettings.rule(aggregator),
                plain ? Optional.empty() : settings.gate(),
                rate);
    ForkJoinPool alone = new ForkJoinPool(1);
    try (MemoryWorkers workers =
        new MemoryWorkers(
            field.rows(),
            new Timed(new Worker(objective, recipe.batches()), 0),
            recipe.width(),
            alone,
            new CheckpointStore(new Path("unused"), new Configuration()))) {
      Objective.Judgement nothing = new Objective.Judgement(0, 0, 0);
      Trainer trainer = new Trainer(recipe, objective, workers, parameters -> nothing);
      Loop.Outcome<TrainState, Trainer.Step> outcome =
          new Loop<>(
                  trainer::evaluate,
                  trainer,
                  new StoppingRule(Double.MIN_VALUE, recipe.steps()),
                  LoopObserver.<TrainState>none())
              .run(trainer.start());
      double[] parameters =
          trainer.step(outcome.state(), outcome.evaluation()).memory().parameters();
      if (outcome.termination() instanceof Termination.Diverged
          || !Arrays.stream(parameters).allMatch(Double::isFinite)) {
        return new Cell(field.heterogeneity(), aggregator, field.attack(), rate, 0, true);
      }
      Objective.Judgement judged =
          field.test().stream()
              .map(piece -> objective.judge(parameters, piece))
              .reduce(nothing, Objective.Judgement::with);
      return new Cell(
          field.heterogeneity(),
          aggregator,
          field.attack(),
          rate,
          1 - judged.error() / judged.weight(),
          false);
    } catch (QuorumException few) {
      return new Cell(field.heterogeneity(), aggregator, field.attack(), rate, 0, true);
    } finally {
      alone.shutdown();
    }
  }

  private static Solved solved(
      SparkSession spark,
      TournamentSettings players,
      List<Cell> cells,
      List<Field> fields,
      Stopwatch watch) {
    List<Row> rows = new ArrayList<>();
    List<Map<String, Object>> ranking = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<double[]> shades = new ArrayList<>();
    for (Heterogeneity heterogeneity : players.heterogeneities()) {
      for (String aggregator : players.aggregators()) {
        List<Cell> own =
            cells.stream()
                .filter(cell -> cell.heterogeneity().equals(heterogeneity))
                .filter(cell -> cell.aggregator().equals(aggregator))
                .toList();
        double best = best(own, players.rates());
        List<Cell> chosen = own.stream().filter(cell -> cell.rate() == best).toList();
        own.forEach(
            cell ->
                rows.add(
                    RowFactory.create(
                        heterogeneity.toString(),
                        aggregator,
                        cell.attack().toString(),
                        cell.rate(),
                        cell.accuracy(),
                        cell.diverged(),
                        cell.rate() == best)));
        Cell worst = worst(chosen);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("heterogeneity", heterogeneity.toString());
        line.put("aggregator", aggregator);
        line.put("learning-rate", best);
        line.put("worst-attack", worst.attack().toString());
        line.put("worst-accuracy", worst.accuracy());
        chosen.stream()
            .filter(cell -> cell.attack().kind() == Attack.Kind.NONE)
            .findFirst()
            .ifPresent(cell -> line.put("attack-free-accuracy", cell.accuracy()));
        ranking.add(line);
        names.add(aggregator + (players.heterogeneities().size() > 1 ? ", " + heterogeneity : ""));
        shades.add(chosen.stream().mapToDouble(Cell::accuracy).toArray());
      }
    }
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("trainings", cells.size());
    numbers.put("tournament", ranking);
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    tables.put("tournament", spark.createDataFrame(rows, SCHEMA));
    List<Picture> pictures = new ArrayList<>();
    Picture.ofTournament(names, players.attacks().stream().map(Attack::toString).toList(), shades)
        .ifPresent(pictures::add);
    return new Solved(
        Ending.DONE,
        Map.of("data", fields.get(0).rows().stream().mapToLong(LabeledRows::rows).sum()),
        numbers,
        List.of(),
        tables,
        Optional.empty(),
        watch.laps(),
        Kernels.best().description(),
        "memory",
        pictures,
        () -> {});
  }

  /** Returns the rate under which the worst accuracy is best; of equal ones, the mean decides. */
  private static double best(List<Cell> cells, List<Double> rates) {
    double best = rates.get(0);
    double most = Double.NEGATIVE_INFINITY;
    for (double rate : rates) {
      List<Cell> own = cells.stream().filter(cell -> cell.rate() == rate).toList();
      double mean = own.stream().mapToDouble(Cell::accuracy).average().orElseThrow();
      double value = worst(own).accuracy() + 1e-6 * mean;
      if (value > most) {
        most = value;
        best = rate;
      }
    }
    return best;
  }

  private static Cell worst(List<Cell> cells) {
    Cell worst = cells.get(0);
    for (Cell cell : cells) {
      worst = cell.accuracy() < worst.accuracy() ? cell : worst;
    }
    return worst;
  }
}
