package io.convoy.robust;

import java.io.Serializable;
import java.util.Arrays;

/** One number for many, the same for every coordinate. Costs {@code p log p}. */
public sealed interface CoordinateRule extends Serializable {

  /**
   * Returns the aggregate of some numbers.
   *
   * @param values ascending
   */
  double of(double[] values);

  /**
   * Does so for many coordinates.
   *
   * @param sorted one array per rank, one value per coordinate
   * @param result receives the aggregates, from {@code at} on
   */
  default void of(double[][] sorted, int count, double[] result, int at) {
    double[] values = new double[sorted.length];
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < values.length; i++) {
        values[i] = sorted[i][k];
      }
      result[at + k] = of(values);
    }
  }

  /** The middle value, or the mean of the two in the middle. */
  record Median() implements CoordinateRule {
    @Override
    public double of(double[] values) {
      int n = values.length;
      return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
    }
  }

  /** The mean of all but the {@code f} lowest and the {@code f} highest. */
  record TrimmedMean(int f) implements CoordinateRule {
    @Override
    public double of(double[] values) {
      require(2 * f < values.length, "trimmed mean", f, values.length);
      return mean(values, f, values.length - f);
    }

    @Override
    public void of(double[][] sorted, int count, double[] result, int at) {
      int p = sorted.length;
      require(2 * f < p, "trimmed mean", f, p);
      for (int i = f; i < p - f; i++) {
        double[] values = sorted[i];
        for (int k = 0; k < count; k++) {
          result[at + k] += values[k];
        }
      }
      for (int k = 0; k < count; k++) {
        result[at + k] /= p - 2 * f;
      }
    }
  }

  /** The mean of the {@code count} closest to the median; of equally close ones a part of each. */
  record MeanAroundMedian(int count) implements CoordinateRule {
    @Override
    public double of(double[] values) {
      return around(values, new Median().of(values), count);
    }
  }

  /** The mean of the {@code p - f} closest to the trimmed mean, likewise. */
  record Phocas(int f) implements CoordinateRule {
    @Override
    public double of(double[] values) {
      return around(values, new TrimmedMean(f).of(values), values.length - f);
    }
  }

  /** Returns the mean of the closest; those equally close at the end count for a part each. */
  private static double around(double[] values, double centre, int count) {
    int n = values.length;
    if (count < 1 || count > n) {
      throw new IllegalArgumentException("the mean must be of 1 to " + n + " values, got " + count);
    }
    double[] distances = new double[n];
    for (int i = 0; i < n; i++) {
      distances[i] = Math.abs(values[i] - centre);
    }
    double[] sorted = distances.clone();
    Arrays.sort(sorted);
    double last = sorted[count - 1];
    double closer = 0;
    double equal = 0;
    int less = 0;
    int ties = 0;
    for (int i = 0; i < n; i++) {
      if (distances[i] < last) {
        closer += values[i];
        less++;
      } else if (distances[i] == last) {
        equal += values[i];
        ties++;
      }
    }
    return (closer + (count - less) * (equal / ties)) / count;
  }

  private static double mean(double[] values, int from, int end) {
    double sum = 0;
    for (int i = from; i < end; i++) {
      sum += values[i];
    }
    return sum / (end - from);
  }

  private static void require(boolean holds, String rule, int f, int p) {
    if (!holds) {
      throw new IllegalArgumentException(
          "the " + rule + " of " + p + " values cannot leave out " + f + " on either side");
    }
  }
}
