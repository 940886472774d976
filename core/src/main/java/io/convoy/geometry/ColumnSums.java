package io.convoy.geometry;

import io.convoy.numerics.Kernels;

/** Column sums kept in float for 64 rows at a time, then added in double: only where touched. */
final class ColumnSums {

  /** The most groups that float sums take before they are added in double. */
  static final int GROUPS_IN_FLOAT = 16;

  private final float[] weight;
  private final float[] sums;
  private final double[] totals;
  private final boolean[] isTouched;
  private final int[] touched;
  private int count;
  private int groups;

  ColumnSums(float[] weight) {
    this.weight = weight;
    this.sums = new float[weight.length];
    this.totals = new double[weight.length];
    this.isTouched = new boolean[weight.length / Kernels.PANEL];
    this.touched = new int[isTouched.length];
  }

  /** Returns the sums that kernels may add one group's rows to. */
  float[] sums() {
    return sums;
  }

  /** Notes that so many groups' rows were added to the listed panels. */
  void added(int[] list, int to, int added) {
    groups += added;
    for (int p = 0; p < to; p++) {
      int panel = list[p];
      if (!isTouched[panel]) {
        isTouched[panel] = true;
        touched[count++] = panel;
      }
    }
    if (groups >= GROUPS_IN_FLOAT) {
      drain();
    }
  }

  /** Returns the totals, in the order of the panels; not to be written to. */
  double[] totals() {
    drain();
    return totals;
  }

  private void drain() {
    for (int t = 0; t < count; t++) {
      int from = touched[t] * Kernels.PANEL;
      for (int j = from; j < from + Kernels.PANEL; j++) {
        totals[j] += (double) sums[j] * weight[j];
        sums[j] = 0;
      }
      isTouched[touched[t]] = false;
    }
    count = 0;
    groups = 0;
  }
}
