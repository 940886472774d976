package io.convoy.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ProjectionTest {

  @Property(tries = 300)
  void noTwoShadowsAreFartherApartThanTheirPoints(
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(min = 1, max = 12) int d,
      @ForAll Spread spread,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PointBlock points = spread.points(random, n, d);
    Projection projection = Projection.of(points);
    int q = projection.coordinates();

    assertThat(q).isEqualTo(Math.min(d, 3));
    assertOrthonormal(projection, d);
    double[] x = random.doubles(d, -1e3, 1e3).toArray();
    double[] shadows = new double[2 * q];
    double blur = projection.project(x, shadows, q);
    for (int i = 0; i < n; i++) {
      double[] y = Clouds.point(points, i);
      double both = blur + projection.project(y, shadows, 0);
      double square = 0;
      for (int k = 0; k < q; k++) {
        square += Math.pow(shadows[k] - shadows[q + k], 2);
      }
      double distance = GroundCost.EUCLIDEAN.between(x, y);
      assertThat(Math.sqrt(square)).isLessThanOrEqualTo(distance * (1 + 0x1p-45) + both);
    }
  }

  enum Spread {
    CUBE,
    FAR_AWAY,
    FLAT,
    ONE_PLACE,
    TINY,
    HUGE;

    PointBlock points(SplittableRandom random, int n, int d) {
      double[] points = new double[n * d];
      Arrays.setAll(
          points,
          at -> {
            double u = random.nextDouble(-1, 1);
            return switch (this) {
              case CUBE -> u;
              case FAR_AWAY -> u + 1e8;
              case FLAT -> at % d == 0 ? u : 3;
              case ONE_PLACE -> 5;
              case TINY -> u * 1e-160;
              case HUGE -> u * 1e150;
            };
          });
      return PointBlock.of(0, d, points, new double[n]);
    }
  }

  private static void assertOrthonormal(Projection projection, int d) {
    for (int r = 0; r < projection.coordinates(); r++) {
      for (int p = 0; p <= r; p++) {
        double product = 0;
        for (int k = 0; k < d; k++) {
          product += projection.direction(r)[k] * projection.direction(p)[k];
        }
        assertThat(product).isCloseTo(r == p ? 1 : 0, within(1e-14));
      }
    }
  }

  @Example
  void directionsAreThoseOfTheGreatestSpread() {
    int d = 768;
    SplittableRandom random = new SplittableRandom(3);
    double[] points = random.doubles(5000L * d, -1, 1).toArray();
    double[] stretch = new double[d];
    Arrays.fill(stretch, 0.5);
    stretch[700] = 30;
    stretch[5] = 20;
    stretch[100] = 10;
    for (int at = 0; at < points.length; at++) {
      points[at] *= stretch[at % d];
    }
    Projection projection = Projection.of(PointBlock.of(0, d, points, new double[5000]));
    assertOrthonormal(projection, d);
    assertThat(Math.abs(projection.direction(0)[700])).isGreaterThan(0.99);
    assertThat(Math.abs(projection.direction(1)[5])).isGreaterThan(0.99);
    assertThat(Math.abs(projection.direction(2)[100])).isGreaterThan(0.99);
  }

  @Example
  void threeCoordinatesAreTheirOwnShadowButForTheCentre() {
    Projection projection =
        Projection.of(PointBlock.of(0, 2, new double[] {1, 10, 3, 30}, new double[2]));
    double[] shadow = new double[3];
    projection.project(new double[] {2, 21}, shadow, 1);
    assertThat(shadow).containsExactly(0, 0, 1);
  }
}
