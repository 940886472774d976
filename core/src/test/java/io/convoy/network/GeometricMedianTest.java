package io.convoy.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The model of a new node. */
final class GeometricMedianTest {

  @Example
  void oneNeighbourIsFollowed() {
    assertThat(GeometricMedian.of(new double[] {3, 4}, new double[] {2}, 2)).containsExactly(3, 4);
  }

  @Example
  void moreThanHalfTheWeightDecides() {
    double[] points = {0, 0, 5, 1, -2, 7};
    assertThat(GeometricMedian.of(points, new double[] {1, 3, 1.5}, 2)).containsExactly(5, 1);
  }

  @Example
  void onALineItIsTheWeightedMedian() {
    double[] points = {0, 0, 1, 1, 10, 10};
    assertThat(GeometricMedian.of(points, new double[] {1, 1, 1}, 2)).containsExactly(1, 1);
  }

  @Property(tries = 50)
  void noPointNearbyIsBetter(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] points = random.doubles(15, -1, 1).toArray();
    double[] weights = random.doubles(5, 0.1, 1).toArray();
    double[] median = GeometricMedian.of(points, weights, 3);
    double least = cost(median, points, weights);
    for (int trial = 0; trial < 100; trial++) {
      double[] other = median.clone();
      double scale = Math.pow(10, -random.nextDouble(0, 5));
      for (int k = 0; k < 3; k++) {
        other[k] += scale * Nets.normal(random);
      }
      assertThat(cost(other, points, weights)).isGreaterThanOrEqualTo(least - 1e-12);
    }
  }

  private static double cost(double[] at, double[] points, double[] weights) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      double square = 0;
      for (int c = 0; c < at.length; c++) {
        square += Math.pow(points[k * at.length + c] - at[c], 2);
      }
      sum += weights[k] * Math.sqrt(square);
    }
    return sum;
  }
}
