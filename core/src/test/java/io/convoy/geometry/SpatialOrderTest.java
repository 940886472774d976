package io.convoy.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SpatialOrderTest {

  @Property(tries = 500)
  void everyPointHasOnePlaceAndEverySubtreeASideOfItsParent(
      @ForAll @IntRange(max = 700) int n,
      @ForAll @IntRange(min = 1, max = 4) int q,
      @ForAll @IntRange(min = 1, max = 40) int leaf,
      @ForAll Layout layout,
      @ForAll long seed) {
    double[] points = layout.points(new SplittableRandom(seed), n, q);

    int[] order = SpatialOrder.of(points, q, leaf);

    assertThat(Arrays.stream(order).sorted().toArray()).isEqualTo(IntStream.range(0, n).toArray());
    assertSplit(points, q, leaf, order, 0, n);
    assertThat(SpatialOrder.of(points.clone(), q, leaf)).isEqualTo(order);
  }

  enum Layout {
    RANDOM,
    FEW_PLACES,
    ONE_PLACE,
    ASCENDING,
    DESCENDING,
    ORGAN_PIPE;

    double[] points(SplittableRandom random, int n, int q) {
      double[] points = new double[n * q];
      Arrays.setAll(
          points,
          at -> {
            int i = at / q;
            return switch (this) {
              case RANDOM -> random.nextDouble(-1, 1);
              case FEW_PLACES -> random.nextInt(3) - 1.0;
              case ONE_PLACE -> 7;
              case ASCENDING -> i;
              case DESCENDING -> -i;
              case ORGAN_PIPE -> Math.min(i, n - i);
            };
          });
      return points;
    }
  }

  private static void assertSplit(double[] points, int q, int leaf, int[] order, int from, int to) {
    if (to - from <= leaf) {
      assertThat(Arrays.copyOfRange(order, from, to)).isSorted();
      return;
    }
    int left = leaf;
    while (2 * left < to - from) {
      left *= 2;
    }
    int middle = from + left;
    double widest = 0;
    for (int k = 0; k < q; k++) {
      widest =
          Math.max(widest, max(points, q, order, k, from, to) - min(points, q, order, k, from, to));
    }
    boolean split = false;
    for (int k = 0; k < q; k++) {
      double extent = max(points, q, order, k, from, to) - min(points, q, order, k, from, to);
      split |=
          extent == widest
              && max(points, q, order, k, from, middle) <= min(points, q, order, k, middle, to);
    }
    assertThat(split).as("split of [%d, %d) at %d", from, to, middle).isTrue();
    assertSplit(points, q, leaf, order, from, middle);
    assertSplit(points, q, leaf, order, middle, to);
  }

  private static double max(double[] points, int q, int[] order, int k, int from, int to) {
    return IntStream.range(from, to).mapToDouble(i -> points[order[i] * q + k]).max().orElseThrow();
  }

  private static double min(double[] points, int q, int[] order, int k, int from, int to) {
    return IntStream.range(from, to).mapToDouble(i -> points[order[i] * q + k]).min().orElseThrow();
  }

  @Example
  void equalKeysGoLeftByTheirOriginalPlace() {
    assertThat(SpatialOrder.of(new double[100], 1, 8)).isSorted();
  }

  @Example
  void boxesAreFarSmallerThanThoseOfTheOrderGiven() {
    int n = 8192;
    double[] points = new SplittableRandom(1).doubles(3L * n, 0, 1).toArray();
    int[] order = SpatialOrder.of(points, 3, 32);
    double volume = 0;
    for (int from = 0; from < n; from += 32) {
      double product = 1;
      for (int k = 0; k < 3; k++) {
        product *=
            max(points, 3, order, k, from, from + 32) - min(points, 3, order, k, from, from + 32);
      }
      volume += product;
    }
    // 256 boxes that fill the cube between them, against 256 that nearly fill it each
    assertThat(volume).isBetween(0.5, 1.0);
  }

  @Property(tries = 200)
  void theOrderDoesNotDependOnHowMuchOfItIsSortedRatherThanSelected(
      @ForAll @IntRange(max = 700) int n,
      @ForAll @IntRange(max = 2) int partitions,
      @ForAll Layout layout,
      @ForAll long seed) {
    double[] points = layout.points(new SplittableRandom(seed), n, 2);
    assertThat(SpatialOrder.of(points, 2, 8, partitions)).isEqualTo(SpatialOrder.of(points, 2, 8));
  }

  @Example
  void refusesWhatHasNoPlace() {
    assertThatThrownBy(() -> SpatialOrder.of(new double[] {0, Double.NaN}, 1, 4))
        .hasMessageContaining("NaN in row 1");
    assertThatThrownBy(() -> SpatialOrder.of(new double[3], 2, 4)).hasMessageContaining("n x q");
  }
}
