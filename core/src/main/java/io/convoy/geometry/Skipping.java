package io.convoy.geometry;

import io.convoy.numerics.Kernels;
import java.util.Arrays;

/**
 * Which panels a few rows need: those in which some pair may have more than {@code 2^-30} of its
 * row's mass per column weight. One thread's working storage over one sweep's bounds.
 *
 * <p>A panel is left out only if {@code (g_j - C_ij) / (epsilon ln 2)} is at least {@value #BITS}
 * below the row's log2-sum for each of its pairs, by an upper bound of the one and a lower bound of
 * the other: then {@code P_ij <= 2^-32 a_i b_j}, so all pairs left out together change no row by
 * more than {@code 2^-32} of its mass and no column by more than {@code 2^-32} of its weight, times
 * the plan's mass where rows may move more than their weights. The two bits between this and the
 * promised {@code 2^-30} are for the rounding of the sums in float. The lower bound of a log2-sum
 * is the sum over the row's part of one panel, near the one the row's mass goes to.
 *
 * <p>Where dimensions are many or epsilon is large bounds cost time and leave out nothing; so a few
 * groups of a block's rows are asked first, and decide for all of it.
 *
 * <p>Nothing is remembered from sweep to sweep, so a sweep's result is a function of its state.
 */
final class Skipping {

  private static final int BITS = 32;

  /** Rows that make one shortlist of panels together. */
  private static final int CLUSTER = 64;

  /** Groups of a block's rows that tell whether bounds are worth their while. */
  private static final int PROBES = 2;

  /** Share of the panels that these must leave out for bounds to cost less than pairs. */
  private static final double WORTHWHILE = 0.25;

  /** Panels that are looked into, at the most, for one whose sum is near its bound. */
  private static final int TRIES = 8;

  /**
   * A bound this many bits above the sum is loose. Tight ones are off by what exponents differ by
   * within a panel, which may be as much as {@value #BITS}.
   */
  private static final int LOOSE = 4 * BITS;

  /** Terms this many bits below the largest still count for the bound of a sum. */
  private static final double CLOSE = 2;

  private final PointCloud cloud;
  private final SkipBounds bounds;
  private final double scale;
  private final double[] g;
  private final double[] weights;
  private final CellSearch search;
  private final RowBox cluster;
  private final RowBox group;
  private final double[] slope;

  /** Lower bounds of the log2-sums of the block's rows less the bits, by place. */
  private double[] thresholds = {};

  private final double[] x;
  private final int[] columns = new int[Kernels.PANEL];
  private final double[] exponents = new double[Kernels.PANEL];
  private PointBlock block;
  private ColumnOrder.RowOrder rows;
  private int clusterFrom;
  private int clusterTo;
  private boolean pays;

  /** Where the mass of the rows before went, or -1. */
  private int winner;

  private final int[] tried = new int[TRIES];

  /**
   * Opens the bounds of a sweep.
   *
   * @param g column potentials, {@code weights} their weights, by column
   */
  Skipping(PointCloud cloud, SkipBounds bounds, double scale, double[] g, double[] weights) {
    this.cloud = cloud;
    this.bounds = bounds;
    this.scale = scale;
    this.g = g;
    this.weights = weights;
    int q = bounds.cells().dimension();
    this.search = bounds.open();
    this.cluster = new RowBox(q);
    this.group = new RowBox(q);
    this.slope = new double[q];
    this.x = new double[cloud.dimension()];
  }

  /** Returns which row of the block stands at a place of the spatial order. */
  int row(PointBlock of, int place) {
    enter(of);
    return rows.rowAt()[place];
  }

  private void enter(PointBlock of) {
    if (block != of) {
      block = of;
      rows = cloud.order().rows(of);
      thresholds = new double[of.rows()];
      winner = -1;
      pays = probe();
      clusterTo = 0;
      clusterFrom = 0;
    }
  }

  private boolean probe() {
    long listed = 0;
    for (int p = 0; p < PROBES; p++) {
      int place = (int) ((2L * p + 1) * block.rows() / (2 * PROBES));
      listed += makeShortlist(place, Math.min(place + Kernels.GROUP, block.rows()));
    }
    return listed <= (1 - WORTHWHILE) * PROBES * bounds.cells().count();
  }

  /** Returns whether panels are left out of this block at all. */
  boolean pays(PointBlock of) {
    enter(of);
    return pays;
  }

