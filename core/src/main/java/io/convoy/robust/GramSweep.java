package io.convoy.robust;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Sweep;
import java.util.Arrays;

/**
 * Sums the products of p vectors over blocks of their coordinates: a block's rows are the vectors,
 * its index says which coordinates. Costs {@code p^2 / 2} multiplications a coordinate.
 */
public final class GramSweep implements Sweep<PointBlock, Reference, Gram> {

  private static final long serialVersionUID = 1L;

  /** Products of a pair are summed in so many parts, which vectorise. */
  private static final int LANES = 32;

  /** Coordinates whose differences stay in the nearest cache while all pairs are multiplied. */
  private static final int STRIP = 4 * LANES;

  @Override
  public Gram visit(Reference reference, PointBlock block) {
    int p = block.rows();
    double[][] parts = new double[p * (p + 1) / 2][LANES];
    double[] along = new double[p];
    double square = 0;
    double[][] strip = new double[p][STRIP];
    double[] near = new double[STRIP];
    for (int from = 0; from < block.dimension(); from += STRIP) {
      int count = Math.min(STRIP, block.dimension() - from);
      for (int i = 0; i < p; i++) {
        block.read(i, from, count, strip[i]);
        Arrays.fill(strip[i], count, STRIP, 0);
      }
      if (reference.values().length > 0) {
        Arrays.fill(near, 0);
        for (int k = 0; k < count; k++) {
          near[k] = reference.value(block.index(), from + k);
        }
        square += dot(near, near);
        for (int i = 0; i < p; i++) {
          for (int k = 0; k < STRIP; k++) {
            strip[i][k] -= near[k];
          }
          along[i] += dot(strip[i], near);
        }
      }
      for (int i = 0, pair = 0; i < p; i++) {
        for (int j = 0; j <= i; j++, pair++) {
          multiply(strip[i], strip[j], parts[pair]);
        }
      }
    }
    double[] products = new double[p * p];
    for (int i = 0, pair = 0; i < p; i++) {
      for (int j = 0; j <= i; j++, pair++) {
        products[i * p + j] = joined(parts[pair]);
        products[j * p + i] = products[i * p + j];
      }
    }
    return new Gram(products, along, square);
  }

  private static void multiply(double[] x, double[] y, double[] parts) {
    for (int k = 0; k < LANES; k++) {
      parts[k] +=
          (x[k] * y[k] + x[k + LANES] * y[k + LANES])
              + (x[k + 2 * LANES] * y[k + 2 * LANES] + x[k + 3 * LANES] * y[k + 3 * LANES]);
    }
  }

  private static double dot(double[] x, double[] y) {
    double[] parts = new double[LANES];
    multiply(x, y, parts);
    return joined(parts);
  }

  private static double joined(double[] parts) {
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }

  @Override
  public Gram merge(Gram left, Gram right) {
    return left.with(right);
  }
}
