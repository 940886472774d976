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

  private final Geometry geometry;
  private final double scale;
  private final double shift;
  private final Precision precision;
  private final int padded;
  private final int[] allPanels;
  private final double[] bias;
  private final float[] floatBias;
  private final double[] weight;
  private final float[] floatWeight;

  private Exponents(Geometry geometry, double scale, double[] bias, Precision precision) {
    int columns = geometry.columns();
    if (bias.length != columns) {
      throw new IllegalArgumentException(
          "there must be one bias per column, got " + bias.length + " for " + columns);
    }
    this.geometry = geometry;
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
        double value = exact[j] - shift;
        floatBias[j] = Math.max((float) value, Kernels.FILLER);
        // beyond 2^24 below the highest a bias can be off by more than a factor of two can mend,
        // but then its column has no mass to speak of
        double rounding = Math.max(-1, Math.min(value - floatBias[j], 1));
        floatWeight[j] = (float) Math.exp(rounding * LN_2);
      }
    } else {
      this.floatBias = null;
      this.floatWeight = null;
      this.bias = new double[padded];
      this.weight = new double[padded];
      Arrays.fill(this.bias, Kernels.FILLER);
      for (int j = 0; j < columns; j++) {
        this.bias[j] = Math.max(exact[j] - shift, Kernels.FILLER);
        this.weight[j] = 1;
      }
    }
  }

  /** The natural logarithm of 2. */
  public static final double LN_2 = Math.log(2);

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
    return new Exponents(geometry, scale, bias, precision);
  }

  /** Returns the exponents {@code -(C_ij - alpha_i)} in double: the cost itself, negated. */
  public static Exponents ofCost(Geometry geometry) {
    return new Exponents(geometry, 1, new double[geometry.columns()], Precision.DOUBLE);
  }

  /** Returns an empty tile to compute these exponents with; one per thread. */
  public Tile open() {
    return precision == Precision.FLOAT ? geometry.floatTile(this) : geometry.doubleTile(this);
  }

  /** Returns an empty tile in double, whose exponents can be looked at. */
  public DoubleTile openDouble() {
    if (precision != Precision.DOUBLE) {
      throw new IllegalStateException("these exponents are in float");
    }
    return geometry.doubleTile(this);
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

  int dimension() {
    return geometry.dimension();
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
