package io.convoy.distance;

import io.convoy.random.SeedStream;
import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * Some directions in space, each uniform on the unit sphere and a function of the seed and its
 * number alone.
 *
 * @param dimension of the space
 * @param first the number of the first direction
 * @param count how many there are
 * @param unit the unit vectors, one after the other
 */
record Directions(int dimension, int first, int count, double[] unit) implements Serializable {

  /** Returns the directions {@code first} to {@code first + count}; on the line they all are 1. */
  static Directions of(long seed, int dimension, int first, int count) {
    double[] unit = new double[count * dimension];
    for (int r = 0; r < count; r++) {
      SplittableRandom random = new SeedStream(seed).at(first + r, dimension);
      double square = 0;
      for (int k = 0; k < dimension; k++) {
        double value = dimension == 1 ? 1 : random.nextGaussian();
        unit[r * dimension + k] = value;
        square += value * value;
      }
      for (int k = 0; k < dimension; k++) {
        unit[r * dimension + k] /= Math.sqrt(square);
      }
    }
    return new Directions(dimension, first, count, unit);
  }

  /** Returns a direction, counted from the first of these. */
  double[] unit(int r) {
    double[] vector = new double[dimension];
    System.arraycopy(unit, r * dimension, vector, 0, dimension);
    return vector;
  }
}
