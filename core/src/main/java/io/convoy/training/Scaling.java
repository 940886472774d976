package io.convoy.training;

import io.convoy.geometry.PointBlock;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Shifts and scales features, and labels that are numbers. Every worker describes its own rows; the
 * median over workers of what they say is used, so that no few of them can move it far.
 *
 * @param mean of every feature
 * @param deviation of every feature, {@code > 0}
 * @param labelMean of the label; 0 for classes
 * @param labelDeviation of the label, {@code > 0}; 1 for classes
 */
public record Scaling(double[] mean, double[] deviation, double labelMean, double labelDeviation)
    implements Serializable {

  /** Returns the scaling that changes nothing. */
  public static Scaling none(int features) {
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    return new Scaling(new double[features], ones, 0, 1);
  }

  /** Returns what a worker says of its rows: two numbers a feature, then two of the label. */
  public static double[] describe(LabeledRows rows) {
    PointBlock points = rows.points();
    int d = points.dimension();
    double[] sums = new double[d + 1];
    double[] squares = new double[d + 1];
    double[] row = new double[d + 1];
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < rows.rows(); i++) {
        points.read(i, 0, d, row);
        row[d] = rows.label(i);
        for (int k = 0; k <= d; k++) {
          if (pass == 0) {
            sums[k] += row[k] / rows.rows();
          } else {
            squares[k] += (row[k] - sums[k]) * (row[k] - sums[k]) / rows.rows();
          }
        }
      }
    }
    double[] description = new double[2 * d + 2];
    for (int k = 0; k <= d; k++) {
      description[2 * k] = sums[k];
      description[2 * k + 1] = Math.sqrt(squares[k]);
    }
    return description;
  }

  /**
   * Returns the scaling that workers agree on. One that says NaN of something has no say in it.
   *
   * @param labels whether labels are numbers
   */
  public static Scaling agreed(List<double[]> descriptions, boolean labels) {
    int d = descriptions.get(0).length / 2 - 1;
    double[] mean = new double[d];
    double[] deviation = new double[d];
    for (int k = 0; k < d; k++) {
      mean[k] = median(descriptions, 2 * k);
      deviation[k] = orOne(median(descriptions, 2 * k + 1));
    }
    return new Scaling(
        mean,
        deviation,
        labels ? median(descriptions, 2 * d) : 0,
        labels ? orOne(median(descriptions, 2 * d + 1)) : 1);
  }

  private static double orOne(double deviation) {
    return deviation > 0 ? deviation : 1;
  }

  private static double median(List<double[]> descriptions, int at) {
    double[] sorted =
        descriptions.stream()
            .mapToDouble(description -> description[at])
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    int n = sorted.length;
    return n == 0 ? 0 : n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }

  /** Returns the rows scaled, in the precision they have. */
  public LabeledRows apply(LabeledRows rows) {
    PointBlock points = rows.points();
    int d = points.dimension();
    double[] row = new double[d];
    double[] weights = new double[rows.rows()];
    double[] labels = new double[rows.rows()];
    boolean single = points.isFloat();
    float[] floats = new float[single ? rows.rows() * d : 0];
    double[] doubles = new double[single ? 0 : rows.rows() * d];
    for (int i = 0; i < weights.length; i++) {
      points.read(i, 0, d, row);
      weights[i] = points.weight(i);
      labels[i] = (rows.label(i) - labelMean) / labelDeviation;
      for (int k = 0; k < d; k++) {
        double scaled = (row[k] - mean[k]) / deviation[k];
        if (single) {
          floats[i * d + k] = (float) scaled;
        } else {
          doubles[i * d + k] = scaled;
        }
      }
    }
    return rows.withPoints(
            single
                ? PointBlock.of(points.index(), d, floats, weights)
                : PointBlock.of(points.index(), d, doubles, weights))
        .withLabels(labels);
  }
}
