package io.convoy.robust;

import java.util.Arrays;
import java.util.Comparator;

/** Orders of numbers, ties by index. */
final class Ranks {

  private Ranks() {}

  /** Returns the indices of the {@code count} smallest, ascending by index. */
  static int[] smallest(double[] values, int count) {
    int[] order = order(values);
    int[] chosen = Arrays.copyOf(order, count);
    Arrays.sort(chosen);
    return chosen;
  }

  /** Returns all indices, the smallest value first. */
  static int[] order(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i])); // stable
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  /** Returns the index of the smallest. */
  static int least(double[] values) {
    int least = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] < values[least]) {
        least = i;
      }
    }
    return least;
  }
}
