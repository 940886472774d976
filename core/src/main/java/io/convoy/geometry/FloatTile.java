package io.convoy.geometry;

import io.convoy.numerics.Kernels;
import java.util.Arrays;

/** A tile in float. Column sums are kept in float for sixteen groups, then added in double. */
public final class FloatTile extends Tile {

  private static final int GROUPS_IN_FLOAT = 16;

  private final Kernels kernels = Kernels.best();
  private final Pairs pairs;
  private final float[] tile;
  private final float[] max = new float[Kernels.ROWS];
  private final float[] factors = new float[Kernels.ROWS];
  private final float[] sums;
  private final double[] totals;
  private int groups;

  /** How a geometry fills a group of rows. */
  interface Pairs {
    int load(PointBlock block, int row, double[] rowPart, float[] tile, float[] max);
  }

  FloatTile(Exponents exponents, Pairs pairs) {
    super(exponents);
    this.pairs = pairs;
    this.tile = new float[Math.multiplyExact(Kernels.ROWS, exponents.padded())];
    this.sums = new float[exponents.padded()];
    this.totals = new double[exponents.columns()];
  }

  @Override
  public int load(PointBlock block, int row) {
    return pairs.load(block, row, rowPart, tile, max);
  }

  @Override
  public double peak(int r) {
    return exponents.shift() + max[r];
  }

  @Override
  public double exponentiate(int r) {
    return kernels.exponentiate(tile, r, max[r], exponents.floatWeight());
  }

  @Override
  public void accumulate(double[] factors) {
    for (int r = 0; r < Kernels.ROWS; r++) {
      this.factors[r] = (float) factors[r];
    }
    kernels.accumulate(tile, this.factors, sums);
    if (++groups == GROUPS_IN_FLOAT) {
      drain();
    }
  }

  @Override
  public double[] columnSums() {
    drain();
    return totals.clone();
  }

  private void drain() {
    float[] weight = exponents.floatWeight();
    for (int j = 0; j < totals.length; j++) {
      totals[j] += (double) sums[j] * weight[j];
    }
    Arrays.fill(sums, 0);
    groups = 0;
  }
}
