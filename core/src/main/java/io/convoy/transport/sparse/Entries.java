package io.convoy.transport.sparse;

import java.util.Arrays;

/** Entries of a plan whose number is not known before. */
final class Entries {

  private int[] rows = new int[64];
  private double[] masses = new double[64];
  int count;

  void add(int row, double mass) {
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, 2 * count);
      masses = Arrays.copyOf(masses, 2 * count);
    }
    rows[count] = row;
    masses[count++] = mass;
  }

  int[] rows() {
    return Arrays.copyOf(rows, count);
  }

  double[] masses() {
    return Arrays.copyOf(masses, count);
  }
}
