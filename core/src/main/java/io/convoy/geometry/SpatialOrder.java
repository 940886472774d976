package io.convoy.geometry;

import java.util.Arrays;

/**
 * An order of points in which neighbours in the order are neighbours in space: that of a k-d tree.
 *
 * <p>A range of points is split along the coordinate in which it extends farthest, and the points
 * that come first there, ties by their original place, go to the left. The left part holds the
 * largest power of two of leaves below the whole, so that the tree has the shape of {@link
 * io.convoy.iterate.OrderedTree}: every run of {@code 2^k} leaves that starts at a multiple of
 * {@code 2^k} is a subtree and fills a box of its own. Inside a leaf points keep their original
 * order, so the result is a function of the coordinates and not of how they were selected.
 */
final class SpatialOrder {

  /** Below this many points sorting by insertion is cheaper than another partition. */
  private static final int SMALL = 16;

  /** From this many points on a better pivot pays for the nine points it is chosen from. */
  private static final int LARGE = 128;

  /** Selection halves its range in fewer than two partitions on average. */
  private static final int PARTITIONS = 4;

  private final double[][] coordinates;
  private final int[] index;
  private final int leaf;
  private final int partitions;

  private SpatialOrder(double[][] coordinates, int[] index, int leaf, int partitions) {
    this.coordinates = coordinates;
    this.index = index;
    this.leaf = leaf;
    this.partitions = partitions;
  }

  /**
   * Returns the original places of the points in spatial order, in {@code O(n log n)} steps.
   *
   * @param coordinates finite coordinates, {@code n x q}, point after point
   * @param leaf number of points of a leaf, {@code >= 1}; only the last may hold fewer
   * @throws IllegalArgumentException if a coordinate is not finite
   */
  static int[] of(double[] coordinates, int q, int leaf) {
    return of(coordinates, q, leaf, PARTITIONS);
  }

  /** The same; what {@code partitions} per halving have not selected is sorted instead. */
  static int[] of(double[] coordinates, int q, int leaf, int partitions) {
    if (q < 1 || leaf < 1 || coordinates.length % q != 0) {
      throw new IllegalArgumentException(
          "coordinates must be n x q and q and leaf >= 1, got "
              + coordinates.length
              + " coordinates, q "
              + q
              + ", leaf "
              + leaf);
    }
    int n = coordinates.length / q;
    double[][] moved = new double[q][n];
    int[] index = new int[n];
    for (int i = 0; i < n; i++) {
      index[i] = i;
      for (int k = 0; k < q; k++) {
        double value = coordinates[i * q + k];
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              "coordinates must be finite, got " + value + " in row " + i);
        }
        moved[k][i] = value;
      }
    }
    new SpatialOrder(moved, index, leaf, partitions).sort(0, n);
    return index;
  }

  private void sort(int from, int to) {
    if (to - from <= leaf) {
      Arrays.sort(index, from, to);
      return;
    }
    int leaves = (to - from - 1) / leaf + 1;
    int middle = from + Integer.highestOneBit(leaves - 1) * leaf;
    int rounds = partitions * (32 - Integer.numberOfLeadingZeros(to - from));
    select(widest(from, to), from, to, middle, rounds);
    sort(from, middle);
    sort(middle, to);
  }

  private int widest(int from, int to) {
    int widest = 0;
    double greatest = -1;
    for (int k = 0; k < coordinates.length; k++) {
      double[] values = coordinates[k];
      double low = values[from];
      double high = low;
      for (int i = from + 1; i < to; i++) {
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
      }
      if (high - low > greatest) {
        greatest = high - low;
        widest = k;
      }
    }
    return widest;
  }

  /**
   * Brings the points of smallest keys before {@code middle} by Hoare's selection. Pivots are
   * chosen by place, so some input would take quadratic time: after {@code rounds} partitions what
   * is left is sorted.
   */
  private void select(int axis, int begin, int end, int middle, int rounds) {
    double[] keys = coordinates[axis];
    int from = begin;
    int to = end;
    for (int round = 0; to - from > SMALL; round++) {
      if (round == rounds) {
        heapSort(keys, from, to);
        return;
      }
      int pivot = pivot(keys, from, to);
      double pivotKey = keys[pivot];
      int pivotIndex = index[pivot];
      int i = from;
      int j = to - 1;
      while (i <= j) {
        while (keys[i] < pivotKey || (keys[i] == pivotKey && index[i] < pivotIndex)) {
          i++;
        }
        while (keys[j] > pivotKey || (keys[j] == pivotKey && index[j] > pivotIndex)) {
          j--;
        }
        if (i <= j) {
          swap(i, j);
          i++;
          j--;
        }
      }
      if (middle <= j) {
        to = j + 1;
      } else if (middle >= i) {
        from = i;
      } else {
        return;
      }
    }
    for (int i = from + 1; i < to; i++) {
      for (int j = i; j > from && less(keys, j, j - 1); j--) {
        swap(j, j - 1);
      }
    }
  }

  private int pivot(double[] keys, int from, int to) {
    int middle = (from + to) >>> 1;
    if (to - from < LARGE) {
      return median(keys, from, middle, to - 1);
    }
    int step = (to - from) / 8;
    return median(
        keys,
        median(keys, from, from + step, from + 2 * step),
        median(keys, middle - step, middle, middle + step),
        median(keys, to - 1 - 2 * step, to - 1 - step, to - 1));
  }

  private int median(double[] keys, int a, int b, int c) {
    if (less(keys, a, b)) {
      return less(keys, b, c) ? b : less(keys, a, c) ? c : a;
    }
    return less(keys, a, c) ? a : less(keys, b, c) ? c : b;
  }

  private void heapSort(double[] keys, int from, int to) {
    for (int root = (to - from) / 2 - 1; root >= 0; root--) {
      sift(keys, from, root, to - from);
    }
    for (int size = to - from - 1; size > 0; size--) {
      swap(from, from + size);
      sift(keys, from, 0, size);
    }
  }

  private void sift(double[] keys, int from, int start, int size) {
    int root = start;
    while (2 * root + 1 < size) {
      int child = 2 * root + 1;
      if (child + 1 < size && less(keys, from + child, from + child + 1)) {
        child++;
      }
      if (!less(keys, from + root, from + child)) {
        return;
      }
      swap(from + root, from + child);
      root = child;
    }
  }

  private boolean less(double[] keys, int a, int b) {
    return keys[a] < keys[b] || (keys[a] == keys[b] && index[a] < index[b]);
  }

  private void swap(int a, int b) {
    int place = index[a];
    index[a] = index[b];
    index[b] = place;
    for (double[] values : coordinates) {
      double value = values[a];
      values[a] = values[b];
      values[b] = value;
    }
  }
}
