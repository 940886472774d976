package io.convoy.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class ExponentsTest {

  /** A column of bias 10^6 would be off by 2 % in every row, always to the same side. */
  @Property(tries = 200)
  void theWeightOfAColumnMakesUpForTheRoundingOfItsBias(
      @ForAll @IntRange(min = 1, max = 70) int m,
      @ForAll @DoubleRange(min = 0, max = 1e7) double size,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PointBlock points = Clouds.cube(random, m, 3, 0);
    PointCloud cloud = PointCloud.of(GroundCost.SQUARED_EUCLIDEAN, points, new double[3]);
    double[] g = random.doubles(m, -size - 1, size + 1).toArray();
    double[] weights = random.doubles(m, 0.01, 1).toArray();
    Exponents rounded = Exponents.of(cloud, g, weights, 1, Precision.FLOAT);
    Exponents exact = Exponents.of(cloud, g, weights, 1, Precision.DOUBLE);
    for (int j = 0; j < m; j++) {
      double bias = rounded.floatBias()[j] + Math.log(rounded.floatWeight()[j]) / Exponents.LN_2;
      assertThat(bias).isCloseTo(exact.bias()[j], within(2 * 0x1p-24));
    }
    for (int j = m; j < rounded.padded(); j++) {
      assertThat(rounded.floatWeight()[j]).isZero();
    }
  }

  @Property(tries = 200)
  void biasesOfAnySizeLeaveSumsFinite(
      @ForAll("sizes") double size, @ForAll Precision precision, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PointBlock points = Clouds.cube(random, 40, 2, 0);
    double[] g = random.doubles(40, -size, size).toArray();
    double[] weights = random.doubles(40, 1e-300, 1).toArray();
    PointCloud cloud = PointCloud.of(GroundCost.SQUARED_EUCLIDEAN, points, new double[2]);
    Clouds.Pass pass = Clouds.tiled(cloud, points, g, weights, 1, precision);
    assertThat(Arrays.stream(pass.softMin()).allMatch(Double::isFinite)).isTrue();
    double total = 0;
    for (int i = 0; i < 40; i++) {
      total += points.weight(i);
    }
    assertThat(Arrays.stream(pass.masses()).sum()).isCloseTo(total, within(1e-5 * total));
    assertThat(Arrays.stream(pass.masses()).allMatch(mass -> mass >= 0)).isTrue();
  }

  @Provide
  Arbitrary<Double> sizes() {
    return Arbitraries.of(1.0, 1e4, 1e8, 1e10, 1e12, 1e15, 1e20, 1e29);
  }

  @Property(tries = 100)
  void aConstantAddedToThePotentialIsTakenFromTheRowsToTheLastBit(
      @ForAll @IntRange(min = 1, max = 70) int m, @ForAll Precision precision, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PointBlock points = Clouds.cube(random, m, 3, 0);
    PointCloud cloud = PointCloud.of(GroundCost.SQUARED_EUCLIDEAN, points, new double[3]);
    // multiples of a power of two, so that adding the constant is exact
    double[] g = random.doubles(m, -4, 4).map(v -> Math.rint(v * 1024) / 1024).toArray();
    double[] far = Arrays.stream(g).map(v -> v + 0x1p30).toArray();
    double[] weights = new double[m];
    Arrays.fill(weights, 1);
    double[] near = Clouds.tiled(cloud, points, g, weights, 0.1, precision).softMin();
    double[] moved = Clouds.tiled(cloud, points, far, weights, 0.1, precision).softMin();
    for (int i = 0; i < m; i++) {
      assertThat(moved[i] + 0x1p30).isCloseTo(near[i], within(2e-6));
    }
  }

  @Example
  void theNumberOfBiasesMustBeThatOfTheColumns() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Exponents.of(new DenseCost(3), new double[2], new double[2], 1, Precision.FLOAT))
        .withMessage("there must be one bias per column, got 2 for 3");
  }

  @Example
  void exponentsInFloatCannotBeLookedAt() {
    Exponents exponents =
        Exponents.of(new DenseCost(1), new double[1], new double[] {1}, 1, Precision.FLOAT);
    assertThatIllegalStateException().isThrownBy(exponents::openDouble);
  }
}
