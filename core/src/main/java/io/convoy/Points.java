package io.convoy;

import io.convoy.geometry.PointBlock;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Checks what callers hand in, and copies it: whoever changes an array later changes nothing. */
final class Points {

  /** By how much weights may miss a sum of 1, which is more than their rounding adds up to. */
  private static final double SUM_TOLERANCE = 1e-6;

  private Points() {}

  /**
   * Returns rows of equal length and finite values as a block of weight 1 each.
   *
   * @param name what messages call the rows
   * @throws IllegalArgumentException naming the first value that cannot be used
   */
  static PointBlock read(String name, double[][] rows) {
    int dimension = dimension(name, rows);
    if ((long) rows.length * dimension > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          name
              + " has "
              + rows.length
              + " rows of "
              + dimension
              + " values; one array holds 2^31 of them at most");
    }
    double[] coordinates = new double[rows.length * dimension];
    for (int i = 0; i < rows.length; i++) {
      requireLength(name, i, rows[i], dimension);
      requireFinite(name + "[" + i + "]", rows[i]);
      System.arraycopy(rows[i], 0, coordinates, i * dimension, dimension);
    }
    double[] ones = new double[rows.length];
    Arrays.fill(ones, 1);
    return PointBlock.of(0, dimension, coordinates, ones);
  }

  /** Returns a copy of rows of equal length, whatever their values. */
  static double[][] copy(String name, double[][] rows) {
    int dimension = dimension(name, rows);
    double[][] copies = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      requireLength(name, i, rows[i], dimension);
      copies[i] = rows[i].clone();
    }
    return copies;
  }

  private static void requireLength(String name, int i, double[] row, int dimension) {
    if (row == null) {
      throw new IllegalArgumentException(name + "[" + i + "] must be a row of numbers, got null");
    }
    if (row.length != dimension) {
      throw new IllegalArgumentException(
          "rows must be of equal length, got "
              + row.length
              + " values in "
              + name
              + "["
              + i
              + "] and "
              + dimension
              + " in "
              + name
              + "[0]");
    }
  }

  private static int dimension(String name, double[][] rows) {
    if (rows == null || rows.length == 0) {
      throw new IllegalArgumentException(
          name + " must have at least one row, got " + (rows == null ? "null" : "none"));
    }
    if (rows[0] == null || rows[0].length == 0) {
      throw new IllegalArgumentException(
          name + "[0] must have at least one value, got " + (rows[0] == null ? "null" : "none"));
    }
    return rows[0].length;
  }

  /** Passes if all values are finite. */
  static void requireFinite(String name, double[] values) {
    for (int k = 0; k < values.length; k++) {
      if (!Double.isFinite(values[k])) {
        throw new IllegalArgumentException(name + "[" + k + "] must be finite, got " + values[k]);
      }
    }
  }

  /** Passes if both have rows of one length. */
  static void requireEqualDimensions(
      String name, PointBlock points, String otherName, PointBlock other) {
    if (points.dimension() != other.dimension()) {
      throw new IllegalArgumentException(
          "rows must be of equal length, got "
              + points.dimension()
              + " values in each of "
              + name
              + " and "
              + other.dimension()
              + " in each of "
              + otherName);
    }
  }

  /**
   * Returns a copy of weights that are finite, not negative and sum to 1.
   *
   * @param name what messages call them
   * @param rows how many there must be
   */
  static double[] weights(String name, double[] weights, int rows) {
    if (weights == null || weights.length != rows) {
      throw new IllegalArgumentException(
          name
              + " must have one weight per row, got "
              + (weights == null ? "null" : weights.length)
              + " for "
              + rows
              + " rows");
    }
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            name + "[" + i + "] must be >= 0 and finite, got " + weights[i]);
      }
      sum += weights[i];
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          name
              + " must sum to 1 within "
              + SUM_TOLERANCE
              + ", got "
              + sum
              + (sum > 0 ? ": divide every weight by that" : ": at least one must be > 0"));
    }
    return weights.clone();
  }

  /** Returns the places of the weights above 0. */
  static int[] weighted(double[] weights) {
    return IntStream.range(0, weights.length).filter(i -> weights[i] > 0).toArray();
  }
}
