package io.convoy.jobs.train;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.Heterogeneity;
import io.convoy.jobs.settings.ModelName;
import io.convoy.jobs.settings.TrainSettings;
import io.convoy.jobs.settings.WorkerAssignment;
import io.convoy.jobs.table.LabelValues;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Holdings;
import io.convoy.random.SeedStream;
import io.convoy.robust.Attack;
import io.convoy.spark.column.TableException;
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

  private final TrainSolve.Request request;
  private final TrainSettings settings;
  private final Holdings held;
  private final SeedStream seeds;
  private final List<String> classes;
  private final TrainingTable data;
  private final Optional<JavaRDD<LabeledRows>> test;

  private TrainData(
      TrainSolve.Request request,
      Holdings held,
      List<String> classes,
      TrainingTable data,
      Optional<JavaRDD<LabeledRows>> test) {
    this.request = request;
    this.settings = request.settings();
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
      Scaling scaling) {}

  /**
   * Reads the tables; what is cached is held.
   *
   * @throws JobFailure if they break their contract
   */
  static TrainData read(TrainSolve.Request request, Holdings held) {
    TrainSettings settings = request.settings();
    List<OpenTable> tables = new ArrayList<>(List.of(request.data()));
    request.test().ifPresent(tables::add);
    List<String> classes = settings.model().classifies() ? LabelValues.classes(tables) : List.of();
    SeedStream seeds = new SeedStream(settings.seed());
    try {
      TrainingTable data = held.hold(table(request.data(), classes, settings.workerColumn()));
      Optional<JavaRDD<LabeledRows>> test = Optional.empty();
      if (request.test().isPresent()) {
        TrainingTable other = held.hold(table(request.test().get(), classes, Optional.empty()));
        if (other.dimension() != data.dimension()) {
          throw JobFailure.badInput(
              "data has "
                  + data.dimension()
                  + " features and test has "
                  + other.dimension()
                  + "; they must be equal");
        }
        test = Optional.of(other.heldOut(1, seeds));
      } else if (settings.testFraction() > 0) {
        test = Optional.of(data.heldOut(settings.testFraction(), seeds));
      }
      test.ifPresent(rows -> held.hold(() -> rows.unpersist(false)));
      return new TrainData(request, held, classes, data, test);
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
          data.assigned(assignment(heterogeneity), settings.testFraction(), seeds);
      held.hold(() -> assigned.rows().unpersist(false));
      int p = assigned.domains().size();
      try {
        settings.requireRule(p);
      } catch (IllegalArgumentException unsuited) {
        throw JobFailure.usage(unsuited.getMessage());
      }
      int liars = attack.kind() == Attack.Kind.NONE ? 0 : settings.byzantine();
      SpoiledRows spoiled = new SpoiledRows(attack, p - liars, classes.size());
      JavaRDD<LabeledRows> raw = assigned.rows().map(spoiled::of);
      Scaling scaling =
          settings.standardize()
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
    int p = settings.workers();
    if (settings.workerColumn().isPresent()) {
      return new Assignment.ByColumn(settings.workerColumn().get());
    }
    if (settings.assignment() == WorkerAssignment.FILES) {
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
    ModelName model = settings.model();
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
        path.getFileSystem(request.spark().sparkContext().hadoopConfiguration()).open(path)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw JobFailure.badInput(
          "model: cannot read " + model.path() + ": " + unreadable.getMessage(), unreadable);
    }
  }
}
