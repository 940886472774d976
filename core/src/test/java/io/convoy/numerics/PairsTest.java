package io.convoy.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The tiles against plain loops in double. */
class PairsTest {

  private static final int W = Kernels.FLOAT_PANEL;
  private static final int V = Kernels.DOUBLE_PANEL;

  private final Kernels kernels = Kernels.best();

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
      this.columns = panels * W;
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

    double distance(int r, int j) {
      double square = 0;
      for (int k = 0; k < d; k++) {
        square += (x[r * d + k] - y[j * d + k]) * (x[r * d + k] - y[j * d + k]);
      }
      return bias[j] - scale * Math.sqrt(square);
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

    /** Returns y in panels {@code width} columns wide. */
    double[] panels(int width) {
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
    float[] max = new float[4];
    kernels.product(floats(a.x), d, floats(a.panels(W)), floats(a.bias), tile, max);
    isClose(a, a::product, i -> tile[i], r -> max[r], 8 * 0x1p-24);

    double[] doubleTile = new double[4 * a.columns];
    double[] doubleMax = new double[4];
    kernels.product(a.x, d, a.panels(V), a.bias, doubleTile, doubleMax);
    isClose(a, a::product, i -> doubleTile[i], r -> doubleMax[r], 32 * 0x1p-53);
  }

  @Property(tries = 200)
  void distanceIsTheBiasLessTheScaledDistance(
      @ForAll @IntRange(min = 1, max = 8) int panels,
      @ForAll("dimensions") int d,
      @ForAll("spreads") double spread,
      @ForAll long seed) {
    Arguments a = new Arguments(panels, d, spread, seed);
    float[] tile = new float[4 * a.columns];
    float[] max = new float[4];
    float scale = (float) a.scale;
    kernels.distance(floats(a.x), d, floats(a.panels(W)), scale, floats(a.bias), tile, max);
    isClose(a, a::distance, i -> tile[i], r -> max[r], 8 * 0x1p-24);

    double[] doubleTile = new double[4 * a.columns];
    double[] doubleMax = new double[4];
    kernels.distance(a.x, d, a.panels(V), a.scale, a.bias, doubleTile, doubleMax);
    isClose(a, a::distance, i -> doubleTile[i], r -> doubleMax[r], 32 * 0x1p-53);
  }

  @Property(tries = 200)
  void affineIsTheBiasLessTheScaledCost(
      @ForAll @IntRange(min = 1, max = 8) int panels,
      @ForAll("spreads") double spread,
      @ForAll long seed) {
    Arguments a = new Arguments(panels, 1, spread, seed);
    float[] tile = new float[4 * a.columns];
    float[] max = new float[4];
    kernels.affine(floats(a.costs), (float) a.scale, floats(a.bias), tile, max);
    isClose(a, a::affine, i -> tile[i], r -> max[r], 0x1p-24);

    double[] doubleTile = new double[4 * a.columns];
    double[] doubleMax = new double[4];
    kernels.affine(a.costs, a.scale, a.bias, doubleTile, doubleMax);
    isClose(a, a::affine, i -> doubleTile[i], r -> doubleMax[r], 2 * 0x1p-53);
  }

  @Property(tries = 200)
  void oneNotANumberReachesTheMaximumOfItsRow(
      @ForAll @IntRange(min = 1, max = 8) int panels,
      @ForAll @IntRange(min = 0, max = 3) int row,
      @ForAll long seed) {
    Arguments a = new Arguments(panels, 3, 1, seed);
    a.x[3 * row + 1] = Double.NaN;
    a.costs[row * a.columns + Math.floorMod(seed, a.columns)] = Double.NaN;
    float[] tile = new float[4 * a.columns];
    float[] max = new float[4];
    double[] doubleTile = new double[4 * a.columns];
    double[] doubleMax = new double[4];
    kernels.product(floats(a.x), 3, floats(a.panels(W)), floats(a.bias), tile, max);
    onlyOneIsNotANumber(row, r -> max[r]);
    kernels.distance(floats(a.x), 3, floats(a.panels(W)), 1, floats(a.bias), tile, max);
    onlyOneIsNotANumber(row, r -> max[r]);
    kernels.affine(floats(a.costs), 1, floats(a.bias), tile, max);
    onlyOneIsNotANumber(row, r -> max[r]);
    kernels.product(a.x, 3, a.panels(V), a.bias, doubleTile, doubleMax);
    onlyOneIsNotANumber(row, r -> doubleMax[r]);
    kernels.distance(a.x, 3, a.panels(V), 1, a.bias, doubleTile, doubleMax);
    onlyOneIsNotANumber(row, r -> doubleMax[r]);
    kernels.affine(a.costs, 1, a.bias, doubleTile, doubleMax);
    onlyOneIsNotANumber(row, r -> doubleMax[r]);
  }

  private static void onlyOneIsNotANumber(int row, IntToDoubleFunction max) {
    for (int r = 0; r < 4; r++) {
      assertThat(Double.isNaN(max.applyAsDouble(r))).isEqualTo(r == row);
    }
  }

  @Property(tries = 200)
  void accumulateAddsEveryRowTimesItsFactor(
      @ForAll @IntRange(min = 1, max = 8) int panels, @ForAll long seed) {
    Arguments a = new Arguments(panels, 1, 1, seed);
    float[] sums = floats(a.bias);
    kernels.accumulate(floats(a.costs), floats(a.x), sums);
    double[] doubleSums = a.bias.clone();
    kernels.accumulate(a.costs, a.x, doubleSums);
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
      assertThat(kernels.dot(a.costs, r, a.bias)).isCloseTo(dot, within(1e-15 * size));
      assertThat(kernels.dot(a.costs, other, r, a.bias)).isCloseTo(dots, within(1e-15 * size));
      assertThat(kernels.minAffine(a.costs, r, a.scale, a.bias)).isEqualTo(least);
    }
  }

  @Property(tries = 200)
  void powerSumsAreThoseOfPlainLoops(
      @ForAll @IntRange(min = 1, max = 8) int panels, @ForAll long seed) {
    Arguments a = new Arguments(panels, 4, 1, seed);
    Arguments b = new Arguments(panels, 4, 1, ~seed);
    for (int r = 0; r < 4; r++) {
      double[] expected = new double[Kernels.POWER_SUMS];
      double[] sizes = new double[Kernels.POWER_SUMS];
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
      double[] sums = new double[Kernels.POWER_SUMS];
      kernels.powerSums(a.costs, b.costs, r, a.bias, b.bias, sums);
      for (int k = 0; k < sums.length; k++) {
        assertThat(sums[k]).isCloseTo(expected[k], within(1e-14 * sizes[k]));
      }
    }
  }

  @Provide
  Arbitrary<Integer> dimensions() {
    return Arbitraries.of(1, 2, 3, 8, 31, 33, 128);
  }

  @Provide
  Arbitrary<Double> spreads() {
    return Arbitraries.of(1e-3, 1.0, 30.0, 1e4);
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
}
