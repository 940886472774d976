package io.convoy.numerics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Every kernel of a provider, run once on random data of one shape: the bits two providers must
 * agree on. The last columns are fillers, and zeros of both signs and far too large values occur.
 */
final class KernelRun {

  private static final int ROWS = Kernels.ROWS;

  private final Kernels kernels;
  private final SplittableRandom random;
  private final Map<String, long[]> bits = new LinkedHashMap<>();

  private KernelRun(Kernels kernels, long seed) {
    this.kernels = kernels;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Returns the bits of all results, by kernel; not-a-number counts as one value.
   *
   * @param panels number of float panels; doubles take as many of their own
   * @param d dimension
   */
  static Map<String, long[]> of(Kernels kernels, int panels, int d, long seed) {
    KernelRun run = new KernelRun(kernels, seed);
    run.floats(panels * Kernels.FLOAT_PANEL, d);
    run.doubles(panels * Kernels.DOUBLE_PANEL, d);
    return run.bits;
  }

  /** Returns a number that tells two runs over many shapes apart if a single bit differs. */
  static long digest(Kernels kernels) {
    long digest = 0;
    for (int d : new int[] {1, 2, 3, 8, 31, 33, 128}) {
      for (int panels : new int[] {1, 2, 3, 16, 17, 40}) {
        for (long[] result : of(kernels, panels, d, 31L * d + panels).values()) {
          digest = digest * 31 + Arrays.hashCode(result);
        }
      }
    }
    return digest;
  }

  private void floats(int columns, int d) {
    int fillers = random.nextInt(Kernels.FLOAT_PANEL);
    float[] x = floats(values(ROWS * d));
    float[] panels = floats(values(columns * d));
    float[] bias = floats(withFillers(values(columns), fillers, Kernels.FILLER));
    float[] weight = floats(withFillers(weights(columns), fillers, 0));
    float[] factors = floats(values(ROWS));
    float[] sums = floats(values(columns));
    float scale = (float) random.nextDouble(0.1, 3);
    float[] tile = new float[ROWS * columns];
    float[] max = new float[ROWS];

    kernels.affine(floats(values(ROWS * columns)), scale, bias, tile, max);
    keep("affine, float", tile, max);
    kernels.distance(x, d, panels, scale, bias, tile, max);
    keep("distance, float", tile, max);
    kernels.product(x, d, panels, bias, tile, max);
    keep("product, float", tile, max);
    for (int r = 0; r < ROWS; r++) {
      double sum = kernels.exponentiate(tile, r, max[r], weight);
      keep("sum of powers, float, row " + r, sum);
    }
    keep("powers, float", tile, max);
    kernels.accumulate(tile, factors, sums);
    keep("accumulate, float", sums, factors);
    float[] exponents = floats(exponents(ROWS * columns, 200));
    for (int r = 0; r < ROWS; r++) {
      keep("sum of any powers, float, row " + r, kernels.exponentiate(exponents, r, 0, weight));
    }
    keep("any powers, float", exponents, max);
  }

  private void doubles(int columns, int d) {
    int fillers = random.nextInt(Kernels.DOUBLE_PANEL);
    double[] x = values(ROWS * d);
    double[] panels = values(columns * d);
    double[] bias = withFillers(values(columns), fillers, Kernels.FILLER);
    double[] weight = withFillers(weights(columns), fillers, 0);
    double[] factors = values(ROWS);
    double[] sums = values(columns);
    double scale = random.nextDouble(0.1, 3);
    double[] tile = new double[ROWS * columns];
    double[] other = values(ROWS * columns);
    double[] max = new double[ROWS];

    kernels.affine(other, scale, bias, tile, max);
    keep("affine, double", tile, max);
    kernels.distance(x, d, panels, scale, bias, tile, max);
    keep("distance, double", tile, max);
    kernels.product(x, d, panels, bias, tile, max);
    keep("product, double", tile, max);
    for (int r = 0; r < ROWS; r++) {
      keep("least, row " + r, kernels.minAffine(tile, r, scale, bias));
      keep("sum of powers, double, row " + r, kernels.exponentiate(tile, r, max[r], weight));
      keep("dot, row " + r, kernels.dot(tile, r, weight));
      keep("dot of two tiles, row " + r, kernels.dot(tile, other, r, weight));
      double[] five = new double[Kernels.POWER_SUMS];
      kernels.powerSums(tile, other, r, weight, bias, five);
      for (int k = 0; k < five.length; k++) {
        keep("sum " + k + " of powers, row " + r, five[k]);
      }
    }
    keep("powers, double", tile, max);
    kernels.accumulate(tile, factors, sums);
    keep("accumulate, double", sums, factors);
    double[] exponents = exponents(ROWS * columns, 1500);
    for (int r = 0; r < ROWS; r++) {
      keep("sum of any powers, double, row " + r, kernels.exponentiate(exponents, r, 0, weight));
    }
    keep("any powers, double", exponents, max);
  }

  private void keep(String what, float[] first, float[] second) {
    keep(what, doubles(first), doubles(second));
  }

  private void keep(String what, double[] first, double[] second) {
    keep(what + ", first", first);
    keep(what + ", second", second);
  }

  private void keep(String what, double... values) {
    bits.put(what, Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray());
  }

  /** Mostly of size 1, with some zeros of both signs, integers, and very small and large ones. */
  private double[] values(int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      double value = random.nextDouble(-2, 2);
      values[i] =
          switch (random.nextInt(40)) {
            case 0 -> 0.0;
            case 1 -> -0.0;
            case 2 -> Math.rint(value);
            case 3 -> value * 1e-20;
            case 4 -> value * 1e4;
            case 5 -> value * 1e12;
            default -> value;
          };
    }
    return values;
  }

  private double[] weights(int length) {
    return random.doubles(length, 0.5, 2).toArray();
  }

  private double[] exponents(int length, double depth) {
    return random.doubles(length, -depth, 0).toArray();
  }

  private static double[] withFillers(double[] values, int fillers, double filler) {
    Arrays.fill(values, values.length - fillers, values.length, filler);
    return values;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
