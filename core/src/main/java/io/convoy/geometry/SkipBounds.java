package io.convoy.geometry;

import java.util.Arrays;

/**
 * Upper bounds of the exponents {@code e_ij = scale (g_j - C_ij)} of whole boxes of rows against
 * whole {@link Cells}: what proves that a cell has no mass worth computing for a group of rows.
 *
 * <p>A pair counts if {@code e_ij} reaches a threshold of its row, its log2-sum less some bits.
 * Where mass moves far, log2-sums differ by more between neighbours than those bits, and one
 * threshold for a box would be useless. So a box of rows has a slope p, in cost per length, and
 * bounds are those of {@code e_ij - scale <p, x_i>}; what counts is compared with the least of
 * {@code threshold_i - scale <p, x_i>}. Any p will do. {@link #slope} fits one.
 *
 * <p>Distances are those of projections, which are no longer than the true ones, so costs are
 * bounded from below. For the squared distance, let a cell have centre c and half-widths r, {@code
 * y = c + u} its columns and {@code x = c + z} a row. Any slope s gives {@code g <= <s, u> + top}
 * with top the largest residual over the cell's columns; least squares makes it small where g is
 * smooth. With {@code v = z + p/2} and {@code t = s - p},
 *
 * <pre>  (e_ij / scale) - &lt;p, x> &lt;= top - &lt;p, c> + |p|^2 / 4 + &lt;t, u> - |v - u|^2.
 * </pre>
 *
 * Over a box of rows this is a sum of {@code t_k u_k - dist(u_k, [v_k])^2} over coordinates, each
 * concave in u_k, that grows towards the end of the interval [v_k] that t_k points to and for
 * {@code |t_k| / 2} beyond: it is largest there or, if the cell does not reach so far, at the end
 * of the cell. So the bound is the exact maximum over both boxes, but for the residuals.
 *
 * <p>For the Euclidean distance both slopes are 0: {@code e / scale <= max g - dist(row box, cell
 * box)}.
 *
 * <p>The margin added for rounding is relative to the terms: |g|, the slopes times lengths, and the
 * square of the largest projected distance there can be. {@code 2^-43} of them is a thousand
 * roundings, where a bound takes less than a hundred and an orthonormal projection is off by {@code
 * 2^-45}. To that comes what the projections themselves may be off.
 *
 * <p>Immutable; {@link CellSearch} is one thread's working storage to search it.
 */
final class SkipBounds {

  private static final double ROUNDING = 0x1p-43;

  /** Added to a slope's absolute value, so that slope 0 has sign 0; too small to matter else. */
  static final double TINY = 0x1p-900;

  /**
   * What a bound needs of each box, in cost units.
   *
   * @param centre the middle of each box, per coordinate
   * @param half its half-width
   * @param slope the slope of the fit
   * @param top the largest residual of the fit
   */
  record Layer(double[][] centre, double[][] half, double[][] slope, double[] top) {

    static Layer empty(int q, int length) {
      return new Layer(
          new double[q][length], new double[q][length], new double[q][length], new double[length]);
    }

    /** Copies box {@code from} of {@code other} to place {@code to}. */
    void take(Layer other, int from, int to) {
      for (int k = 0; k < centre.length; k++) {
        centre[k][to] = other.centre[k][from];
        half[k][to] = other.half[k][from];
        slope[k][to] = other.slope[k][from];
      }
      top[to] = other.top[from];
    }
  }

  private final Cells cells;
  private final double scale;
  private final boolean squared;
  private final double greatest;
  private final Layer[] layers;

  private SkipBounds(Cells cells, double scale, boolean squared, double greatest, Layer[] layers) {
    this.cells = cells;
    this.scale = scale;
    this.squared = squared;
    this.greatest = greatest;
    this.layers = layers;
  }

  /**
   * Returns the bounds of one sweep.
   *
   * @param g column potentials in cost units, in the cells' order; {@code -Infinity} for a column
   *     that is to have no mass
   * @param scale {@code 1 / (epsilon ln 2)}, {@code > 0}
   * @param squared whether costs are squares of distances
   */
  static SkipBounds of(Cells cells, double[] g, double scale, boolean squared) {
    if (g.length != cells.columns()) {
      throw new IllegalArgumentException(
          "there must be one potential per column, got " + g.length + " for " + cells.columns());
    }
    if (!(scale > 0)) {
      throw new IllegalArgumentException("scale must be > 0, got " + scale);
    }
    double greatest = 0;
    for (double value : g) {
      if (Double.isFinite(value)) {
        greatest = Math.max(greatest, Math.abs(value));
      }
    }
    Layer[] layers = new Layer[cells.depth()];
    for (int l = 0; l < layers.length; l++) {
      layers[l] = layer(cells, cells.layer(l), g, squared);
    }
    return new SkipBounds(cells, scale, squared, greatest, layers);
  }

