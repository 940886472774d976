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
   * @param panels number of panels
   * @param d dimension
   */
  static Map<String, long[]> of(Kernels kernels, int panels, int d, long seed) {
    KernelRun run = new KernelRun(kernels, seed);
    run.floats(panels * Kernels.PANEL, d);
    run.doubles(panels * Kernels.PANEL, d);
    return run.bits;
  }

  /** Returns a number that tells two runs over many shapes apart if a single bit differs. */
  static long digest(Kernels kernels) {
    long digest = 0;
    for (int d : new int[] {1, 2, 3, 8, 31, 33, 128, 200}) {
      for (int panels : new int[] {1, 2, 3, 16, 17, 40}) {
        for (long[] result : of(kernels, panels, d, 31L * d + panels).values()) {
          digest = digest * 31 + Arrays.hashCode(result);
        }
      }
    }
    return digest;
  }

  /** Where a kernel reads and writes: some rows, a tile with an edge, and some of the panels. */
  private final class Shape {

    final int groups = random.nextInt(1, 6);
    final int fillers = random.nextInt(Kernels.PANEL);
    final int at = random.nextInt(3);
    final int stride;
    final int[] list;
    final int from;

    Shape(int columns) {
      stride = columns + random.nextInt(5);
      int[] panels = Kernels.allPanels(columns / Kernels.PANEL);
      for (int p = panels.length - 1; p > 0; p--) {
        int other = random.nextInt(p + 1);
        int kept = panels[p];
        panels[p] = panels[other];
        panels[other] = kept;
      }
      list = Arrays.copyOf(panels, random.nextInt(1, panels.length + 1));
      from = random.nextInt(list.length);
    }

    int tile() {
      return at + groups * Kernels.GROUP * stride;
    }

    double[] lowest(int rows) {
      double[] lowest = new double[rows];
      Arrays.fill(lowest, Double.NEGATIVE_INFINITY);
      return lowest;
    }
  }

  private void floats(int columns, int d) {
    FloatKernels provider = kernels.floats();
    Shape shape = new Shape(columns);
    int rows = shape.groups * Kernels.GROUP;
    float[] x = floats(values(rows * d));
    float[] panels = floats(values(columns * d));
    float[] bias = floats(withFillers(values(columns), shape.fillers, Kernels.FILLER));
    float[] weight = floats(withFillers(weights(columns), shape.fillers, 0));
    float[] factors = floats(values(rows));
    float[] sums = floats(values(columns));
    float scale = (float) random.nextDouble(0.1, 3);
    float[] tile = floats(values(shape.tile()));
    float[] max = floats(shape.lowest(rows));
    int[] list = shape.list;
    int from = shape.from;
    int to = list.length;
    int first = shape.groups > 1 ? 1 : 0;

    provider.affine(tile, shape.at, rows, shape.stride, scale, bias, list, from, to, max);
    keep("affine, float", tile, max);
    for (double p : new double[] {2, 1, 3, 1.5}) {
      provider.distance(
          x,
          first,
          shape.groups - first,
          d,
          panels,
          p,
          scale,
          bias,
          list,
          from,
          to,
          tile,
          shape.at,
          shape.stride,
          max);
      keep("distance, float, p = " + p, tile, max);
    }
    max = floats(shape.lowest(rows));
    provider.product(
        x, 0, shape.groups, d, panels, bias, list, from, to, tile, shape.at, shape.stride, max);
    keep("product, float", tile, max);
    for (int r = 0; r < rows; r++) {
      int at = shape.at + r * shape.stride;
      keep(
          "sum of powers, float, row " + r,
          provider.exponentiate(tile, at, max[r], weight, list, from, to));
    }
    keep("powers, float", tile, max);
    for (int g = 0; g < shape.groups; g++) {
      int at = shape.at + g * Kernels.GROUP * shape.stride;
      provider.accumulate(tile, at, shape.stride, factors, g, list, from, to, sums);
    }
    keep("accumulate, float", sums, factors);
    float[] exponents = floats(exponents(columns, 200));
    keep(
        "sum of any powers, float", provider.exponentiate(exponents, 0, 0, weight, list, from, to));
    keep("any powers, float", exponents, max);
    double[] rowSums = new double[rows];
    for (float raised : new float[] {0, 30, -50, -500}) {
      float[] reference = max.clone();
      for (int r = 0; r < rows; r++) {
        reference[r] += raised;
      }
      int end = Math.min(to, from + FloatKernels.STRIP);
      for (int g = 0; g < shape.groups; g++) {
        int at = shape.at + g * Kernels.GROUP * shape.stride;
        provider.powers(
            x,
            g,
            d,
            panels,
            bias,
            weight,
            list,
            from,
            end,
            reference,
            tile,
            at,
            shape.stride,
            rowSums);
      }
      keep("straight sums, " + raised, rowSums);
      keep("straight powers, " + raised, tile, max);
      provider.productPowers(
          x,
          first,
          shape.groups - first,
          d,
          panels,
          bias,
          weight,
          list,
          from,
          end,
          reference,
          tile,
          shape.at,
          shape.stride,
          rowSums);
      keep("sums of products' powers, " + raised, rowSums);
      keep("products' powers, " + raised, tile, max);
      double[] alone = new double[rows];
      for (int g = 0; g < shape.groups; g++) {
        provider.sumPowers(x, g, d, panels, bias, weight, list, from, end, reference, alone);
        provider.spreadPowers(x, g, d, panels, bias, list, from, to, reference, factors, sums);
      }
      keep("straight sums alone, " + raised, alone);
      keep("spread powers, " + raised, sums, max);
    }
  }

  private void doubles(int columns, int d) {
    DoubleKernels provider = kernels.doubles();
    Shape shape = new Shape(columns);
    int rows = shape.groups * Kernels.GROUP;
    double[] x = values(rows * d);
    double[] panels = values(columns * d);
    double[] bias = withFillers(values(columns), shape.fillers, Kernels.FILLER);
    double[] weight = withFillers(weights(columns), shape.fillers, 0);
    double[] factors = values(rows);
    double[] sums = values(columns);
    double scale = random.nextDouble(0.1, 3);
    double[] tile = values(shape.tile());
    double[] max = shape.lowest(rows);
    int[] list = shape.list;
    int from = shape.from;
    int to = list.length;
    int first = shape.groups > 1 ? 1 : 0;

    provider.affine(tile, shape.at, rows, shape.stride, scale, bias, list, from, to, max);
    keep("affine, double", tile, max);
    for (double p : new double[] {2, 1, 3, 1.5}) {
      provider.distance(
          x,
          first,
          shape.groups - first,
          d,
          panels,
          p,
          scale,
          bias,
          list,
          from,
          to,
          tile,
          shape.at,
          shape.stride,
          max);
      keep("distance, double, p = " + p, tile, max);
    }
    max = shape.lowest(rows);
    provider.product(
        x, 0, shape.groups, d, panels, bias, list, from, to, tile, shape.at, shape.stride, max);
    keep("product, double", tile, max);
    double[] other = values(tile.length);
    double[] all = new double[columns];
    System.arraycopy(weight, 0, all, 0, columns);
    keep("least", provider.minAffine(tile, shape.at, scale, bias, list, from, to));
    keep("dot", provider.dot(tile, shape.at, all));
    keep("dot of two tiles", provider.dot(tile, other, shape.at, all));
    double[] five = new double[DoubleKernels.POWER_SUMS];
    provider.powerSums(tile, other, shape.at, all, bias, list, from, to, five);
    keep("five sums", five);
    for (int r = 0; r < rows; r++) {
      int at = shape.at + r * shape.stride;
      keep(
          "sum of powers, double, row " + r,
          provider.exponentiate(tile, at, max[r], weight, list, from, to));
    }
    keep("powers, double", tile, max);
    for (int g = 0; g < shape.groups; g++) {
      int at = shape.at + g * Kernels.GROUP * shape.stride;
      provider.accumulate(tile, at, shape.stride, factors, g, list, from, to, sums);
    }
    keep("accumulate, double", sums, factors);
    double[] exponents = exponents(columns, 1500);
    keep(
        "sum of any powers, double",
        provider.exponentiate(exponents, 0, 0, weight, list, from, to));
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
