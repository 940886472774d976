package io.convoy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.random.SeedStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Some domains of CLINC150, a target that has them by given shares, and logistic regressions of the
 * intent trained on mixtures of them.
 */
final class IntentModels {

  private static final SeedStream SEEDS = new SeedStream(2024);

  private final SparkSession spark;
  private final List<String> domains;
  private final double[] target;
  private final Map<String, Part> parts = new HashMap<>();
  private double strength;

  /** Rows of a domain and a split, in an order of no meaning. */
  private record Part(List<Vector> features, double[] labels) {}

  /**
   * Reads the data and chooses the models' strength of regularisation.
   *
   * @param data clinc.parquet
   * @param target shares of the domains
   * @param size rows of the models to choose by
   */
  IntentModels(SparkSession spark, String data, List<String> domains, double[] target, int size) {
    this.spark = spark;
    this.domains = domains;
    this.target = target;
    read(data);
    this.strength = chosenStrength(size);
  }

  /** Returns the strength of the regularisation. */
  double strength() {
    return strength;
  }

  private void read(String data) {
    Map<String, Double> intents = new HashMap<>();
    for (String split : List.of("train", "val", "test")) {
      for (int s = 0; s < domains.size(); s++) {
        List<Row> all =
            rows(data, split, domains.get(s)).select("features", "intent").collectAsList();
        List<Vector> features = new ArrayList<>();
        double[] labels = new double[all.size()];
        for (int r = 0; r < labels.length; r++) {
          List<Float> values = all.get(r).getList(0);
          features.add(Vectors.dense(values.stream().mapToDouble(Float::doubleValue).toArray()));
          double next = intents.size();
          labels[r] = intents.computeIfAbsent(all.get(r).getString(1), intent -> next);
        }
        assertThat(labels).as(domains.get(s) + " " + split).isNotEmpty();
        parts.put(domains.get(s) + split, new Part(features, labels));
      }
    }
  }

  /** Returns the strength that does best on the target's kind of validation rows. */
  private double chosenStrength(int size) {
    double[] equal = new double[domains.size()];
    Arrays.fill(equal, 1.0 / equal.length);
    double best = Double.NaN;
    double highest = -1;
    for (double tried : new double[] {1e-4, 1e-3, 1e-2, 1e-1}) {
      strength = tried;
      double reached = accuracy(train(size, equal, 0), "val");
      best = reached > highest ? tried : best;
      highest = Math.max(highest, reached);
    }
    return best;
  }

  /** Returns the median accuracy on test rows of several models of a mixture, drawn anew each. */
  double accuracy(int size, double[] shares, int repeats) {
    double[] reached =
        IntStream.range(0, repeats)
            .mapToDouble(repeat -> accuracy(train(size, shares, repeat), "test"))
            .sorted()
            .toArray();
    return reached[repeats / 2];
  }

  private LogisticRegressionModel train(int size, double[] shares, int repeat) {
    StructType schema =
        new StructType().add("features", new VectorUDT()).add("label", DataTypes.DoubleType);
    List<Row> rows = new ArrayList<>();
    for (int s = 0; s < shares.length; s++) {
      Part part = parts.get(domains.get(s) + "train");
      int[] order = shuffled(part.labels().length, SEEDS.at(2 + repeat, s));
      long count = Math.round(shares[s] * size);
      for (int r = 0; r < Math.min(count, order.length); r++) {
        rows.add(RowFactory.create(part.features().get(order[r]), part.labels()[order[r]]));
      }
    }
    Dataset<Row> table = spark.createDataFrame(rows, schema).coalesce(1).cache();
    LogisticRegressionModel model =
        new LogisticRegression()
            .setFamily("multinomial")
            .setStandardization(true)
            .setRegParam(strength)
            .setElasticNetParam(0)
            .setMaxIter(200)
            .setTol(1e-6)
            .fit(table);
    table.unpersist();
    return model;
  }

  /** Returns accuracy on a split, every domain counting as in the target. */
  private double accuracy(LogisticRegressionModel model, String split) {
    double accuracy = 0;
    for (int s = 0; s < target.length; s++) {
      Part part = parts.get(domains.get(s) + split);
      int right = 0;
      for (int r = 0; r < part.labels().length; r++) {
        right += model.predict(part.features().get(r)) == part.labels()[r] ? 1 : 0;
      }
      accuracy += target[s] * right / part.labels().length;
    }
    return accuracy;
  }

  /** Writes validation rows of every domain, so many. */
  void writeTarget(String data, int[] counts, Path out) {
    Dataset<Row> target = null;
    for (int s = 0; s < counts.length; s++) {
      Dataset<Row> rows =
          rows(data, "val", domains.get(s)).select("id", "features").limit(counts[s]);
      target = target == null ? rows : target.union(rows);
    }
    target.write().parquet(out.toString());
  }

  private Dataset<Row> rows(String data, String split, String domain) {
    return spark
        .read()
        .parquet(data)
        .where("split = '" + split + "' and domain = '" + domain + "'")
        .orderBy(functions.hash(functions.col("id")), functions.col("id"));
  }

  private static int[] shuffled(int count, SplittableRandom random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }
}
