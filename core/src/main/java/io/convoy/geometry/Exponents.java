package io.convoy.geometry;

import io.convoy.numerics.Kernels;
import java.util.Arrays;

/**
 * The base-2 exponents {@code u_ij = bias_j - scale (C_ij - alpha_i)} of all pairs, fixed but for
 * the rows: what is computed once per sweep and machine.
 *
 * <p>A bias rounded to float would shift a whole column by up to {@code 2^-25 |bias|}. So the
 * largest bias is split off and added back in double, and the rounding of each bias is kept as a
 * factor of the column's weight: the fused multiply-add that sums the powers undoes it.
 */
public final class Exponents {

  /** The natural logarithm of 2. */
  public static final double LN_2 = Math.log(2);

  private final Geometry geometry;
  private final double scale;
  private final double[] g;
  private final double[] weights;
  private volatile SkipBounds bounds;
  private final double shift;
  private final Precision precision;
  private final int padded;
  private final int[] allPanels;
  private final double[] bias;
  private final float[] floatBias;
  private final double[] weight;
  private final float[] floatWeight;

  private Exponents(
      Geometry geometry,
      double scale,
      double[] g,
      double[] weights,
      double[] bias,
      Precision precision) {
    int columns = geometry.columns();
    if (bias.length != columns) {
      throw new IllegalArgumentException(
          "there must be one bias per column, got " + bias.length + " for " + columns);
    }
    this.geometry = geometry;
    this.g = g;
    this.weights = weights;
    this.scale = scale;
    this.precision = precision;
    int panels = Math.toIntExact((columns + Kernels.PANEL - 1L) / Kernels.PANEL);
    this.padded = Math.multiplyExact(panels, Kernels.PANEL);
    this.allPanels = Kernels.allPanels(panels);
    double[] exact = new double[columns];
    double highest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < columns; j++) {
      exact[j] = bias[j] - scale * geometry.columnPart(j);
      highest = Math.max(highest, exact[j]);
    }
    this.shift = Double.isFinite(highest) ? highest : 0;
    if (precision == Precision.FLOAT) {
      this.bias = null;
      this.weight = null;
      this.floatBias = new float[padded];
      this.floatWeight = new float[padded];
      Arrays.fill(floatBias, Kernels.FILLER);
      for (int j = 0; j < columns; j++) {
        int p = geometry.place(j);
        double value = exact[j] - shift;
        floatBias[p] = Math.max((float) value, Kernels.FILLER);
        // beyond 2^24 below the highest a bias can be off by more than a factor of two can mend,
        // but then its column has no mass to speak of
        double rounding = Math.max(-1, Math.min(value - floatBias[p], 1));
        floatWeight[p] = (float) Math.exp(rounding * LN_2);
      }
    } else {
      this.floatBias = null;
      this.floatWeight = null;
      this.bias = new double[padded];
      this.weight = new double[padded];
      Arrays.fill(this.bias, Kernels.FILLER);
      for (int j = 0; j < columns; j++) {
        int p = geometry.place(j);
        this.bias[p] = Math.max(exact[j] - shift, Kernels.FILLER);
        this.weight[p] = 1;
      }
    }
  }

  /**
   * Returns the exponents {@code log2(weights_j) + (g_j - (C_ij - alpha_i)) / (epsilon ln 2)}.
   *
   * @param g column potentials, in cost units
   * @param weights column weights, {@code > 0}
   * @param epsilon regularisation, {@code > 0}, in cost units
   */
  public static Exponents of(
      Geometry geometry, double[] g, double[] weights, double epsilon, Precision precision) {
    double scale = 1 / (epsilon * LN_2);
    double[] bias = new double[g.length];
    for (int j = 0; j < bias.length; j++) {
      bias[j] = Math.log(weights[j]) / LN_2 + scale * g[j];
    }
    return new Exponents(geometry, scale, g, weights, bias, precision);
  }

  /** Returns the exponents {@code -(C_ij - alpha_i)} in double: the cost itself, negated. */
  public static Exponents ofCost(Geometry geometry) {
    double[] zeros = new double[geometry.columns()];
    double[] ones = new double[geometry.columns()];
    Arrays.fill(ones, 1);
    return new Exponents(geometry, 1, zeros, ones, zeros, Precision.DOUBLE);
  }

  /**
   * Returns an empty tile to compute these exponents with; one per thread.
   *
   * @param skips whether to leave out pairs that are proved to have less than {@code 2^-30} of any
   *     row's mass and of any column's weight together, where the geometry allows to prove it
   */
  public Tile open(boolean skips) {
    return precision == Precision.FLOAT
        ? geometry.floatTile(this, skips)
        : geometry.doubleTile(this, skips);
  }

  /** Returns an empty tile in double that skips nothing, whose exponents can be looked at. */
  public DoubleTile openDouble() {
    return openDouble(false);
  }

  /** Returns an empty tile in double, whose exponents can be looked at; see {@link #open}. */
  public DoubleTile openDouble(boolean skips) {
    if (precision != Precision.DOUBLE) {
      throw new IllegalStateException("these exponents are in float");
    }
    return geometry.doubleTile(this, skips);
  }

  /** Returns a thread's search for what to skip, over bounds computed once. */
  Skipping skipping(PointCloud cloud) {
    SkipBounds known = bounds;
    if (known == null) {
      synchronized (this) {
        if (bounds == null) {
          // what is ratio times a distance at least has the bounds of that distance
          GroundCost.DistanceBound cost = cloud.cost().bound(cloud.dimension()).orElseThrow();
          double[] ordered = new double[g.length];
          for (int p = 0; p < ordered.length; p++) {
            ordered[p] = g[cloud.order().columnAt(p)] / cost.ratio();
          }
          bounds =
              SkipBounds.of(cloud.order().cells(), ordered, scale * cost.ratio(), cost.squared());
        }
        known = bounds;
      }
    }
    return new Skipping(cloud, known, scale, g, weights);
  }

  /**
   * Returns values given by column as tiles take them: in the order of the panels, {@code filler}
   * at the fillers.
   */
  public double[] laidOut(double[] values, double filler) {
    double[] laid = new double[padded];
    Arrays.fill(laid, filler);
    for (int j = 0; j < values.length; j++) {
      laid[geometry.place(j)] = values[j];
    }
    return laid;
  }

  /** Returns the first values of the order of the panels by column. */
  double[] byColumn(double[] laid) {
    double[] values = new double[columns()];
    for (int j = 0; j < values.length; j++) {
      values[j] = laid[geometry.place(j)];
    }
    return values;
  }

  int place(int column) {
    return geometry.place(column);
  }

  /** Returns the column at a place of the panels, or -1 for a filler. */
  int columnAt(int place) {
    return place < columns() ? geometry.columnAt(place) : -1;
  }

  /** Returns the number of columns with the fillers of the last panel. */
  public int padded() {
    return padded;
  }

  /** Returns the list of all panels; not to be written to. */
  int[] allPanels() {
    return allPanels;
  }

  int columns() {
    return geometry.columns();
  }

  double scale() {
    return scale;
  }

  double shift() {
    return shift;
  }

  double[] bias() {
    return bias;
  }

  float[] floatBias() {
    return floatBias;
  }

  double[] weight() {
    return weight;
  }

  float[] floatWeight() {
    return floatWeight;
  }
}
