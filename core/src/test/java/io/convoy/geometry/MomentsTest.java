package io.convoy.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convoy.iterate.Sweep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class MomentsTest {

  private static final Sweep<PointBlock, String, Moments> SWEEP = Moments.sweep();

  @Property(tries = 300)
  void momentsAreThoseOfTwoPassesHoweverTheTableIsSplit(
      @ForAll @IntRange(min = 1, max = 200) int n,
      @ForAll @IntRange(min = 1, max = 5) int d,
      @ForAll("centres") double centre,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] offsets = random.doubles((long) n * d, -1, 1).toArray();
    double[] points = Arrays.stream(offsets).map(v -> centre + v).toArray();
    double[] weights = weights(random, n);

    Moments moments = mergedAtRandom(random, split(random, points, weights, d));

    assertThat(moments.rows()).isEqualTo(n);
    double total = Arrays.stream(weights).sum();
    assertThat(moments.weight()).isCloseTo(total, within(1e-14 * total));
    // the error of a mean is that of one coordinate; it enters the squares doubled
    double unit = 0x1p-52 * (Math.abs(centre) + 1);
    for (int k = 0; k < d; k++) {
      double mean = 0;
      for (int i = 0; i < n; i++) {
        mean += weights[i] * (points[i * d + k] - centre) / total;
      }
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double deviation = points[i * d + k] - centre - mean;
        squares += weights[i] * deviation * deviation;
      }
      assertThat(moments.mean()[k] - centre).isCloseTo(mean, within(16 * unit));
      assertThat(moments.squares()[k]).isCloseTo(squares, within(32 * unit * total));
      double deviation = Math.sqrt(squares / total);
      assertThat(moments.deviation(k) * moments.deviation(k))
          .isCloseTo(deviation * deviation, within(32 * unit));
    }
  }

  @Provide
  Arbitrary<Double> centres() {
    return Arbitraries.of(0.0, 10.0, -1e4, 1e8, 1e12);
  }

  /** Some weights are 0, the first in particular, but not all. */
  private static double[] weights(SplittableRandom random, int n) {
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = random.nextInt(4) == 0 ? 0 : random.nextDouble(0.1, 3);
    }
    weights[0] = 0;
    weights[n - 1] = 1;
    return weights;
  }

  private static List<Moments> split(
      SplittableRandom random, double[] points, double[] weights, int d) {
    List<Moments> parts = new ArrayList<>();
    for (int from = 0; from < weights.length; ) {
      int to = Math.min(weights.length, from + random.nextInt(1, 40));
      PointBlock block =
          PointBlock.of(
              parts.size(),
              d,
              Arrays.copyOfRange(points, from * d, to * d),
              Arrays.copyOfRange(weights, from, to));
      parts.add(SWEEP.visit("", block));
      from = to;
    }
    return parts;
  }

  private static Moments mergedAtRandom(SplittableRandom random, List<Moments> parts) {
    while (parts.size() > 1) {
      int left = random.nextInt(parts.size() - 1);
      parts.set(left, SWEEP.merge(parts.get(left), parts.remove(left + 1)));
    }
    return parts.get(0);
  }

  @Example
  void rowsWithoutWeightCountAsRowsAndForNothingElse() {
    PointBlock none = PointBlock.of(0, 1, new double[] {5, 6}, new double[] {0, 0});
    PointBlock some = PointBlock.of(1, 1, new double[] {1, 3}, new double[] {1, 1});
    Moments empty = SWEEP.visit("", none);
    Moments full = SWEEP.visit("", some);
    for (Moments moments : List.of(empty.with(full), full.with(empty))) {
      assertThat(moments.rows()).isEqualTo(4);
      assertThat(moments.weight()).isEqualTo(2);
      assertThat(moments.mean()[0]).isEqualTo(2);
      assertThat(moments.deviation(0)).isEqualTo(1);
    }
    assertThat(empty.with(empty).weight()).isZero();
    assertThat(empty.with(empty).mean()[0]).isZero();
  }
}
