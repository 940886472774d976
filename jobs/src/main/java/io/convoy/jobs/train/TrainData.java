package io.convoy.jobs.train;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Nearest;
import io.convoy.jobs.table.LabelValues;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.Run;
import io.convoy.random.SeedStream;
import io.convoy.robust.Attack;
import io.convoy.spark.column.TableException;
import io.convoy.spark.column.TableRoles;
import io.convoy.spark.train.Assignment;
import io.convoy.spark.train.TrainingTable;
import io.convoy.training.LabeledRows;
import io.convoy.training.LinearModel;
import io.convoy.training.Objective;
import io.convoy.training.Scaling;
import io.convoy.training.SpoiledRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/** The tables of a training, and what is made of them: rows by worker, and a model that fits. */
final class TrainData {

  /** Iteration number that no other use of the seed has. */
  private static final long SHARES = -13;

  private final Run run;
  private final TrainSettings settings;
  private final Holdings held;
  private final SeedStream seeds;
  private final List<String> classes;
  private final TrainingTable data;
  private final Optional<JavaRDD<LabeledRows>> test;

  private TrainData(
      Run run,
      TrainSettings settings,
      Holdings held,
      List<String> classes,
      TrainingTable data,
      Optional<JavaRDD<LabeledRows>> test) {
    this.run = run;
    this.settings = settings;
    this.held = held;
    this.seeds = new SeedStream(settings.seed());
    this.classes = classes;
    this.data = data;
    this.test = test;
  }

  /**
   * Rows as they are learned from and judged by.
   *
   * @param rows one element per worker, scaled, cached
   * @param test held-out rows that can be used, in pieces, scaled, cached; empty if none is held
   *     out
   * @param scaling what they were scaled by
   */
  record Prepared(
      JavaRDD<LabeledRows> rows,
      List<TrainingTable.Domain> domains,
      Optional<JavaRDD<LabeledRows>> test,
      Scaling scaling) {

    long count() {
      return domains.stream().mapToLong(TrainingTable.Domain::rows).sum();
    }

    int stepsPerEpoch(Learning learning) {
      return learning.stepsPerEpoch(count(), domains.size());
    }
  }

  /**
   * Returns a table without features that play another role.
   *
   * @throws JobFailure if it has no label, or not the column that names workers
   */
  static OpenTable withRoles(OpenTable table, Optional<String> workerColumn) {
    TableRoles roles = table.roles();
    if (roles.label().isEmpty()) {
      throw JobFailure.badInput(
          table.name()
              + " has no column 'label', which the model learns: name it with --label; the columns"
              + " are "
              + String.join(", ", table.columns()));
    }
    if (workerColumn.isEmpty()) {
      return table;
    }
    String column = workerColumn.get();
    if (table.name().equals("data") && !table.columns().contains(column)) {
      throw JobFailure.badInput(
          "data has no column '" + column + "'" + Nearest.hint(column, table.columns()));
    }
    List<String> features = new ArrayList<>(roles.features());
    if (!features.remove(column) || features.isEmpty()) {
      return table;
    }
    return new OpenTable(
        table.name(),
        table.location(),
        table.rows(),
        new TableRoles(roles.id(), roles.weight(), roles.label(), features));
  }

  /**
   * Reads the tables; what is cached is held.
   *
   * @throws JobFailure if they break their contract
   */
  static TrainData read(Run run, TrainSettings settings, Holdings held) {
    Optional<String> workerColumn = settings.division().workerColumn();
    List<String> classes =
        settings.learning().model().classifies()
            ? LabelValues.classes(run.tables().all())
            : List.of();
    SeedStream seeds = new SeedStream(settings.seed());
    try {
      TrainingTable data = held.hold(table(run.tables().get("data"), classes, workerColumn));
      Optional<OpenTable> judging = run.tables().find("test");
      Optional<JavaRDD<LabeledRows>> test = Optional.empty();
      if (judging.isPresent()) {
        TrainingTable other = held.hold(table(judging.get(), classes, Optional.empty()));
        if (other.dimension() != data.dimension()) {
          throw JobFailure.badInput(
              "data has "
                  + data.dimension()
                  + " features and test has "
                  + other.dimension()
                  + "; they must be equal");
        }
        test = Optional.of(other.heldOut(1, seeds));
      } else if (settings.rows().heldOut() > 0) {
        test = Optional.of(data.heldOut(settings.rows().heldOut(), seeds));
      }
      test.ifPresent(rows -> held.hold(() -> rows.unpersist(false)));
      return new TrainData(run, settings, held, classes, data, test);
    } catch (TableException broken) {
      throw JobFailure.badInput(broken.getMessage(), broken);
    }
  }

  private static TrainingTable table(
      OpenTable table, List<String> classes, Optional<String> workerColumn) {
    return TrainingTable.read(table.rows(), table.name(), table.roles(), classes, workerColumn);
  }

  /** Returns what labels may be; empty if they are numbers. */
  List<String> classes() {
    return classes;
  }

