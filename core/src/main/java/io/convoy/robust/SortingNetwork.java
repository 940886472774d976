package io.convoy.robust;

import java.util.ArrayList;
import java.util.List;

/**
 * Sorts the values of many coordinates at once: the comparisons do not depend on the values, so
 * each is a minimum and a maximum of two arrays, which vectorise (Batcher's merge exchange, for any
 * number of arrays; Knuth, The Art of Computer Programming, vol. 3, 5.2.2, Algorithm M). Makes
 * {@code O(n log^2 n)} comparisons. A NaN spreads over its coordinate.
 *
 * @param pairs arrays to be compared, two numbers each, the lower value to the first
 */
record SortingNetwork(int[] pairs) {

  /** Returns a network for {@code n} arrays. */
  static SortingNetwork of(int n) {
    List<Integer> pairs = new ArrayList<>();
    int highest = Integer.highestOneBit(Math.max(1, n - 1));
    for (int p = n < 2 ? 0 : highest; p > 0; p /= 2) {
      int r = 0;
      int d = p;
      for (int q = highest; q >= p; q /= 2) {
        for (int i = 0; i + d < n; i++) {
          if ((i & p) == r) {
            pairs.add(i);
            pairs.add(i + d);
          }
        }
        d = q - p;
        r = p;
      }
    }
    return new SortingNetwork(pairs.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Sorts the first {@code count} coordinates: array 0 has their lowest values after. */
  void sort(double[][] arrays, int count) {
    for (int k = 0; k < pairs.length; k += 2) {
      exchange(arrays[pairs[k]], arrays[pairs[k + 1]], count);
    }
  }

  private static void exchange(double[] low, double[] high, int count) {
    for (int k = 0; k < count; k++) {
      double a = low[k];
      double b = high[k];
      low[k] = Math.min(a, b);
      high[k] = Math.max(a, b);
    }
  }
}
