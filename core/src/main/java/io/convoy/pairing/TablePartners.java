package io.convoy.pairing;

import io.convoy.geometry.PointBlock;
import io.convoy.random.SeedStream;

/**
 * Rows of another table. The pool is given; further draws are from the pool, with replacement.
 *
 * @param seeds of the run
 * @param codes one number per row of the batch, made of its id
 * @param pool as many rows as the batch has
 */
public record TablePartners(SeedStream seeds, long[] codes, PointBlock pool) implements Partners {

  public TablePartners {
    if (pool.rows() != codes.length) {
      throw new IllegalArgumentException(
          "a batch of " + codes.length + " rows needs as many partners, got " + pool.rows());
    }
  }

  @Override
  public int dimension() {
    return pool.dimension();
  }

  /** Returns the row of the pool that draw {@code draw} of {@code row} is. */
  public int inPool(int row, int draw) {
    return draw == 0 ? row : seeds.at(codes[row], draw).nextInt(pool.rows());
  }

  @Override
  public void read(int row, int draw, double[] to) {
    int at = inPool(row, draw);
    for (int k = 0; k < to.length; k++) {
      to[k] = pool.coordinate(at, k);
    }
  }
}
