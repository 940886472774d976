package io.convoy.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.SerialRunner;
import io.convoy.transport.exact.ExactTransport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GaussianTest {

  /** Two covariances that do not commute: 1.0339, published for rectified flow's comparison. */
  @Test
  void covariancesThatDoNotCommuteHaveTheirKnownDistance() {
    double c = Math.cos(0.7);
    double s = Math.sin(0.7);
    double[] turned = {4 * c * c + 0.5 * s * s, 3.5 * c * s, 3.5 * c * s, 4 * s * s + 0.5 * c * c};
    Gaussian one = new Gaussian(1, new double[2], new double[] {1, 0, 0, 2});
    Gaussian two = new Gaussian(1, new double[2], turned);
    assertThat(one.squaredDistance(two).total()).isCloseTo(1.0339, within(5e-5));
    assertThat(two.squaredDistance(one).total())
        .isCloseTo(one.squaredDistance(two).total(), within(1e-12));
  }

  @Test
  void onTheLineItIsTheDistanceOfMeansAndDeviations() {
    Gaussian one = new Gaussian(1, new double[] {0}, new double[] {1});
    Gaussian two = new Gaussian(1, new double[] {1}, new double[] {0.25});
    assertThat(one.squaredDistance(two)).isEqualTo(new Gaussian.Bures(1, 0.25));
  }

  @Property(tries = 50)
  void covariancesThatCommuteAreAsFarApartAsTheirRoots(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int d) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] first = new double[d * d];
    double[] second = new double[d * d];
    double expected = 0;
    for (int k = 0; k < d; k++) {
      double p = k % 3 == 2 ? 0 : 4 * random.nextDouble();
      double q = 4 * random.nextDouble();
      first[k * d + k] = p;
      second[k * d + k] = q;
      expected += (Math.sqrt(p) - Math.sqrt(q)) * (Math.sqrt(p) - Math.sqrt(q));
    }
    double distance =
        new Gaussian(1, new double[d], first)
            .squaredDistance(new Gaussian(1, new double[d], second))
            .total();
    assertThat(distance).isCloseTo(expected, within(1e-9));
  }

  /** Gelbrich's bound: no coupling of two clouds costs less than that of their Gaussians. */
  @Property(tries = 30)
  void itBoundsTheCostOfAnyTwoCloudsFromBelow(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int n) {
    double[][] x = cloud(seed, n, 3, 1);
    double[][] y = cloud(seed + 1, n, 3, 2);
    double exact =
        ExactTransport.assignment(
                    n,
                    (i, j) -> {
                      double square = 0;
                      for (int k = 0; k < 3; k++) {
                        square += (x[i][k] - y[j][k]) * (x[i][k] - y[j][k]);
                      }
                      return square;
                    })
                .value()
            / n;
    double bound = fit(x, 16).squaredDistance(fit(y, 16)).total();
    assertThat(bound).isLessThanOrEqualTo(exact + 1e-9);
  }

  @Test
  void anAffineMapThatIsOptimalAttainsTheBound() {
    double[][] x = cloud(3, 200, 2, 1);
    double[][] y =
        Arrays.stream(x).map(p -> new double[] {3 * p[0] + 5, 0.5 * p[1]}).toArray(double[][]::new);
    double cost = 0;
    for (int i = 0; i < x.length; i++) {
      cost += Math.pow(x[i][0] - y[i][0], 2) + Math.pow(x[i][1] - y[i][1], 2);
    }
    assertThat(fit(x, 64).squaredDistance(fit(y, 64)).total())
        .isCloseTo(cost / 200, within(1e-9 * cost));
  }

  @Test
  void farFromTheOriginNothingCancels() {
    double[][] x = cloud(4, 500, 2, 1);
    double[][] far =
        Arrays.stream(x).map(p -> new double[] {p[0] + 1e7, p[1]}).toArray(double[][]::new);
    Gaussian near = fit(x, 64);
    Gaussian moved = fit(far, 64);
    assertThat(moved.covariance(0, 0)).isCloseTo(near.covariance(0, 0), within(1e-8));
    assertThat(moved.covariance(0, 1)).isCloseTo(near.covariance(0, 1), within(1e-8));
  }

  @Test
  void allRunnersGiveTheSameBits() {
    List<PointBlock> blocks = blocks(cloud(5, 1000, 4, 1), 64);
    Gaussian serial = new SerialRunner<>(blocks).run("fit", Gaussian.sweep(), "");
    Gaussian parallel =
        new MemoryRunner<>(blocks, ForkJoinPool.commonPool()).run("fit", Gaussian.sweep(), "");
    assertThat(parallel.scatter()).isEqualTo(serial.scatter());
  }

  @Test
  void otherDimensionsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Gaussian(1, new double[1], new double[1])
                    .squaredDistance(new Gaussian(1, new double[2], new double[4])))
        .withMessage("Gaussians must have one dimension, got 1 and 2");
  }

  static double[][] cloud(long seed, int n, int d, double scale) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[n][d];
    for (double[] point : points) {
      Arrays.setAll(point, k -> scale * random.nextGaussian() + k);
    }
    return points;
  }

  static List<PointBlock> blocks(double[][] points, int rows) {
    int d = points[0].length;
    List<PointBlock> blocks = new ArrayList<>();
    for (int from = 0; from < points.length; from += rows) {
      int count = Math.min(rows, points.length - from);
      double[] coordinates = new double[count * d];
      double[] weights = new double[count];
      for (int i = 0; i < count; i++) {
        System.arraycopy(points[from + i], 0, coordinates, i * d, d);
        weights[i] = 1.0 / points.length;
      }
      blocks.add(PointBlock.of(blocks.size(), d, coordinates, weights));
    }
    return blocks;
  }

  private static Gaussian fit(double[][] points, int rows) {
    return new SerialRunner<>(blocks(points, rows)).run("fit", Gaussian.sweep(), "");
  }
}
