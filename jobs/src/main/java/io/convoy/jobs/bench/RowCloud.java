package io.convoy.jobs.bench;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointBlocks;
import io.convoy.geometry.Precision;
import io.convoy.random.SeedStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Points uniform in the unit cube, block by block, each block a function of the seed and its index
 * alone: whoever needs a block makes it.
 */
record RowCloud(SeedStream seed, long rows, int dimension, Precision precision)
    implements Serializable {

  /** Numbers of the two clouds in the seed's family of generators. */
  static final int ROWS = 0;

  static final int COLUMNS = 1;

  /** Returns the number of rows of every block but the last, as tables are cut into blocks. */
  int blockRows() {
    return PointBlocks.rowsPerBlock(rows);
  }

  /** Returns the number of blocks. */
  int blocks() {
    return Math.toIntExact((rows + blockRows() - 1) / blockRows());
  }

  /** Returns a block; its rows weigh {@code 1 / rows} each. */
  PointBlock block(int index) {
    int count = (int) Math.min(blockRows(), rows - (long) index * blockRows());
    double[] unit = uniform(seed.at(ROWS, index), count * dimension);
    return points(index, dimension, unit, 1.0 / rows, precision);
  }

  static double[] uniform(SplittableRandom random, int length) {
    double[] unit = new double[length];
    for (int i = 0; i < length; i++) {
      unit[i] = random.nextDouble();
    }
    return unit;
  }

  static PointBlock points(
      int index, int dimension, double[] coordinates, double weight, Precision precision) {
    double[] weights = new double[coordinates.length / dimension];
    Arrays.fill(weights, weight);
    if (precision == Precision.DOUBLE) {
      return PointBlock.of(index, dimension, coordinates, weights);
    }
    float[] floats = new float[coordinates.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) coordinates[i];
    }
    return PointBlock.of(index, dimension, floats, weights);
  }
}
