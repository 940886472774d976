package io.convoy.geometry;

import java.util.Arrays;

/**
 * One thread's search for the cells in which rows may have mass, by the bounds of one sweep.
 *
 * <p>A cluster of neighbouring rows makes a shortlist, from the coarsest layer down; each group of
 * the cluster then measures the shortlist alone. A group may ask its measure again and again, as
 * the threshold rises with what has been summed.
 *
 * <p>The loops over boxes are free of branches, so that they run in vectors: {@code max(t, 0)} is
 * {@code (t + |t|) / 2}, cheaper than Java's maximum with its rules for zeros and NaN. A clamp is
 * not written that way: a slope may be so large that nothing of the half-width would be left.
 */
final class CellSearch {

  private final SkipBounds bounds;
  private final int q;
  private final boolean squared;

  /** Per layer, the bounds last measured and the boxes that survived. */
  private final double[][] measured;

  private final int[][] survivors;
  private final double[] near;
  private double greatest;

  private SkipBounds.Layer listed;
  private int[] list = new int[0];
  private int listLength;
  private double[] listMeasured = new double[0];
  private double listMargin;

  CellSearch(SkipBounds bounds) {
    this.bounds = bounds;
    Cells cells = bounds.cells();
    this.q = cells.dimension();
    this.squared = bounds.squared();
    this.measured = new double[cells.depth()][];
    this.survivors = new int[cells.depth()][];
    for (int l = 0; l < measured.length; l++) {
      measured[l] = new double[cells.layer(l).count()];
      survivors[l] = new int[measured[l].length];
    }
    this.near = new double[cells.count()];
    this.listed = SkipBounds.Layer.empty(q, 0);
  }

  /**
   * Writes, in ascending order, at least every cell in which a pair of the box's rows has an
   * exponent of {@code threshold} or more, and returns their number.
   */
  int above(RowBox box, double threshold, int[] to) {
    return descend(box, bounds.cut(threshold, bounds.margin(box)), to);
  }

