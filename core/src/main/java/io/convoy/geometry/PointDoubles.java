package io.convoy.geometry;

import io.convoy.numerics.DoubleKernels;
import io.convoy.numerics.Kernels;
import java.util.Arrays;

/** Rows that are points, in double, packed for the kernels as they are loaded. */
final class PointDoubles implements DoublePairs {

  private final DoubleKernels kernels = Kernels.best().doubles();
  private final PointCloud cloud;
  private final Exponents exponents;
  private final double[] row;
  private final int d;
  private final double[] panels;
  private final double factor;
  private double[] x = {};

  PointDoubles(PointCloud cloud, Exponents exponents) {
    this.cloud = cloud;
    this.exponents = exponents;
    this.d = cloud.width();
    this.row = new double[d];
    this.panels = cloud.doublePanels();
    this.factor = cloud.rowFactor(exponents.scale());
  }

  @Override
  public double pack(PointBlock block, int blockRow, int r) {
    cloud.centredRow(block, blockRow, row);
    int at = (r / Kernels.GROUP) * Kernels.GROUP * d;
    if (x.length < at + Kernels.GROUP * d) {
      x = Arrays.copyOf(x, at + Kernels.GROUP * d);
    }
    for (int k = 0; k < d; k++) {
      x[at + k * Kernels.GROUP + r % Kernels.GROUP] = factor * row[k];
    }
    return cloud.rowPart(row);
  }

  @Override
  public void exponents(
      int first,
      int groups,
      int[] list,
      int from,
      int to,
      double[] tile,
      int at,
      int stride,
      double[] max) {
    double[] bias = exponents.bias();
    if (cloud.cost() instanceof NormCost norm) {
      double p = norm.power();
      double scale = exponents.scale();
      kernels.distance(
          x, first, groups, d, panels, p, scale, bias, list, from, to, tile, at, stride, max);
    } else {
      kernels.product(x, first, groups, d, panels, bias, list, from, to, tile, at, stride, max);
    }
  }
}
