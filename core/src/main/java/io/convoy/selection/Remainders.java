package io.convoy.selection;

import java.util.Arrays;

/** Weights as whole numbers with the same sum: the largest remainders round up. */
final class Remainders {

  private Remainders() {}

  /**
   * Returns how often to repeat rows so that it is about their weight, at least once each and as
   * often in all as before, if {@code most} allows it.
   *
   * @param weights of the rows taken, their sum the number of them
   * @param repeats 1 for the rows taken, else 0
   * @param most repeats of a row
   */
  static int[] of(double[] weights, int[] repeats, int most) {
    int[] found = new int[repeats.length];
    Integer[] order = new Integer[repeats.length];
    Arrays.setAll(order, i -> i);
    long left = 0;
    double[] rest = new double[repeats.length];
    for (int i = 0; i < repeats.length; i++) {
      if (repeats[i] > 0) {
        found[i] = (int) Math.min(most, Math.max(1, Math.floor(weights[i])));
        rest[i] = weights[i] - found[i];
        left += 1 - found[i];
      }
    }
    Arrays.sort(order, (a, b) -> Double.compare(rest[b], rest[a])); // stable
    for (int at = 0; at < order.length && left > 0; at++) {
      int i = order[at];
      if (found[i] > 0 && found[i] < most && rest[i] > 0) {
        found[i]++;
        left--;
      }
    }
    return found;
  }
}