  /**
   * Writes the panels, ascending and at least one, that the rows at the places {@code from} to
   * before {@code to} need, and returns their number.
   */
  int list(PointBlock of, int from, int to, int[] list) {
    enter(of);
    if (!pays) {
      int all = bounds.cells().count();
      for (int p = 0; p < all; p++) {
        list[p] = p;
      }
      return all;
    }
    if (from < clusterFrom || to > clusterTo) {
      makeShortlist(from, Math.min(from + CLUSTER, of.rows()));
    }
    group.around(rows.projected(), from, to, rows.blur(), slope);
    search.measure(group);
    int best = search.best(tried, 0);
    if (best < 0) {
      list[0] = 0;
      return 1;
    }
    int count = search.above(raise(from, to), list);
    if (count == 0) {
      list[0] = search.listed(best);
      return 1;
    }
    return count;
  }

  /**
   * Raises the bounds of a group's rows to their sums over the panel of the greatest bound, or over
   * the next ones where that bound was loose, and returns the threshold of their box. A panel with
   * one column far from the others has a loose bound, which may be the greatest everywhere.
   */
  private double raise(int from, int to) {
    double threshold = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < TRIES; t++) {
      int place = search.best(tried, t);
      if (place < 0) {
        break;
      }
      threshold = threshold(from, to, search.listed(place));
      if (!isLoose(search.measured(place), threshold + BITS)) {
        break;
      }
      tried[t] = place;
    }
    return threshold;
  }

  /** Returns whether a sum that is bounded so far above what it is found to be shows nothing. */
  private static boolean isLoose(double bound, double sum) {
    return bound - sum > LOOSE;
  }

  /** Returns a panel of nearly the greatest sum of the row at a place, whose box is given. */
  private int seed(RowBox row, int place) {
    int seed = search.best(row);
    double sum = logSum(place, seed);
    if (!isLoose(search.greatest(), sum)) {
      return seed;
    }
    if (winner >= 0 && logSum(place, winner) > sum) {
      seed = winner;
      sum = logSum(place, winner);
    }
    search.shortlist(row, sum - BITS);
    search.measure(row);
    for (int t = 0; t < TRIES; t++) {
      int next = search.best(tried, t);
      if (next < 0 || !isLoose(search.measured(next), sum)) {
        break;
      }
      double found = logSum(place, search.listed(next));
      if (found > sum) {
        seed = search.listed(next);
        sum = found;
      }
      tried[t] = next;
    }
    return seed;
  }

  private int makeShortlist(int from, int to) {
    clusterFrom = from;
    clusterTo = to;
    double[] projected = rows.projected();
    int q = slope.length;
    Arrays.fill(slope, 0);
    Arrays.fill(thresholds, from, to, Double.NEGATIVE_INFINITY);
    int middle = from + (to - from) / 2;
    cluster.around(projected, middle, middle + 1, rows.blur(), slope);
    int seed = seed(cluster, middle);
    winner = seed;
    if (bounds.squared()) {
      // the log2-sums fall as the squared distance from where the mass goes rises
      for (int k = 0; k < q; k++) {
        double there = bounds.cells().layer(0).centre()[k][seed];
        slope[k] = 2 * (there - projected[middle * q + k]);
      }
    }
    double threshold = threshold(from, to, seed);
    cluster.around(projected, from, to, rows.blur(), slope);
    return search.shortlist(cluster, threshold);
  }

  /**
   * Raises the bounds of some rows of the cluster to their sums over one panel, and returns the
   * threshold of their box.
   */
  private double threshold(int from, int to, int panel) {
    for (int place = from; place < to; place++) {
      thresholds[place] = Math.max(thresholds[place], logSum(place, panel) - BITS);
    }
    return bounds.threshold(rows.projected(), from, to, thresholds, slope);
  }

  /** Returns a lower bound of the log2-sum of a row over one panel, and so over all. */
  private double logSum(int place, int panel) {
    int d = x.length;
    int row = rows.rowAt()[place];
    for (int k = 0; k < d; k++) {
      x[k] = block.coordinate(row, k);
    }
    int from = panel * Kernels.PANEL;
    int count = Math.min(Kernels.PANEL, cloud.columns() - from);
    for (int i = 0; i < count; i++) {
      columns[i] = cloud.order().columnAt(from + i);
    }
    cloud.cost().between(x, cloud.points(), columns, count, exponents);
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      exponents[i] = scale * (g[columns[i]] - exponents[i]);
      highest = Math.max(highest, exponents[i]);
    }
    double weight = 0;
    for (int i = 0; i < count; i++) {
      weight += exponents[i] >= highest - CLOSE ? weights[columns[i]] : 0;
    }
    return highest - CLOSE + Math.log(weight) / Exponents.LN_2;
  }
}
