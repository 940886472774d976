package io.convoy.evaluation;

import io.convoy.geometry.PointBlock;
import io.convoy.selection.Targets;
import io.convoy.transport.exact.ExactTransport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a selection was worth in one draw.
 *
 * @param data the data set
 * @param budget rows asked for; 0 of arms without a budget
 * @param arm what selected
 * @param seed of the draw
 * @param rows trained on
 * @param accuracy on the test rows
 * @param macroF1 on the test rows, of the classes that are among them
 * @param transport least mean squared distance from the rows selected to the targets, NaN if it was
 *     not measured
 */
record SelectionScore(
    String data,
    int budget,
    SelectionArm arm,
    long seed,
    int rows,
    double accuracy,
    double macroF1,
    double transport) {

  static final String HEADER = "data,budget,arm,seed,rows,accuracy,macro_f1,transport";

  String line() {
    return String.format(
        Locale.ROOT,
        "%s,%d,%s,%d,%d,%.6f,%.6f,%.12f",
        data,
        budget,
        name(arm),
        seed,
        rows,
        accuracy,
        macroF1,
        transport);
  }

  /** Reads what {@link #line} wrote. */
  static SelectionScore of(String line) {
    List<String> cells = Arrays.asList(line.split(",", -1));
    SelectionArm arm =
        Arrays.stream(SelectionArm.values())
            .filter(one -> name(one).equals(cells.get(2)))
            .findFirst()
            .orElseThrow();
    return new SelectionScore(
        cells.get(0),
        Integer.parseInt(cells.get(1)),
        arm,
        Long.parseLong(cells.get(3)),
        Integer.parseInt(cells.get(4)),
        Double.parseDouble(cells.get(5)),
        Double.parseDouble(cells.get(6)),
        Double.parseDouble(cells.get(7)));
  }

  private static String name(SelectionArm arm) {
    return arm.title().replace(",", "");
  }

  /** Returns the share of rows whose label was said. */
  static double accuracy(double[] said, PointBlock test) {
    int right = 0;
    for (int i = 0; i < said.length; i++) {
      right += said[i] == SelectionTask.LEAD.label(test, i) ? 1 : 0;
    }
    return (double) right / said.length;
  }

  /** Returns the mean over classes of the harmonic mean of precision and recall. */
  static double macroF1(double[] said, PointBlock test) {
    double[] truth = new double[said.length];
    Arrays.setAll(truth, i -> SelectionTask.LEAD.label(test, i));
    return Arrays.stream(truth)
        .distinct()
        .map(
            label -> {
              int both = 0;
              int either = 0;
              for (int i = 0; i < said.length; i++) {
                both += said[i] == label && truth[i] == label ? 2 : 0;
                either += (said[i] == label ? 1 : 0) + (truth[i] == label ? 1 : 0);
              }
              return (double) both / either;
            })
        .average()
        .orElseThrow();
  }

  /**
   * Returns the exact transport cost, by squared distance, of rows of equal mass to the targets.
   */
  static double transport(SelectionTask task, int[] rows) {
    Targets targets = SelectionArms.targets(task, 0);
    PointBlock features = SelectionTask.LEAD.features(task.pool().pick(0, rows));
    double[][] costs = new double[rows.length][];
    Arrays.setAll(costs, i -> targets.costs(features, i, 0));
    double[] masses = new double[rows.length];
    Arrays.fill(masses, 1.0 / rows.length);
    double[] weights = new double[targets.count()];
    Arrays.fill(weights, 1.0 / weights.length);
    return ExactTransport.solve(masses, weights, (i, j) -> costs[i][j]).value();
  }
}
