package io.convoy.network;

import io.convoy.random.SeedStream;
import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * Random Fourier features of the Gaussian kernel: {@code z_k(x) = sqrt(2 / D) cos(w_k . x + u_k)}
 * with {@code w_k} normal of deviation {@code 1 / bandwidth} and {@code u_k} uniform, so that
 * {@code z(x) . z(y)} is about {@code exp(-||x - y||^2 / (2 bandwidth^2))}, off by about {@code 1 /
 * sqrt(D)} (Rahimi and Recht, "Random Features for Large-Scale Kernel Machines", 2007).
 *
 * <p>All nodes of a graph must share one of these: only then do their parameters mean the same. It
 * is a function of its four numbers, so whoever knows them has it.
 */
public final class RandomFeatures implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int inputs;
  private final int count;
  private final double[] frequencies;
  private final double[] phases;

  /**
   * Draws the features.
   *
   * @param inputs dimension of a row, at least 1
   * @param count number of features D, at least 1
   * @param bandwidth of the kernel, in the units of the rows, positive
   */
  public RandomFeatures(int inputs, int count, double bandwidth, long seed) {
    if (inputs < 1 || count < 1 || !(bandwidth > 0) || Double.isInfinite(bandwidth)) {
      throw new IllegalArgumentException(
          "random features need inputs and a count of at least 1 and a bandwidth > 0, got "
              + inputs
              + ", "
              + count
              + " and "
              + bandwidth);
    }
    this.inputs = inputs;
    this.count = count;
    this.frequencies = new double[inputs * count];
    this.phases = new double[count];
    for (int k = 0; k < count; k++) {
      // one stream per feature: more features keep those there were
      SplittableRandom random = new SeedStream(seed).at(1, k);
      phases[k] = 2 * Math.PI * random.nextDouble();
      for (int i = 0; i < inputs; i++) {
        frequencies[k * inputs + i] = random.nextGaussian() / bandwidth;
      }
    }
  }

  /** Returns the number of features D. */
  public int count() {
    return count;
  }

  /** Writes the D features of {@code row} to {@code out} from {@code at} on. */
  public void apply(double[] row, double[] out, int at) {
    double scale = Math.sqrt(2.0 / count);
    for (int k = 0; k < count; k++) {
      double angle = phases[k];
      for (int i = 0; i < inputs; i++) {
        angle += frequencies[k * inputs + i] * row[i];
      }
      out[at + k] = scale * Math.cos(angle);
    }
  }
}
