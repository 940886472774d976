package io.convoy.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SizeProjectionTest {

  @Property(tries = 200)
  void lawsThatAreLinesInTheLogarithmAreContinuedExactly(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 5) int count,
      @ForAll @DoubleRange(min = -3, max = 3) double alpha,
      @ForAll @DoubleRange(min = -3, max = 3) double c) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] sizes = new double[count];
    double size = 50;
    for (int k = 0; k < count; k++) {
      size *= 1.5 + random.nextDouble();
      sizes[k] = size;
    }
    double wanted = size * (0.2 + 5 * random.nextDouble());
    SizeProjection projection = SizeProjection.of(sizes, wanted);
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += projection.coefficients()[k] * (c - alpha * Math.log(sizes[k]));
    }
    assertThat(sum).isCloseTo(c - alpha * Math.log(wanted), within(1e-10));
    assertThat(Arrays.stream(projection.coefficients()).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void twoSizesHaveTheClosedForm() {
    SizeProjection near = SizeProjection.of(new double[] {1000, 1500}, 10000);
    assertThat(near.coefficients())
        .containsExactly(
            new double[] {-Math.log(10000 / 1500.0) / Math.log(1.5), Math.log(10) / Math.log(1.5)},
            within(1e-9));
    assertThat(near.noiseAmplification()).isCloseTo(7.36, within(0.01));
    assertThat(SizeProjection.of(new double[] {300, 1200}, 3000).noiseAmplification())
        .isCloseTo(1.79, within(0.005));
  }

  @Test
  void oneSizeStandsForAll() {
    SizeProjection alone = SizeProjection.of(new double[] {300}, 3000);
    assertThat(alone.coefficients()).containsExactly(1);
    assertThat(alone.noiseAmplification()).isOne();
  }

  @Test
  void sizesAreAscendingAndPositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SizeProjection.of(new double[] {300, 300}, 3000))
        .withMessage("sizes must be > 0, distinct and ascending, got [300.0, 300.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SizeProjection.of(new double[] {0, 300}, 3000));
  }
}
