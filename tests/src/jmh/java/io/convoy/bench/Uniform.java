package io.convoy.bench;

import io.convoy.random.SeedStream;
import java.util.SplittableRandom;

/** Points uniform in the unit cube, the same in every run. */
final class Uniform {

  private Uniform() {}

  static float[] floats(int rows, int dimension, int cloud) {
    SplittableRandom random = new SeedStream(0).at(cloud, 0);
    float[] coordinates = new float[rows * dimension];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = (float) random.nextDouble();
    }
    return coordinates;
  }

  static double[] doubles(int rows, int dimension, int cloud) {
    SplittableRandom random = new SeedStream(0).at(cloud, 0);
    double[] coordinates = new double[rows * dimension];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = random.nextDouble();
    }
    return coordinates;
  }
}
