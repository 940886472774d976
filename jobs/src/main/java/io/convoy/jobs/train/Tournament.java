package io.convoy.jobs.train;

import io.convoy.iterate.Loop;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.StoppingRule;
import io.convoy.iterate.Termination;
import io.convoy.jobs.progress.Goal;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.Headline;
import io.convoy.jobs.report.Numbers;
import io.convoy.jobs.report.Picture;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.robust.Attack;
import io.convoy.spark.checkpoint.CheckpointStore;
import io.convoy.spark.train.MemoryWorkers;
import io.convoy.spark.train.Timed;
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
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Trains one model per aggregator, attack, kind of heterogeneity and learning rate. A rule is worth
 * what it reaches under its worst attack, at the learning rate that is best there (the protocol of
 * the ByzFL library).
 */
final class Tournament {

  private static final StructType SCHEMA =
      new StructType()
          .add("heterogeneity", DataTypes.StringType)
          .add("aggregator", DataTypes.StringType)
          .add("attack", DataTypes.StringType)
          .add("learning_rate", DataTypes.DoubleType)
          .add("accuracy", DataTypes.DoubleType)
          .add("diverged", DataTypes.BooleanType)
          .add("chosen", DataTypes.BooleanType);

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

  /** What one rule reaches at the learning rate that is best for it, under one heterogeneity. */
  private record Placing(
      Heterogeneity heterogeneity, String aggregator, double rate, List<Cell> all) {

    List<Cell> chosen() {
      return at(all, rate);
    }

    Map<String, Object> line() {
      Cell worst = worst(chosen());
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("heterogeneity", heterogeneity.toString());
      line.put("aggregator", aggregator);
      line.put("learning-rate", rate);
      line.put("worst-attack", worst.attack().toString());
      line.put("worst-accuracy", worst.accuracy());
      chosen().stream()
          .filter(cell -> cell.attack().kind() == Attack.Kind.NONE)
          .findFirst()
          .ifPresent(cell -> line.put("attack-free-accuracy", cell.accuracy()));
      return line;
    }
  }

  private final Run run;
  private final TrainSettings settings;
  private final Purpose.Comparison players;

  private Tournament(Run run, TrainSettings settings, Purpose.Comparison players) {
    this.run = run;
    this.settings = settings;
    this.players = players;
  }

  /** Returns how accurate they are. */
  static Solved hold(Run run, TrainSettings settings, Purpose.Comparison players) {
    return new Tournament(run, settings, players).hold();
  }

  private Solved hold() {
    try (Holdings held = new Holdings()) {
      Stopwatch watch = new Stopwatch();
      TrainData data = TrainData.read(run, settings, held);
      Objective objective = data.objective();
      List<Field> fields = fields(data);
      watch.lap("read");
      List<Placing> placings = placings(cells(objective, fields));
      watch.lap("train");
      long rows = fields.get(0).rows().stream().mapToLong(LabeledRows::rows).sum();
      return solved(placings, rows, watch);
    }
  }

  private List<Field> fields(TrainData data) {
    List<Field> fields = new ArrayList<>();
    for (Heterogeneity heterogeneity : players.heterogeneities()) {
      for (Attack attack : players.attacks()) {
        TrainData.Prepared prepared = data.prepare(heterogeneity, attack);
        fields.add(
            new Field(
                heterogeneity,
                attack,
                prepared.rows().collect(),
                prepared.test().orElseThrow().collect(),
                prepared.stepsPerEpoch(settings.learning())));
      }
    }
    return fields;
  }

