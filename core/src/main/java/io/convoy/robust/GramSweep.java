package io.convoy.robust;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Sweep;

/**
 * Sums the products of p vectors over blocks of their coordinates: a block's rows are the vectors,
 * its index says which coordinates. Costs {@code p^2 / 2} multiplications a coordinate.
 */
public final class GramSweep implements Sweep<PointBlock, Reference, Gram> {

  private static final long serialVersionUID = 1L;

  /** Coordinates whose differences stay in the cache while all pairs of them are multiplied. */
  private static final int STRIP = 256;

  @Override
  public Gram visit(Reference reference, PointBlock block) {
    int p = block.rows();
    double[] products = new double[p * p];
    double[] along = new double[p];
    double square = 0;
    double[][] strip = new double[p][STRIP];
    for (int from = 0; from < block.dimension(); from += STRIP) {
      int count = Math.min(STRIP, block.dimension() - from);
      for (int i = 0; i < p; i++) {
        for (int k = 0; k < count; k++) {
          double r = reference.value(block.index(), from + k);
          strip[i][k] = block.coordinate(i, from + k) - r;
          along[i] += strip[i][k] * r;
        }
      }
      for (int k = 0; k < count; k++) {
        double r = reference.value(block.index(), from + k);
        square += r * r;
      }
      for (int i = 0; i < p; i++) {
        for (int j = 0; j <= i; j++) {
          products[i * p + j] += dot(strip[i], strip[j], count);
        }
      }
    }
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < i; j++) {
        products[j * p + i] = products[i * p + j];
      }
    }
    return new Gram(products, along, square);
  }

  private static double dot(double[] x, double[] y, int count) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int k = 0;
    for (; k + 3 < count; k += 4) {
      first += x[k] * y[k];
      second += x[k + 1] * y[k + 1];
      third += x[k + 2] * y[k + 2];
      fourth += x[k + 3] * y[k + 3];
    }
    for (; k < count; k++) {
      first += x[k] * y[k];
    }
    return (first + second) + (third + fourth);
  }

  @Override
  public Gram merge(Gram left, Gram right) {
    return left.with(right);
  }
}
