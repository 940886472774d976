package io.convoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RobustMeanTest {

  private static double[][] around(long seed, int p, int n, double centre, double noise) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] vectors = new double[p][n];
    for (double[] vector : vectors) {
      Arrays.setAll(vector, k -> centre + noise * (random.nextDouble() - 0.5));
    }
    return vectors;
  }

  private static void assertAll(double[] values, double least, double most) {
    for (double value : values) {
      assertThat(value).isBetween(least, most);
    }
  }

  @Property(tries = 20)
  void theMedianOfEveryCoordinateIsThatOfSortedValues(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int p) {
    double[][] vectors = around(seed, p, 40, 0, 2);
    double[] median = RobustMean.of(vectors).rule("median").aggregate().aggregate();
    for (int k = 0; k < 40; k++) {
      int at = k;
      double[] sorted = Arrays.stream(vectors).mapToDouble(v -> v[at]).sorted().toArray();
      double expected = (sorted[(p - 1) / 2] + sorted[p / 2]) / 2;
      assertThat(median[k]).isCloseTo(expected, within(1e-12));
    }
  }

  @Property(tries = 20)
  void theAverageIsTheWeightedSumOfItsWeights(@ForAll long seed) {
    double[][] vectors = around(seed, 7, 30, 1, 1);
    RobustAggregate mean = RobustMean.of(vectors).rule("average").aggregate();
    for (int k = 0; k < 30; k++) {
      double sum = 0;
      for (int i = 0; i < 7; i++) {
        sum += mean.weights()[i] * vectors[i][k];
      }
      assertThat(mean.aggregate()[k]).isCloseTo(sum, within(1e-12));
    }
    assertThat(Arrays.stream(mean.weights()).sum()).isCloseTo(1, within(1e-12));
    assertThat(mean.rejected()).isEmpty();
  }

  @Property(tries = 20)
  void liarsDoNotMoveWhatTheOthersAgreeOn(@ForAll long seed) {
    double[][] vectors = around(seed, 9, 25, 3, 0.1);
    Arrays.fill(vectors[2], 1e9);
    Arrays.fill(vectors[5], -1e9);
    for (String rule : new String[] {"nnm+trimmed-mean", "multi-krum", "geometric-median"}) {
      double[] found = RobustMean.of(vectors).byzantine(2).rule(rule).aggregate().aggregate();
      assertAll(found, 2.8, 3.2);
    }
    RobustAggregate krum = RobustMean.of(vectors).byzantine(2).rule("multi-krum").aggregate();
    assertThat(krum.rejected()).contains(2, 5);
  }

  @Test
  void whatIsNotFiniteIsRejectedAndCounted() {
    double[][] vectors = around(1, 6, 20, 3, 0.1);
    vectors[4][7] = Double.NaN;
    RobustAggregate found = RobustMean.of(vectors).byzantine(1).aggregate();
    assertThat(found.rejected()).containsExactly(4);
    assertAll(found.aggregate(), 2.9, 3.1);
    double[][] others = new double[][] {vectors[0], vectors[1], vectors[2], vectors[3], vectors[5]};
    assertThat(found.aggregate()).isEqualTo(RobustMean.of(others).aggregate().aggregate());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RobustMean.of(vectors).aggregate())
        .withMessage(
            "1 of 6 vectors have values that are not finite, the first at vectors[4][7], NaN, and"
                + " byzantine allows 0");
  }

  @Test
  void threadsDoNotChangeBits() {
    double[][] vectors = around(2, 5, 60_000, 0, 1);
    double[] alone = RobustMean.of(vectors).byzantine(1).aggregate().aggregate();
    assertThat(RobustMean.of(vectors).byzantine(1).threads(2).aggregate().aggregate())
        .isEqualTo(alone);
  }

  @Test
  void clippingBeginsAtTheVectorThatOthersAreNear() {
    double[][] vectors = around(3, 5, 10, 100, 0.1);
    double[] near = new double[10];
    Arrays.fill(near, 100);
    RobustMean mean = RobustMean.of(vectors).rule("centered-clipping");
    assertAll(mean.near(near).aggregate().aggregate(), 99.9, 100.1);
    assertAll(mean.aggregate().aggregate(), 0, 50);
  }

  @Test
  void refusalsSayWhatIsAllowed() {
    double[][] vectors = {{1, 2}, {3, 4}};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RobustMean.of(vectors).rule("mean"))
        .withMessageStartingWith("aggregator must be one of average, ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RobustMean.of(vectors).byzantine(-1))
        .withMessage("byzantine must be >= 0, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RobustMean.of(vectors).near(new double[1]))
        .withMessage("near must have one value per coordinate, got 1 for 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RobustMean.of(vectors).byzantine(1).aggregate())
        .withMessageContaining("got 2 vectors and f = 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RobustMean.of(new double[][] {{1, 2}, {3}}))
        .withMessage(
            "rows must be of equal length, got 1 values in vectors[1] and 2 in vectors[0]");
  }
}
