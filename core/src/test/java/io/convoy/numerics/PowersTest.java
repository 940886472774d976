package io.convoy.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** How exact the powers of two are, in units of the exact power. */
class PowersTest {

  private static final double FLOAT_ERROR = 1.8e-7;
  private static final double DOUBLE_ERROR = 2e-16;

  private final FloatKernels floats = Kernels.best().floats();
  private final DoubleKernels doubles = Kernels.best().doubles();

  @Example
  void noFloatBetweenMinusOneAndMinusAQuarterMissesItsPower() {
    int from = Float.floatToRawIntBits(-0.25f);
    int to = Float.floatToRawIntBits(-1f);
    float[] x = new float[1 << 12];
    double worst = 0;
    for (int first = from; first < to; first += x.length) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Float.intBitsToFloat(first + i);
      }
      float[] powers = powers(x);
      for (int i = 0; i < x.length; i++) {
        worst = Math.max(worst, Math.abs(powers[i] / Math.pow(2, x[i]) - 1));
      }
    }
    assertThat(worst).isLessThan(FLOAT_ERROR);
  }

  @Property
  void floatPowersAreExactToTheirError(
      @ForAll @FloatRange(min = FloatKernels.FLOOR, max = 0) @Scale(7) float x) {
    assertThat(powers(x)[0] / Math.pow(2, x)).isCloseTo(1, within(FLOAT_ERROR));
  }

  @Property(tries = 3000)
  void doublePowersAreExactToTheirError(
      @ForAll @DoubleRange(min = DoubleKernels.FLOOR, max = 0) @Scale(16) double x) {
    BigDecimal exact = powerOfTwo(x);
    BigDecimal error = new BigDecimal(powers(x)[0]).subtract(exact).divide(exact, DIGITS);
    assertThat(error.abs().doubleValue()).isLessThan(DOUBLE_ERROR);
  }

  @Property
  void powersOfIntegersAreExact(@ForAll @IntRange(min = -1021, max = 0) int x) {
    assertThat(powers((double) x)[0]).isEqualTo(Math.scalb(1.0, x));
    if (x >= FloatKernels.FLOOR) {
      assertThat(powers((float) x)[0]).isEqualTo(Math.scalb(1f, x));
    }
  }

  @Property
  void powersOfWhatIsNotPositiveLieBetweenTheFloorAndOne(
      @ForAll @FloatRange(min = -1e30f, max = 0) float x,
      @ForAll @FloatRange(min = -130, max = 0) @Scale(7) float nearer) {
    for (float power : powers(x, nearer)) {
      assertThat(power).isBetween(0x1p-125f, 1f);
    }
    for (double power : powers((double) x, nearer)) {
      assertThat(power).isBetween(0x1p-1021, 1.0);
    }
  }

  @Property
  void whatLiesBelowTheFloorCountsAsTheFloor(
      @ForAll @DoubleRange(min = 0, max = 1e300) @Scale(7) double depth) {
    assertThat(powers((float) (FloatKernels.FLOOR - depth))[0]).isEqualTo(0x1p-125f);
    assertThat(powers(DoubleKernels.FLOOR - depth)[0]).isEqualTo(0x1p-1021);
    assertThat(powers(Float.NEGATIVE_INFINITY)[0]).isEqualTo(0x1p-125f);
    assertThat(powers(Double.NEGATIVE_INFINITY)[0]).isEqualTo(0x1p-1021);
  }

  @Property(tries = 200)
  void theSumIsThatOfTheWeightedPowers(
      @ForAll @IntRange(min = 1, max = 60) int panels, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int columns = panels * Kernels.PANEL;
    double[] tile = random.doubles(4L * columns, -30, 0).toArray();
    double[] weight = random.doubles(columns, 0, 2).toArray();
    float[] floatTile = new float[tile.length];
    float[] floatWeight = new float[columns];
    double[] expected = new double[4];
    for (int i = 0; i < tile.length; i++) {
      floatTile[i] = (float) tile[i];
      floatWeight[i % columns] = (float) weight[i % columns];
      expected[i / columns] += Math.pow(2, floatTile[i]) * floatWeight[i % columns];
    }
    for (int r = 0; r < 4; r++) {
      double sum = exponentiate(floatTile, r, 0, floatWeight);
      // a power's error, and the roundings of a virtual lane
      double error = FLOAT_ERROR + FloatKernels.STRIP * 0x1p-24;
      assertThat(sum).isCloseTo(expected[r], within(error * expected[r]));
    }
    for (int i = 0; i < tile.length; i++) {
      expected[i / columns] += i % columns == 0 ? -expected[i / columns] : 0;
      expected[i / columns] += Math.pow(2, tile[i]) * weight[i % columns];
    }
    for (int r = 0; r < 4; r++) {
      double sum = exponentiate(tile, r, 0, weight);
      assertThat(sum).isCloseTo(expected[r], within(1e-14 * expected[r]));
    }
  }

  @Property
  void aRowWhoseMaximumIsNotFiniteIsNotANumberAndLeavesTheOthersAlone(
      @ForAll("notFinite") double max, @ForAll @IntRange(min = 0, max = 3) int row) {
    float[] floatTile = new float[4 * Kernels.PANEL];
    double[] tile = new double[4 * Kernels.PANEL];
    float[] floatWeight = new float[Kernels.PANEL];
    double[] weight = new double[Kernels.PANEL];
    assertThat(exponentiate(floatTile, row, (float) max, floatWeight)).isNaN();
    assertThat(exponentiate(tile, row, max, weight)).isNaN();
    for (int i = 0; i < floatTile.length; i++) {
      assertThat(Float.isNaN(floatTile[i])).isEqualTo(i / Kernels.PANEL == row);
    }
    for (int i = 0; i < tile.length; i++) {
      assertThat(Double.isNaN(tile[i])).isEqualTo(i / Kernels.PANEL == row);
    }
  }

  @Provide
  Arbitrary<Double> notFinite() {
    return Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  private double exponentiate(float[] tile, int row, float reference, float[] weight) {
    int[] list = Kernels.allPanels(weight.length / Kernels.PANEL);
    int at = row * weight.length;
    return floats.exponentiate(tile, at, reference, weight, list, 0, list.length);
  }

  private double exponentiate(double[] tile, int row, double reference, double[] weight) {
    int[] list = Kernels.allPanels(weight.length / Kernels.PANEL);
    int at = row * weight.length;
    return doubles.exponentiate(tile, at, reference, weight, list, 0, list.length);
  }

  private float[] powers(float... x) {
    float[] weight = new float[(x.length + Kernels.PANEL - 1) / 32 * 32];
    float[] tile = Arrays.copyOf(x, 4 * weight.length);
    exponentiate(tile, 0, 0, weight);
    return Arrays.copyOf(tile, x.length);
  }

  private double[] powers(double... x) {
    double[] weight = new double[(x.length + Kernels.PANEL - 1) / 32 * 32];
    double[] tile = Arrays.copyOf(x, 4 * weight.length);
    exponentiate(tile, 0, 0, weight);
    return Arrays.copyOf(tile, x.length);
  }

  private static final MathContext DIGITS = new MathContext(40);
  private static final BigDecimal LN_2 =
      new BigDecimal("0.69314718055994530941723212145817656807550013436025525412068");

  /** Returns 2^x to forty digits, by the Taylor series of the fractional part. */
  private static BigDecimal powerOfTwo(double x) {
    double whole = Math.rint(x);
    BigDecimal z = new BigDecimal(x - whole).multiply(LN_2);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int k = 1; k <= 40; k++) {
      term = term.multiply(z, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum.divide(BigDecimal.valueOf(2).pow((int) -whole), DIGITS);
  }
}