  /** Returns the number of held-out rows that cannot be used; a model is not judged by them. */
  long unusableTests() {
    return test.map(
            rows ->
                rows.map(piece -> piece.rows() - piece.sound().rows()).collect().stream()
                    .mapToLong(Integer::longValue)
                    .sum())
        .orElse(0L);
  }

  /** Returns the number of features. */
  int dimension() {
    return data.dimension();
  }

  /**
   * Returns rows by worker, those of liars as the attack leaves them.
   *
   * @throws JobFailure if a worker has none, or there are too few workers for the aggregator
   */
  Prepared prepare(Heterogeneity heterogeneity, Attack attack) {
    try {
      TrainingTable.Assigned assigned =
          data.assigned(assignment(heterogeneity), settings.rows().heldOut(), seeds);
      held.hold(() -> assigned.rows().unpersist(false));
      int p = assigned.domains().size();
      try {
        settings.defence().requireRule(p);
      } catch (IllegalArgumentException unsuited) {
        throw JobFailure.usage(unsuited.getMessage());
      }
      SpoiledRows spoiled =
          new SpoiledRows(attack, p - settings.defence().liars(attack), classes.size());
      JavaRDD<LabeledRows> raw = assigned.rows().map(spoiled::of);
      Scaling scaling =
          settings.rows().standardize()
              ? Scaling.agreed(raw.map(Scaling::describe).collect(), classes.isEmpty())
              : Scaling.none(data.dimension());
      return new Prepared(
          cached(raw.map(scaling::apply)),
          assigned.domains(),
          test.map(
              given ->
                  cached(
                      given
                          .map(LabeledRows::sound)
                          .filter(piece -> piece.rows() > 0)
                          .map(scaling::apply))),
          scaling);
    } catch (TableException broken) {
      throw JobFailure.badInput(broken.getMessage(), broken);
    }
  }

  private JavaRDD<LabeledRows> cached(JavaRDD<LabeledRows> rows) {
    rows.persist(StorageLevel.MEMORY_AND_DISK());
    held.hold(() -> rows.unpersist(false));
    return rows;
  }

  private Assignment assignment(Heterogeneity heterogeneity) {
    Division division = settings.division();
    int p = division.workers();
    if (division.workerColumn().isPresent()) {
      return new Assignment.ByColumn(division.workerColumn().get());
    }
    if (division.workerAssignment() == WorkerAssignment.FILES) {
      return new Assignment.ByFiles(p);
    }
    double[] equal = new double[p];
    Arrays.fill(equal, 1.0 / p);
    double[][] shares = {equal};
    double sorted = 0;
    if (heterogeneity instanceof Heterogeneity.Dirichlet law) {
      shares = dirichlet(law.alpha(), p);
    } else if (heterogeneity instanceof Heterogeneity.Similarity similar) {
      sorted = 1 - similar.share();
    }
    return new Assignment.ByChance(p, seeds, shares, sorted);
  }

  /** Returns a draw of shares for every class: gamma variates, divided by their sum. */
  private double[][] dirichlet(double alpha, int p) {
    double[][] shares = new double[classes.size()][p];
    for (int c = 0; c < shares.length; c++) {
      GammaDistribution gamma =
          new GammaDistribution(new Well19937c(seeds.at(SHARES, c).nextLong()), alpha, 1);
      double sum = 0;
      for (int i = 0; i < p; i++) {
        shares[c][i] = Math.max(Double.MIN_NORMAL, gamma.sample());
        sum += shares[c][i];
      }
      for (int i = 0; i < p; i++) {
        shares[c][i] /= sum;
      }
    }
    return shares;
  }

  /**
   * Returns the model.
   *
   * @throws JobFailure if it does not suit the tables, or cannot be built
   */
  Objective objective() {
    int d = data.dimension();
    int count = classes.size();
    ModelName model = settings.learning().model();
    if (model instanceof ModelName.Linear) {
      return new LinearModel(LinearModel.Loss.SQUARED, d, 1);
    }
    if (model instanceof ModelName.Softmax) {
      return new LinearModel(LinearModel.Loss.SOFTMAX, d, count);
    }
    if (model instanceof ModelName.Svm) {
      return new LinearModel(LinearModel.Loss.HINGE, d, count);
    }
    try {
      return model instanceof ModelName.Perceptron layers
          ? NetworkObjective.of(layers, d, count)
          : model instanceof ModelName.Convolution images
              ? NetworkObjective.of(images, d, count)
              : NetworkObjective.of(module((ModelName.TorchScript) model), d, count);
    } catch (NoClassDefFoundError missing) {
      throw JobFailure.usage(
          "this model needs PyTorch for Java, which is not on the class path: give spark-submit the"
              + " jars that docs/robust.md names with --jars",
          missing);
    } catch (IllegalArgumentException unsuited) {
      throw JobFailure.usage("model: " + unsuited.getMessage(), unsuited);
    }
  }

  private byte[] module(ModelName.TorchScript model) {
    Path path = new Path(model.path());
    try (FSDataInputStream in =
        path.getFileSystem(run.spark().sparkContext().hadoopConfiguration()).open(path)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw JobFailure.badInput(
          "model: cannot read " + model.path() + ": " + unreadable.getMessage(), unreadable);
    }
  }
}
