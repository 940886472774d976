package io.convoy.geometry;

import io.convoy.numerics.FloatKernels;
import io.convoy.numerics.Kernels;
import java.util.Arrays;

/** Rows that are points, in float, packed for the kernels as they are loaded. */
abstract sealed class PointFloats implements FloatPairs {

  final FloatKernels kernels = Kernels.best().floats();
  final PointCloud cloud;
  final int d;
  final float[] panels;
  final float scale;
  final float[] bias;
  float[] x = {};
  private final double factor;
  private final double[] row;

  private PointFloats(PointCloud cloud, double scale, float[] bias) {
    this.cloud = cloud;
    this.bias = bias;
    this.d = cloud.width();
    this.row = new double[d];
    this.panels = cloud.floatPanels();
    this.factor = cloud.rowFactor(scale);
    this.scale = (float) scale;
  }

  /** Returns a thread's access for one sweep. */
  static PointFloats of(PointCloud cloud, Exponents exponents) {
    return cloud.cost() instanceof NormCost norm
        ? new Distances(cloud, norm.power(), exponents.scale(), exponents.floatBias())
        : new Products(cloud, exponents);
  }

  /** Returns access to the pair parts of the costs themselves, negated. */
  static PointFloats ofCost(PointCloud cloud, float[] zeros) {
    return cloud.cost() instanceof NormCost norm
        ? new Distances(cloud, norm.power(), 1, zeros)
        : new Products(cloud, 1, zeros, zeros);
  }

  @Override
  public double pack(PointBlock block, int blockRow, int r) {
    cloud.centredRow(block, blockRow, row);
    int at = (r / Kernels.GROUP) * Kernels.GROUP * d;
    if (x.length < at + Kernels.GROUP * d) {
      x = Arrays.copyOf(x, at + Kernels.GROUP * d);
    }
    for (int k = 0; k < d; k++) {
      x[at + k * Kernels.GROUP + r % Kernels.GROUP] = (float) (factor * row[k]);
    }
    packed(r, factor * Math.sqrt(Projection.dot(row, row)));
    return cloud.rowPart(row);
  }

  /** Notes the length of what was packed as row {@code r}. */
  void packed(int r, double length) {}

  /** Under a cost that is a norm of the difference. */
  private static final class Distances extends PointFloats {

    private final double p;

    Distances(PointCloud cloud, double p, double scale, float[] bias) {
      super(cloud, scale, bias);
      this.p = p;
    }

    @Override
    public void exponents(
        int first,
        int groups,
        int[] list,
        int from,
        int to,
        float[] tile,
        int at,
        int stride,
        float[] max) {
      kernels.distance(
          x, first, groups, d, panels, p, scale, bias, list, from, to, tile, at, stride, max);
    }
  }

  /** Under a cost that is a product in disguise. */
  private static final class Products extends PointFloats implements DirectPairs {

    /** Dimensions up to which coordinates stay in registers. */
    private static final int MOST_IN_REGISTERS = 8;

    private final float[] weight;
    private double[] most = new double[Kernels.GROUP];

    Products(PointCloud cloud, Exponents exponents) {
      this(cloud, exponents.scale(), exponents.floatBias(), exponents.floatWeight());
    }

    Products(PointCloud cloud, double scale, float[] bias, float[] weight) {
      super(cloud, scale, bias);
      this.weight = weight;
    }

    @Override
    void packed(int r, double length) {
      if (most.length <= r) {
        most = Arrays.copyOf(most, 2 * most.length);
      }
      most[r] = length * cloud.longestColumn();
    }

    @Override
    public void exponents(
        int first,
        int groups,
        int[] list,
        int from,
        int to,
        float[] tile,
        int at,
        int stride,
        float[] max) {
      kernels.product(x, first, groups, d, panels, bias, list, from, to, tile, at, stride, max);
    }

    /** The inner product's bound by Cauchy and Schwarz, for no bias is above 0. */
    @Override
    public double most(int r) {
      return most[r];
    }

    @Override
    public boolean isCheap() {
      return d <= MOST_IN_REGISTERS;
    }

    @Override
    public void powers(
        int groups,
        int[] list,
        int from,
        int to,
        float[] reference,
        float[] tile,
        int at,
        int stride,
        double[] sums) {
      if (!isCheap()) {
        kernels.productPowers(
            x, 0, groups, d, panels, bias, weight, list, from, to, reference, tile, at, stride,
            sums);
        return;
      }
      for (int g = 0; g < groups; g++) {
        int row = at + g * Kernels.GROUP * stride;
        kernels.powers(
            x, g, d, panels, bias, weight, list, from, to, reference, tile, row, stride, sums);
      }
    }

    @Override
    public void sumPowers(
        int groups, int[] list, int from, int to, float[] reference, double[] sums) {
      for (int g = 0; g < groups; g++) {
        kernels.sumPowers(x, g, d, panels, bias, weight, list, from, to, reference, sums);
      }
    }

    @Override
    public void spreadPowers(
        int group, int[] list, int from, int to, float[] reference, float[] factors, float[] sums) {
      kernels.spreadPowers(x, group, d, panels, bias, list, from, to, reference, factors, sums);
    }
  }
}
