package io.convoy.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.numerics.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SpatialRowsTest {

  @Property(tries = 100)
  void theOrderIsThatOfAllPointsHoweverTheyAreCutIntoBlocks(
      @ForAll @IntRange(min = 1, max = 500) int n,
      @ForAll @IntRange(min = 1, max = 3) int d,
      @ForAll @IntRange(min = 1, max = 100) int blockRows,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] points = random.ints((long) n * d, -50, 50).asDoubleStream().toArray();
    // a centre at the origin, so that coordinates are projected to themselves
    PointBlock centred = PointBlock.of(0, d, new double[d], new double[] {1});

    int[] order = order(SpatialRows.near(centred), points, d, blockRows);

    assertThat(order).isEqualTo(SpatialOrder.of(points, d, Kernels.GROUP));
  }

  @Example
  void manyDimensionsAreOrderedByTheProjectionOfTheColumns() {
    int n = 4096;
    int d = 6;
    SplittableRandom random = new SplittableRandom(1);
    double[] points = random.doubles((long) n * d, -1, 1).toArray();
    for (int i = 0; i < n; i++) {
      points[i * d + 4] *= 100;
    }
    PointBlock columns = PointBlock.of(0, d, points, new double[n]);

    int[] order = order(SpatialRows.near(columns), points, d, 64);

    for (int from = 0; from < n; from += 512) {
      double[] values =
          Arrays.stream(order, from, from + 512).mapToDouble(i -> points[i * d + 4]).toArray();
      double extent = Arrays.stream(values).max().orElse(0) - Arrays.stream(values).min().orElse(0);
      assertThat(extent).isLessThan(40);
    }
  }

  @Example
  void pointsOfAnySizeHaveAnOrder() {
    double[] points = {-Double.MAX_VALUE, Double.MAX_VALUE, 0, 1, -1, 2, 3, 4};
    PointBlock block = PointBlock.of(0, 1, points, new double[8]);

    int[] order = order(SpatialRows.near(block), points, 1, 8);

    assertThat(Arrays.stream(order).sorted().toArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Example
  void fewRowsAndCostsThatAreNoDistanceKeepTheirOrder() {
    assertThat(SpatialRows.mayPay(GroundCost.EUCLIDEAN, 1025, 1025, 8)).isTrue();
    assertThat(SpatialRows.mayPay(GroundCost.SQUARED_EUCLIDEAN, 1 << 22, 1025, 1)).isTrue();
    assertThat(SpatialRows.mayPay(GroundCost.EUCLIDEAN, 1024, 1025, 8)).isFalse();
    assertThat(SpatialRows.mayPay(GroundCost.EUCLIDEAN, 1025, 1024, 8)).isFalse();
    assertThat(SpatialRows.mayPay(GroundCost.EUCLIDEAN, 1025, 1025, 9)).isFalse();
    assertThat(SpatialRows.mayPay(GroundCost.EUCLIDEAN, 1 + (1 << 22), 1025, 3)).isFalse();
    assertThat(SpatialRows.mayPay(GroundCost.COSINE, 1025, 1025, 3)).isFalse();
    assertThat(SpatialRows.mayPay(GroundCost.INNER_PRODUCT, 1025, 1025, 3)).isFalse();
  }

  private static int[] order(SpatialRows space, double[] points, int d, int blockRows) {
    List<double[]> shadows = new ArrayList<>();
    int n = points.length / d;
    for (int from = 0; from < n; from += blockRows) {
      int to = Math.min(n, from + blockRows);
      double[] cut = Arrays.copyOfRange(points, from * d, to * d);
      shadows.add(space.visit("", PointBlock.of(shadows.size(), d, cut, new double[to - from])));
    }
    int[] order = space.order(shadows);
    assertThat(Arrays.stream(order).sorted().toArray()).isEqualTo(IntStream.range(0, n).toArray());
    return order;
  }
}
