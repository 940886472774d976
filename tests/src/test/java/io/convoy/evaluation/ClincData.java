package io.convoy.evaluation;

import io.convoy.geometry.PointBlock;
import io.convoy.random.SeedStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Utterances and their intents (CLINC150): the pool is the training split, of all ten domains; the
 * target is 60 % banking, 30 % travel and 10 % kitchen, drawn from the validation split and, to
 * judge, from the test split.
 */
final class ClincData {

  private static final List<String> DOMAINS = List.of("banking", "travel", "kitchen_and_dining");
  private static final int[] TARGETS = {120, 60, 20};
  private static final int[] TESTS = {360, 180, 60};

  /** What was fixed beforehand for features of length 1. */
  private static final double LABEL_COST = 1;

  /** Of the pool's rows, how many get a wrong label. */
  private static final double NOISE = 0.2;

  private final double[][] features;
  private final double[] labels;
  private final Map<String, int[]> parts = new HashMap<>();
  private final int classes;
  private final PointBlock pool;

  ClincData(SparkSession spark, Path file) {
    List<Row> rows =
        spark
            .read()
            .parquet(file.toString())
            .orderBy("id")
            .select("split", "domain", "intent", "features")
            .collectAsList();
    features = new double[rows.size()][];
    labels = new double[rows.size()];
    Map<String, Double> intents = new HashMap<>();
    Map<String, List<Integer>> found = new HashMap<>();
    for (int i = 0; i < labels.length; i++) {
      Row row = rows.get(i);
      double next = intents.size();
      labels[i] = intents.computeIfAbsent(row.getString(2), intent -> next);
      List<Float> values = row.getList(3);
      features[i] = unit(values.stream().mapToDouble(Float::doubleValue).toArray());
      found.computeIfAbsent(row.getString(0), split -> new ArrayList<>()).add(i);
      found.computeIfAbsent(row.getString(0) + row.getString(1), part -> new ArrayList<>()).add(i);
    }
    found.forEach(
        (name, numbers) -> parts.put(name, numbers.stream().mapToInt(Integer::intValue).toArray()));
    classes = intents.size();
    pool = SelectionTask.block(features, labels, parts.get("train"));
  }

  private static double[] unit(double[] x) {
    double squares = 0;
    for (double value : x) {
      squares += value * value;
    }
    double length = squares > 0 ? Math.sqrt(squares) : 1;
    return IntStream.range(0, x.length).mapToDouble(k -> x[k] / length).toArray();
  }

  /** Returns a draw of targets and test rows. */
  SelectionTask draw(SeedStream seeds) {
    return new SelectionTask(
        pool, drawn("val", TARGETS, seeds, 1), drawn("test", TESTS, seeds, 2), LABEL_COST, seeds);
  }

  private PointBlock drawn(String split, int[] counts, SeedStream seeds, int purpose) {
    List<Integer> rows = new ArrayList<>();
    for (int s = 0; s < counts.length; s++) {
      int[] order = SelectionTask.shuffled(parts.get(split + DOMAINS.get(s)), seeds.at(purpose, s));
      IntStream.range(0, counts[s]).forEach(r -> rows.add(order[r]));
    }
    return SelectionTask.block(
        features, labels, rows.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Returns the same draw where a fifth of the pool has another label, whatever its own. */
  SelectionTask noisy(SelectionTask task) {
    double[] wrong = labels.clone();
    int[] train = parts.get("train");
    SplittableRandom random = task.seeds().at(3, 0);
    int[] order = SelectionTask.shuffled(train, random);
    for (int r = 0; r < Math.round(NOISE * order.length); r++) {
      double other = random.nextInt(classes - 1);
      wrong[order[r]] = other < labels[order[r]] ? other : other + 1;
    }
    return task.withPool(SelectionTask.block(features, wrong, train));
  }
}