  private static Layer layer(Cells cells, Cells.Layer boxes, double[] g, boolean squared) {
    int q = cells.dimension();
    int count = boxes.count();
    double[][] slopes = new double[q][count];
    double[] tops = new double[count];
    AffineFit fit = new AffineFit(q);
    double[] slope = new double[q];
    for (int b = 0; b < count; b++) {
      int from = b * boxes.span();
      int to = (int) Math.min(cells.columns(), (b + 1L) * boxes.span());
      if (squared) {
        fit.slope(cells.projected(), from, to, g, slope);
      }
      tops[b] = top(cells, boxes, b, from, to, g, slope);
      for (int k = 0; k < q; k++) {
        slopes[k][b] = slope[k];
      }
    }
    return new Layer(boxes.centre(), boxes.half(), slopes, tops);
  }

  /** Returns the largest residual; with one that is not a number, infinity: never skipped. */
  private static double top(
      Cells cells, Cells.Layer boxes, int b, int from, int to, double[] g, double[] slope) {
    int q = slope.length;
    double[] projected = cells.projected();
    double top = Double.NEGATIVE_INFINITY;
    for (int j = from; j < to; j++) {
      double residual = g[j];
      for (int k = 0; k < q; k++) {
        residual -= slope[k] * (projected[j * q + k] - boxes.centre()[k][b]);
      }
      top = Math.max(top, residual);
    }
    for (int k = 0; k < q; k++) {
      top += ROUNDING * Math.abs(slope[k]) * boxes.half()[k][b];
    }
    return Double.isNaN(top) ? Double.POSITIVE_INFINITY : top;
  }

  /**
   * Writes a slope to give boxes of these rows: the best fit to their thresholds, or 0 if the cost
   * is not squared. It changes what the bounds are worth and never whether they hold.
   *
   * @param projected {@code rows x q}, row after row
   * @param thresholds exponents, one per row
   */
  void slope(double[] projected, int from, int to, double[] thresholds, double[] slope) {
    Arrays.fill(slope, 0);
    if (squared) {
      new AffineFit(slope.length).slope(projected, from, to, thresholds, slope);
      for (int k = 0; k < slope.length; k++) {
        slope[k] /= scale;
      }
    }
  }

  /**
   * Returns the threshold of a box of rows with that slope, with which every pair that reaches its
   * row's threshold reaches the box's: the least {@code threshold_i - scale <slope, x_i>}.
   */
  double threshold(double[] projected, int from, int to, double[] thresholds, double[] slope) {
    int q = slope.length;
    double least = Double.POSITIVE_INFINITY;
    for (int i = from; i < to; i++) {
      double rest = thresholds[i];
      for (int k = 0; k < q; k++) {
        rest -= scale * slope[k] * projected[i * q + k];
      }
      least = Math.min(least, rest);
    }
    return Double.isNaN(least) ? Double.NEGATIVE_INFINITY : least;
  }

  /** Returns an empty search; one per thread. */
  CellSearch open() {
    return new CellSearch(this);
  }

  /**
   * Returns an upper bound of {@code e_ij - scale <slope, x_i>} of the box's rows with the cell's
   * columns.
   */
  double upper(int cell, RowBox box) {
    Layer layer = layers[0];
    double bound = layer.top()[cell] + offset(box);
    double near = 0;
    for (int k = 0; k < cells.dimension(); k++) {
      double p = box.slope[k];
      double half = layer.half()[k][cell];
      double middle = box.centre[k] + p / 2 - layer.centre()[k][cell];
      double t = layer.slope()[k][cell] - p;
      double u = middle + Math.signum(t) * box.half[k] + t / 2;
      u = Math.max(-half, Math.min(u, half));
      double distance = Math.max(Math.abs(middle - u) - box.half[k], 0);
      bound += t * u - p * layer.centre()[k][cell];
      near += distance * distance;
    }
    return upper(bound - (squared ? near : Math.sqrt(near)), margin(box));
  }

  /** Returns the bound of exponents that one in cost units stands for. */
  double upper(double bound, double margin) {
    double upper = raised(scale * (bound + margin));
    return Double.isNaN(upper) ? Double.POSITIVE_INFINITY : upper;
  }

  /** Returns the value in cost units below which a bound, without its margin, is too low. */
  double cut(double threshold, double margin) {
    return -raised(-threshold / scale) - margin;
  }

  private static double raised(double value) {
    return value * (value > 0 ? 1 + 0x1p-50 : 1 - 0x1p-50);
  }

  /** Returns the part of a bound that all cells share, in cost units. */
  double offset(RowBox box) {
    double square = 0;
    for (double p : box.slope) {
      square += p * p;
    }
    return square / 4;
  }

  /** Returns what rounding may take off a bound, in cost units. */
  double margin(RowBox box) {
    double square = 0;
    boolean level = true;
    for (int k = 0; k < cells.dimension(); k++) {
      double length = cells.reach(k) + box.reach[k] + Math.abs(box.slope[k]);
      square += length * length;
      level &= box.slope[k] == 0;
    }
    double length = Math.sqrt(square);
    double blur = cells.blur() + box.blur;
    if (squared) {
      return ROUNDING * (greatest + square) + blur * (2 * length + blur);
    }
    if (!level) {
      throw new IllegalArgumentException("the Euclidean distance has no bounds with a slope");
    }
    return ROUNDING * (greatest + length) + blur;
  }

  Cells cells() {
    return cells;
  }

  /** Returns whether the cost is the square of the distance. */
  boolean squared() {
    return squared;
  }

  Layer layer(int l) {
    return layers[l];
  }
}
