package io.convoy.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;

/** The tiles against plain loops in double. */
class PairsTest {

  private final FloatKernels floats = Kernels.best().floats();
  private final DoubleKernels doubles = Kernels.best().doubles();

  /** Random arguments of the tile kernels, float in value and double in type. */
  private static final class Arguments {
    final int columns;
    final int d;
    final double[] x;
    final double[] y;
    final double[] bias;
    final double[] costs;
    final double scale;

    Arguments(int panels, int d, double spread, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      this.columns = panels * Kernels.PANEL;
      this.d = d;
      this.x = values(random, 4 * d, spread);
      this.y = values(random, columns * d, spread);
      this.bias = values(random, columns, random.nextDouble(0, 1000));
      this.costs = values(random, 4 * columns, spread);
      this.scale = (float) random.nextDouble(0.01, 100);
    }

    private static double[] values(SplittableRandom random, int length, double spread) {
      return random.doubles(length, -1, 1).map(v -> (float) (spread * v)).toArray();
    }

    double product(int r, int j) {
      double product = 0;
      for (int k = 0; k < d; k++) {
        product += x[r * d + k] * y[j * d + k];
      }
      return bias[j] + product;
    }

    double distance(int r, int j, double p) {
      double sum = 0;
      for (int k = 0; k < d; k++) {
        sum += Math.pow(Math.abs(x[r * d + k] - y[j * d + k]), p);
      }
      return bias[j] - scale * Math.pow(sum, 1 / p);
    }

    double affine(int r, int j) {
      return bias[j] - scale * costs[r * columns + j];
    }

    double norm(double[] points, int i) {
      double square = 0;
      for (int k = 0; k < d; k++) {
        square += points[i * d + k] * points[i * d + k];
      }
      return Math.sqrt(square);
    }

    int[] list() {
      return Kernels.allPanels(columns / Kernels.PANEL);
    }

    /** Returns x as a group. */
    double[] group() {
      double[] group = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        group[i % d * 4 + i / d] = x[i];
      }
      return group;
    }

