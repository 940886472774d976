package io.convoy.evaluation;

import io.convoy.random.SeedStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Blocks of houses in California (census of 1990) and whether their median value is above that of
 * all: the target is 60 % Sacramento, 30 % San Diego and 10 % Fresno, the pool all rows that are
 * neither targets nor test rows. Features are standardised by the whole table, whose labels that
 * does not look at.
 */
final class HousingData {

  /** West, east, south and north of the towns. */
  private static final double[][] BOXES = {
    {-121.60, -121.20, 38.40, 38.75},
    {-117.30, -116.90, 32.55, 33.00},
    {-119.95, -119.60, 36.65, 36.90}
  };

  private static final int[] TARGETS = {120, 60, 20};
  private static final int[] TESTS = {360, 180, 60};
  private static final int FEATURES = 8;
  private static final int VALUE = FEATURES;

  /** Half the mean squared distance of two rows, for standardised features their number. */
  private static final double LABEL_COST = FEATURES;

  private final double[][] features;
  private final double[] labels;
  private final int[][] towns;

  HousingData(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    double[][] columns = new double[FEATURES + 1][lines.size() - 1];
    for (int i = 0; i + 1 < lines.size(); i++) {
      List<String> cells = Arrays.asList(lines.get(i + 1).split(",", -1));
      for (int k = 0; k < columns.length; k++) {
        String cell = cells.get(k + 1);
        columns[k][i] = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
      }
    }
    double middle = median(columns[VALUE]);
    labels = Arrays.stream(columns[VALUE]).map(value -> value > middle ? 1 : 0).toArray();
    towns = new int[BOXES.length][];
    for (int t = 0; t < BOXES.length; t++) {
      double[] box = BOXES[t];
      towns[t] =
          IntStream.range(0, labels.length)
              .filter(i -> columns[0][i] >= box[0] && columns[0][i] <= box[1])
              .filter(i -> columns[1][i] >= box[2] && columns[1][i] <= box[3])
              .toArray();
    }
    features = new double[labels.length][FEATURES];
    for (int k = 0; k < FEATURES; k++) {
      standardise(columns[k], k);
    }
  }

  private static double median(double[] values) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /** Missing values become the median. */
  private void standardise(double[] column, int k) {
    double median = median(column);
    double[] known = Arrays.stream(column).map(v -> Double.isNaN(v) ? median : v).toArray();
    double mean = Arrays.stream(known).average().orElseThrow();
    double variance =
        Arrays.stream(known).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    for (int i = 0; i < known.length; i++) {
      features[i][k] = (known[i] - mean) / Math.sqrt(variance);
    }
  }

  /** Returns a draw of targets and test rows, and the pool that is left. */
  SelectionTask draw(SeedStream seeds) {
    List<Integer> targets = new ArrayList<>();
    List<Integer> tests = new ArrayList<>();
    boolean[] used = new boolean[labels.length];
    for (int t = 0; t < towns.length; t++) {
      int[] order = SelectionTask.shuffled(towns[t], seeds.at(1, t));
      for (int r = 0; r < TARGETS[t] + TESTS[t]; r++) {
        (r < TARGETS[t] ? targets : tests).add(order[r]);
        used[order[r]] = true;
      }
    }
    int[] pool = IntStream.range(0, labels.length).filter(i -> !used[i]).toArray();
    return new SelectionTask(
        SelectionTask.block(features, labels, pool),
        SelectionTask.block(features, labels, numbers(targets)),
        SelectionTask.block(features, labels, numbers(tests)),
        LABEL_COST,
        seeds);
  }

  private static int[] numbers(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