  private List<Cell> cells(Objective objective, List<Field> fields) {
    int count = fields.size() * players.aggregators().size() * players.learningRates().size();
    ExecutorService pool = Executors.newFixedThreadPool(settings.threads());
    AtomicInteger done = new AtomicInteger();
    try (Progress progress =
        run.progress(settings.run().progress(), new Goal(TrainJob.NAME, 0, count))) {
      List<Future<Cell>> running = new ArrayList<>();
      for (Field field : fields) {
        for (String aggregator : players.aggregators()) {
          for (double rate : players.learningRates()) {
            running.add(
                pool.submit(
                    () -> {
                      Cell cell = train(objective, field, aggregator, rate);
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

  private Cell train(Objective objective, Field field, String aggregator, double rate) {
    boolean plain = aggregator.equals(Purpose.Comparison.PLAIN);
    Recipe recipe =
        settings
            .recipe(field.rows().size(), field.perEpoch())
            .against(field.attack())
            .by(
                Purpose.Comparison.rule(aggregator),
                plain ? Optional.empty() : settings.defence().sieve(),
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

  private List<Placing> placings(List<Cell> cells) {
    List<Placing> placings = new ArrayList<>();
    for (Heterogeneity heterogeneity : players.heterogeneities()) {
      for (String aggregator : players.aggregators()) {
        List<Cell> own =
            cells.stream()
                .filter(cell -> cell.heterogeneity().equals(heterogeneity))
                .filter(cell -> cell.aggregator().equals(aggregator))
                .toList();
        double best = best(own, players.learningRates());
        placings.add(new Placing(heterogeneity, aggregator, best, own));
      }
    }
    return placings;
  }

  private Solved solved(List<Placing> placings, long rows, Stopwatch watch) {
    List<Map<String, Object>> ranking = placings.stream().map(Placing::line).toList();
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("trainings", placings.stream().mapToInt(placing -> placing.all().size()).sum());
    numbers.put("tournament", ranking);
    Headline.Of told = new Headline.Of(numbers);
    ranking.forEach(line -> told.say(sentence(line)));
    return new Solved.Of(Ending.DONE, Map.of("data", rows), numbers)
        .headline(told.done())
        .table("tournament", table(placings))
        .picture(picture(placings))
        .timings(watch.laps())
        .by("memory")
        .holding(() -> {});
  }

  private static String sentence(Map<String, Object> line) {
    return line.get("aggregator")
        + " ("
        + line.get("heterogeneity")
        + "): "
        + Numbers.brief(line.get("worst-accuracy"))
        + " under "
        + line.get("worst-attack")
        + " at learning rate "
        + Numbers.brief(line.get("learning-rate"));
  }

  private Dataset<Row> table(List<Placing> placings) {
    List<Row> rows = new ArrayList<>();
    for (Placing placing : placings) {
      for (Cell cell : placing.all()) {
        rows.add(
            RowFactory.create(
                placing.heterogeneity().toString(),
                placing.aggregator(),
                cell.attack().toString(),
                cell.rate(),
                cell.accuracy(),
                cell.diverged(),
                cell.rate() == placing.rate()));
      }
    }
    return run.spark().createDataFrame(rows, SCHEMA);
  }

  private Optional<Picture> picture(List<Placing> placings) {
    boolean several = players.heterogeneities().size() > 1;
    return TournamentPicture.of(
        placings.stream()
            .map(it -> it.aggregator() + (several ? ", " + it.heterogeneity() : ""))
            .toList(),
        players.attacks().stream().map(Attack::toString).toList(),
        placings.stream()
            .map(it -> it.chosen().stream().mapToDouble(Cell::accuracy).toArray())
            .toList());
  }

  /** Returns the rate under which the worst accuracy is best; of equal ones, the mean decides. */
  private static double best(List<Cell> cells, List<Double> rates) {
    double best = rates.get(0);
    double most = Double.NEGATIVE_INFINITY;
    for (double rate : rates) {
      List<Cell> own = at(cells, rate);
      double mean = own.stream().mapToDouble(Cell::accuracy).average().orElseThrow();
      double value = worst(own).accuracy() + 1e-6 * mean;
      if (value > most) {
        most = value;
        best = rate;
      }
    }
    return best;
  }

  private static List<Cell> at(List<Cell> cells, double rate) {
    return cells.stream().filter(cell -> cell.rate() == rate).toList();
  }

  private static Cell worst(List<Cell> cells) {
    Cell worst = cells.get(0);
    for (Cell cell : cells) {
      worst = cell.accuracy() < worst.accuracy() ? cell : worst;
    }
    return worst;
  }
}