    /** Returns y in panels. */
    double[] panels() {
      int width = Kernels.PANEL;
      double[] panels = new double[y.length];
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < d; k++) {
          panels[j / width * width * d + k * width + j % width] = y[j * d + k];
        }
      }
      return panels;
    }
  }

  @Property(tries = 200)
  void productIsTheBiasPlusTheInnerProduct(
      @ForAll @IntRange(min = 1, max = 8) int panels,
      @ForAll("dimensions") int d,
      @ForAll("spreads") double spread,
      @ForAll long seed) {
    Arguments a = new Arguments(panels, d, spread, seed);
    float[] tile = new float[4 * a.columns];
    float[] max = lowest();
    floats.product(
        floats(a.group()),
        0,
        1,
        d,
        floats(a.panels()),
        floats(a.bias),
        a.list(),
        0,
        a.list().length,
        tile,
        0,
        a.columns,
        max);
    isClose(a, a::product, i -> tile[i], r -> max[r], 8 * 0x1p-24);

    double[] doubleTile = new double[4 * a.columns];
    double[] doubleMax = doubles(lowest());
    doubles.product(
        a.group(),
        0,
        1,
        d,
        a.panels(),
        a.bias,
        a.list(),
        0,
        a.list().length,
        doubleTile,
        0,
        a.columns,
        doubleMax);
    isClose(a, a::product, i -> doubleTile[i], r -> doubleMax[r], 32 * 0x1p-53);
  }

  @Property(tries = 200)
  void distanceIsTheBiasLessTheScaledDistance(
      @ForAll @IntRange(min = 1, max = 8) int panels,
      @ForAll("dimensions") int d,
      @ForAll("spreads") double spread,
      @ForAll("powers") double p,
      @ForAll long seed) {
    Arguments a = new Arguments(panels, d, spread, seed);
    float[] tile = new float[4 * a.columns];
    float[] max = lowest();
    float scale = (float) a.scale;
    floats.distance(
        floats(a.group()),
        0,
        1,
        d,
        floats(a.panels()),
        p,
        scale,
        floats(a.bias),
        a.list(),
        0,
        a.list().length,
        tile,
        0,
        a.columns,
        max);
    // no root halves the error of the sum
    double roundings = p == 1 ? 24 : 8;
    isClose(a, (r, j) -> a.distance(r, j, p), i -> tile[i], r -> max[r], roundings * 0x1p-24);

    double[] doubleTile = new double[4 * a.columns];
    double[] doubleMax = doubles(lowest());
    doubles.distance(
        a.group(),
        0,
        1,
        d,
        a.panels(),
        p,
        a.scale,
        a.bias,
        a.list(),
        0,
        a.list().length,
        doubleTile,
        0,
        a.columns,
        doubleMax);
    isClose(a, (r, j) -> a.distance(r, j, p), i -> doubleTile[i], r -> doubleMax[r], 32 * 0x1p-53);
  }

  @Property(tries = 200)
  void affineIsTheBiasLessTheScaledCost(
      @ForAll @IntRange(min = 1, max = 8) int panels,
      @ForAll("spreads") double spread,
      @ForAll long seed) {
    Arguments a = new Arguments(panels, 1, spread, seed);
    float[] max = lowest();
    float[] tile = floats(a.costs);
    floats.affine(
        tile, 0, 4, a.columns, (float) a.scale, floats(a.bias), a.list(), 0, a.list().length, max);
    isClose(a, a::affine, i -> tile[i], r -> max[r], 0x1p-24);

    double[] doubleMax = doubles(lowest());
    double[] doubleTile = a.costs.clone();
    doubles.affine(
        doubleTile, 0, 4, a.columns, a.scale, a.bias, a.list(), 0, a.list().length, doubleMax);
    isClose(a, a::affine, i -> doubleTile[i], r -> doubleMax[r], 2 * 0x1p-53);
  }

  @Property(tries = 200)
  void oneNotANumberReachesTheMaximumOfItsRow(
      @ForAll @IntRange(min = 1, max = 8) int panels,
      @ForAll @IntRange(min = 0, max = 3) int row,
      @ForAll("powers") double p,
      @ForAll long seed) {
    Arguments a = new Arguments(panels, 3, 1, seed);
    a.x[3 * row + 1] = Double.NaN;
    a.costs[row * a.columns + Math.floorMod(seed, a.columns)] = Double.NaN;
    float[] tile = new float[4 * a.columns];
    float[] max = lowest();
    double[] doubleTile = new double[4 * a.columns];
    double[] doubleMax = doubles(lowest());
    floats.product(
        floats(a.group()),
        0,
        1,
        3,
        floats(a.panels()),
        floats(a.bias),
        a.list(),
        0,
        a.list().length,
        tile,
        0,
        a.columns,
        max);
    onlyOneIsNotANumber(row, r -> max[r]);
    Arrays.fill(max, Float.NEGATIVE_INFINITY);
    floats.distance(
        floats(a.group()),
        0,
        1,
        3,
        floats(a.panels()),
        p,
        1,
        floats(a.bias),
        a.list(),
        0,
        a.list().length,
        tile,
        0,
        a.columns,
        max);
    onlyOneIsNotANumber(row, r -> max[r]);
    Arrays.fill(max, Float.NEGATIVE_INFINITY);
    tile = floats(a.costs);
    floats.affine(tile, 0, 4, a.columns, 1, floats(a.bias), a.list(), 0, a.list().length, max);
    onlyOneIsNotANumber(row, r -> max[r]);
    Arrays.fill(max, Float.NEGATIVE_INFINITY);
    doubles.product(
        a.group(),
        0,
        1,
        3,
        a.panels(),
        a.bias,
        a.list(),
        0,
        a.list().length,
        doubleTile,
        0,
        a.columns,
        doubleMax);
    onlyOneIsNotANumber(row, r -> doubleMax[r]);
    Arrays.fill(doubleMax, Double.NEGATIVE_INFINITY);
    doubles.distance(
        a.group(),
        0,
        1,
        3,
        a.panels(),
        p,
        1,
        a.bias,
        a.list(),
        0,
        a.list().length,
        doubleTile,
        0,
        a.columns,
        doubleMax);
    onlyOneIsNotANumber(row, r -> doubleMax[r]);
    Arrays.fill(doubleMax, Double.NEGATIVE_INFINITY);
    doubleTile = a.costs.clone();
    doubles.affine(doubleTile, 0, 4, a.columns, 1, a.bias, a.list(), 0, a.list().length, doubleMax);
    onlyOneIsNotANumber(row, r -> doubleMax[r]);
    Arrays.fill(doubleMax, Double.NEGATIVE_INFINITY);
  }

  private static void onlyOneIsNotANumber(int row, IntToDoubleFunction max) {
    for (int r = 0; r < 4; r++) {
      assertThat(Double.isNaN(max.applyAsDouble(r))).isEqualTo(r == row);
    }
  }

  @Property(tries = 200)
  void straightPowersAreThoseOfTheExponents(
      @ForAll @IntRange(min = 1, max = 8) int panels,
      @ForAll @IntRange(min = 1, max = 9) int d,
      @ForAll @IntRange(min = -30, max = 30) int excess,
      @ForAll long seed) {
    Arguments a = new Arguments(panels, d, 3, seed);
    float[] bias = floats(Arrays.stream(a.bias).map(b -> b / 50).toArray());
    float[] weight = new float[a.columns];
    Arrays.fill(weight, 0.5f);
    float[] exponents = new float[4 * a.columns];
    float[] max = lowest();
    int[] list = a.list();
    int to = list.length;
    float[] x = floats(a.group());
    float[] y = floats(a.panels());
    floats.product(x, 0, 1, d, y, bias, list, 0, to, exponents, 0, a.columns, max);
    for (int r = 0; r < 4; r++) {
      max[r] = (float) Math.ceil(max[r]) - excess;
    }
    float[] powers = new float[4 * a.columns];
    double[] sums = new double[4];
    floats.powers(x, 0, d, y, bias, weight, list, 0, to, max, powers, 0, a.columns, sums);
    for (int r = 0; r < 4; r++) {
      double expected = 0;
      double size = 0;
      for (int j = 0; j < a.columns; j++) {
        double depth = Math.max(exponents[r * a.columns + j] - max[r], FloatKernels.FLOOR);
        double power = Math.pow(2, depth);
        size = Math.max(size, Math.abs(bias[j]) + a.norm(a.x, r) * a.norm(a.y, j) + 60);
        assertThat(powers[r * a.columns + j] / power).isCloseTo(1, within(1e-6 * size));
        expected += power / 2;
      }
      assertThat(sums[r] / expected).isCloseTo(1, within(1e-6 * size));
    }
    double[] alone = new double[4];
    floats.sumPowers(x, 0, d, y, bias, weight, list, 0, to, max, alone);
    assertThat(alone).isEqualTo(sums);
    float[] factors = {0.5f, 2, 0, 1};
    float[] kept = new float[a.columns];
    float[] anew = new float[a.columns];
    floats.accumulate(powers, 0, a.columns, factors, 0, list, 0, to, kept);
    floats.spreadPowers(x, 0, d, y, bias, list, 0, to, max, factors, anew);
    assertThat(anew).isEqualTo(kept);
  }

  @Property(tries = 200)
  void powersOfProductsHaveTheBitsOfTheTwoSteps(
      @ForAll @IntRange(min = 1, max = 32) int panels,
      @ForAll @IntRange(min = 1, max = 40) int groups,
      @ForAll @IntRange(min = 1, max = 800) int dimension,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int d = groups * panels > 64 ? 1 + dimension % 16 : dimension;
    int first = random.nextInt(groups);
    int columns = panels * 32;
    int stride = columns + random.nextInt(40);
    float[] x = values(random, groups * 4 * d);
    float[] y = values(random, columns * d);
    float[] bias = values(random, columns);
    float[] weight = values(random, columns);
    float[] reference = values(random, groups * 4);
    reference[first * 4 + 1] = random.nextBoolean() ? Float.NaN : 1;
    int[] list = Kernels.allPanels(panels);
    int from = random.nextInt(panels);
    int rows = (groups - first) * 4;
    float[] tile = new float[rows * stride];
    double[] sums = new double[groups * 4];
    floats.productPowers(
        x,
        first,
        groups - first,
        d,
        y,
        bias,
        weight,
        list,
        from,
        panels,
        reference,
        tile,
        0,
        stride,
        sums);
    float[] steps = new float[rows * stride];
    floats.product(
        x,
        first,
        groups - first,
        d,
        y,
        bias,
        list,
        from,
        panels,
        steps,
        0,
        stride,
        new float[groups * 4]);
    for (int r = 0; r < rows; r++) {
      float top = reference[first * 4 + r];
      double sum = floats.exponentiate(steps, r * stride, top, weight, list, from, panels);
      assertThat(sums[first * 4 + r]).isEqualTo(Double.valueOf(sum));
      if (Float.isFinite(top)) {
        int end = r * stride + (panels - from) * 32;
        assertThat(Arrays.copyOfRange(tile, r * stride, end))
            .isEqualTo(Arrays.copyOfRange(steps, r * stride, end));
      }
    }
  }

  private static float[] values(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  @Property
  void aReferenceFarTooLowGivesASumThatSaysSo(
      @ForAll @FloatRange(min = 45, max = 1 << 20) float excess, @ForAll boolean isNaN) {
    float[] tile = new float[4 * 32];
    double[] sums = new double[4];
    float[] reference = {0, 0, -excess, isNaN ? Float.NaN : 0};
    floats.powers(
        new float[4],
        0,
        1,
        new float[32],
        new float[32],
        ones(),
        new int[1],
        0,
        1,
        reference,
        tile,
        0,
        32,
        sums);
    assertThat(sums[0]).isEqualTo(32).isEqualTo(sums[1]);
    assertThat(sums[2] <= FloatKernels.CEILING).isFalse();
    assertThat(Double.isNaN(sums[3])).isEqualTo(isNaN);
  }

  private static float[] ones() {
    float[] ones = new float[32];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Property(tries = 200)
  void accumulateAddsEveryRowTimesItsFactor(
      @ForAll @IntRange(min = 1, max = 8) int panels, @ForAll long seed) {
    Arguments a = new Arguments(panels, 1, 1, seed);
    float[] sums = floats(a.bias);
    floats.accumulate(
        floats(a.costs), 0, a.columns, floats(a.x), 0, a.list(), 0, a.list().length, sums);
    double[] doubleSums = a.bias.clone();
    doubles.accumulate(a.costs, 0, a.columns, a.x, 0, a.list(), 0, a.list().length, doubleSums);
    for (int j = 0; j < a.columns; j++) {
      double expected = a.bias[j];
      for (int r = 0; r < 4; r++) {
        expected += a.x[r] * a.costs[r * a.columns + j];
      }
      double size = Math.abs(a.bias[j]) + 4;
      assertThat((double) sums[j]).isCloseTo(expected, within(4 * 0x1p-24 * size));
      assertThat(doubleSums[j]).isCloseTo(expected, within(4 * 0x1p-53 * size));
    }
  }

  @Property(tries = 200)
  void dotsAndMinimaAreThoseOfPlainLoops(
      @ForAll @IntRange(min = 1, max = 8) int panels, @ForAll long seed) {
    Arguments a = new Arguments(panels, 4, 1, seed);
    double[] other = new Arguments(panels, 4, 1, ~seed).costs;
    for (int r = 0; r < 4; r++) {
      double dot = 0;
      double dots = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < a.columns; j++) {
        double entry = a.costs[r * a.columns + j];
        dot += entry * a.bias[j];
        dots += entry * other[r * a.columns + j] * a.bias[j];
        least = Math.min(least, Math.fma(entry, -a.scale, a.bias[j]));
      }
      double size = 1000.0 * a.columns;
      assertThat(doubles.dot(a.costs, r * a.columns, a.bias)).isCloseTo(dot, within(1e-15 * size));
      assertThat(doubles.dot(a.costs, other, r * a.columns, a.bias))
          .isCloseTo(dots, within(1e-15 * size));
      assertThat(doubles.minAffine(a.costs, r * a.columns, a.scale, a.bias, a.list(), 0, panels))
          .isEqualTo(least);
    }
  }

  @Property(tries = 200)
  void powerSumsAreThoseOfPlainLoops(
      @ForAll @IntRange(min = 1, max = 8) int panels, @ForAll long seed) {
    Arguments a = new Arguments(panels, 4, 1, seed);
    Arguments b = new Arguments(panels, 4, 1, ~seed);
    for (int r = 0; r < 4; r++) {
      double[] expected = new double[DoubleKernels.POWER_SUMS];
      double[] sizes = new double[DoubleKernels.POWER_SUMS];
      for (int j = 0; j < a.columns; j++) {
        double e = a.costs[r * a.columns + j];
        double u = b.costs[r * a.columns + j];
        double v = a.bias[j];
        double y = b.bias[j];
        double[] terms = {e * v, e * u, e * y, e * y * v, e * y * u};
        for (int k = 0; k < terms.length; k++) {
          expected[k] += terms[k];
          sizes[k] += Math.abs(terms[k]);
        }
      }
      double[] sums = new double[DoubleKernels.POWER_SUMS];
      doubles.powerSums(a.costs, b.costs, r * a.columns, a.bias, b.bias, a.list(), 0, panels, sums);
      for (int k = 0; k < sums.length; k++) {
        assertThat(sums[k]).isCloseTo(expected[k], within(1e-14 * sizes[k]));
      }
    }
  }

  @Provide
  Arbitrary<Integer> dimensions() {
    return Arbitraries.of(1, 2, 3, 8, 31, 32, 33, 128, 200, 768);
  }

  @Provide
  Arbitrary<Double> spreads() {
    return Arbitraries.of(1e-3, 1.0, 30.0, 1e4);
  }

  @Provide
  Arbitrary<Double> powers() {
    return Arbitraries.of(1.0, 2.0, 3.0, 1.5, 20.0);
  }

  private interface Entry {
    double at(int r, int j);
  }

  /**
   * The tile's entries have an error of {@code share} of the largest sum of absolute values that
   * Cauchy and Schwarz allow, and the maxima are theirs.
   */
  private static void isClose(
      Arguments a,
      Entry expected,
      IntToDoubleFunction tile,
      IntToDoubleFunction max,
      double share) {
    double largest = 0;
    for (int j = 0; j < a.columns; j++) {
      for (int r = 0; r < 4; r++) {
        double bound = Math.abs(a.bias[j]) + a.norm(a.x, r) * a.norm(a.y, j);
        largest = Math.max(largest, Math.max(bound, Math.abs(expected.at(r, j))));
      }
    }
    for (int r = 0; r < 4; r++) {
      double highest = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < a.columns; j++) {
        double entry = tile.applyAsDouble(r * a.columns + j);
        assertThat(entry).isCloseTo(expected.at(r, j), within(share * largest));
        highest = Math.max(highest, entry);
      }
      assertThat(max.applyAsDouble(r)).isEqualTo(highest);
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static float[] lowest() {
    float[] lowest = new float[4];
    Arrays.fill(lowest, Float.NEGATIVE_INFINITY);
    return lowest;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