  /**
   * Returns the cell of the greatest bound, the first such. A cell counts with no more than the
   * boxes around it, so this need not be the greatest {@link SkipBounds#upper}; but no exponent of
   * the box's rows exceeds the bound of this cell.
   */
  int best(RowBox box) {
    int top = measured.length - 1;
    measure(top, 0, measured[top].length, box);
    int box0 = argmax(measured[top], 0, measured[top].length);
    for (int l = top - 1; l >= 0; l--) {
      int from = box0 * Cells.WIDTH;
      int to = Math.min(from + Cells.WIDTH, measured[l].length);
      measure(l, from, to, box);
      box0 = argmax(measured[l], from, to);
    }
    int count = descend(box, measured[0][box0], survivors[0]);
    int best = box0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      int cell = survivors[0][i];
      if (!(measured[0][cell] <= highest)) {
        highest = measured[0][cell];
        best = cell;
      }
    }
    // a box around the cell may have the lower bound, and then nothing is left to compare
    greatest = bounds.upper(measured[0][best], bounds.margin(box));
    return best;
  }

  /** Returns what no exponent of the rows exceeds that {@link #best(RowBox)} was last asked of. */
  double greatest() {
    return greatest;
  }

  /**
   * Makes {@link #above} of a cluster of rows the shortlist, and returns its length. Every group
   * that uses it must lie in the cluster and ask for no lower a threshold.
   */
  int shortlist(RowBox cluster, double threshold) {
    listLength = above(cluster, threshold, survivors[0]);
    if (list.length < listLength) {
      int length = Math.min(2 * listLength, survivors[0].length);
      list = new int[length];
      listMeasured = new double[length];
      listed = SkipBounds.Layer.empty(q, length);
    }
    SkipBounds.Layer cells = bounds.layer(0);
    for (int i = 0; i < listLength; i++) {
      list[i] = survivors[0][i];
      listed.take(cells, list[i], i);
    }
    return listLength;
  }

  /** Returns the cell at {@code place} of the shortlist, which is in ascending order. */
  int listed(int place) {
    return list[place];
  }

  /** Bounds every cell of the shortlist for one group of rows. */
  void measure(RowBox group) {
    measure(listed, 0, listLength, group, listMeasured);
    listMargin = bounds.margin(group);
  }

  /** Returns the bound last measured for the cell at {@code place} of the shortlist. */
  double measured(int place) {
    return bounds.upper(listMeasured[place], listMargin);
  }

  /**
   * Returns the place in the shortlist of the cell of the greatest bound last measured, the first
   * such, or -1 if there is none.
   *
   * @param others places that do not count: the first {@code count} of these
   */
  int best(int[] others, int count) {
    int best = -1;
    for (int i = 0; i < listLength; i++) {
      if ((best < 0 || listMeasured[i] > listMeasured[best]) && !isAmong(others, count, i)) {
        best = i;
      }
    }
    return best;
  }

  private static boolean isAmong(int[] others, int count, int place) {
    for (int o = 0; o < count; o++) {
      if (others[o] == place) {
        return true;
      }
    }
    return false;
  }

  /**
   * Writes the cells of the shortlist whose bound last measured is {@code threshold} or more, in
   * ascending order, and returns their number.
   */
  int above(double threshold, int[] to) {
    double cut = bounds.cut(threshold, listMargin);
    int count = 0;
    for (int i = 0; i < listLength; i++) {
      to[count] = list[i];
      count += listMeasured[i] < cut ? 0 : 1;
    }
    return count;
  }

  private int descend(RowBox box, double cut, int[] to) {
    int top = measured.length - 1;
    measure(top, 0, measured[top].length, box);
    int count = survive(top, 0, measured[top].length, cut, top == 0 ? to : survivors[top], 0);
    for (int l = top - 1; l >= 0; l--) {
      int[] parents = survivors[l + 1];
      int[] next = l == 0 ? to : survivors[l];
      int found = 0;
      for (int p = 0; p < count; ) {
        int run = p + 1;
        while (run < count && parents[run] == parents[run - 1] + 1) {
          run++;
        }
        int from = parents[p] * Cells.WIDTH;
        int end = Math.min((parents[run - 1] + 1) * Cells.WIDTH, measured[l].length);
        measure(l, from, end, box);
        found = survive(l, from, end, cut, next, found);
        p = run;
      }
      count = found;
    }
    return count;
  }

  private int survive(int l, int from, int to, double cut, int[] next, int found) {
    double[] values = measured[l];
    int count = found;
    for (int i = from; i < to; i++) {
      if (!(values[i] < cut)) { // also keeps NaN
        next[count++] = i;
      }
    }
    return count;
  }

  private static int argmax(double[] values, int from, int to) {
    int best = from;
    for (int i = from + 1; i < to; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  private void measure(int l, int from, int to, RowBox box) {
    measure(bounds.layer(l), from, to, box, measured[l]);
  }

  private void measure(SkipBounds.Layer layer, int from, int to, RowBox box, double[] values) {
    System.arraycopy(layer.top(), from, values, from, to - from);
    double offset = bounds.offset(box);
    if (squared) {
      for (int k = 0; k < q; k++) {
        addTerms(
            layer.centre()[k],
            layer.half()[k],
            layer.slope()[k],
            box.centre[k],
            box.half[k],
            box.slope[k],
            k == 0 ? offset : 0,
            from,
            to,
            values);
      }
    } else {
      Arrays.fill(near, from, to, 0);
      for (int k = 0; k < q; k++) {
        addGaps(layer.centre()[k], layer.half()[k], box.centre[k], box.half[k], from, to, near);
      }
      takeRoots(near, from, to, values);
    }
  }

  private static void addTerms(
      double[] centre,
      double[] half,
      double[] slope,
      double rowCentre,
      double rowHalf,
      double rowSlope,
      double offset,
      int from,
      int to,
      double[] values) {
    double shifted = rowCentre + 0.5 * rowSlope;
    for (int i = from; i < to; i++) {
      double middle = shifted - centre[i];
      double t = slope[i] - rowSlope;
      double u = middle + rowHalf * (t / (Math.abs(t) + SkipBounds.TINY)) + 0.5 * t;
      u = Math.max(-half[i], Math.min(u, half[i]));
      double distance = Math.abs(middle - u) - rowHalf;
      distance += Math.abs(distance);
      values[i] += t * u - rowSlope * centre[i] - 0.25 * distance * distance + offset;
    }
  }

  private static void addGaps(
      double[] centre,
      double[] half,
      double rowCentre,
      double rowHalf,
      int from,
      int to,
      double[] near) {
    for (int i = from; i < to; i++) {
      double gap = Math.abs(rowCentre - centre[i]) - half[i] - rowHalf;
      gap += Math.abs(gap);
      near[i] += 0.25 * gap * gap;
    }
  }

  private static void takeRoots(double[] near, int from, int to, double[] values) {
    for (int i = from; i < to; i++) {
      values[i] -= Math.sqrt(near[i]);
    }
  }
}
