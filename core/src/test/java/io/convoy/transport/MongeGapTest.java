package io.convoy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.transport.exact.ExactTransport;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MongeGapTest {

  private static final int ROWS = 400;

  /** A symmetric positive linear map is a gradient of a convex function, so it is optimal. */
  @Test
  void anOptimalMapHasNoGapAndAnEntropicOneBetweenTheFloorAndTwiceIt() {
    Clouds x = gaussian(1);
    Clouds y = mapped(x, p -> new double[] {2 * p[0] + 0.5 * p[1], 0.5 * p[0] + p[1]});
    MongeGap gap = gap(x, y, 0.02);
    assertThat(gap.lower()).isZero();
    assertThat(gap.upper()).isBetween(0.0, 0.1);
    assertThat(gap.entropic()).isBetween(gap.floor(), 2 * gap.floor());
    assertThat(gap.floor()).isCloseTo(0.02 * Math.log(ROWS), within(1e-12));
  }

  /** Turning a standard Gaussian of the plane by an angle has the gap 4 (1 - cos angle). */
  @ParameterizedTest
  @ValueSource(doubles = {20, 60, 90})
  void aRotationHasTheGapThatItsAngleSays(double degrees) {
    double angle = Math.toRadians(degrees);
    Clouds x = gaussian(2);
    Clouds y =
        mapped(
            x,
            p ->
                new double[] {
                  Math.cos(angle) * p[0] - Math.sin(angle) * p[1],
                  Math.sin(angle) * p[0] + Math.cos(angle) * p[1]
                });
    MongeGap gap = gap(x, y, 0.01);
    double exact = mean(x, y) - assignment(x, y);
    assertThat(exact).isBetween(gap.lower() - 1e-9, gap.upper() + 1e-9);
    assertThat(gap.upper() - gap.lower()).isLessThan(0.05);
    assertThat(gap.entropic()).isGreaterThanOrEqualTo(exact);
    assertThat(exact).isCloseTo(4 * (1 - Math.cos(angle)), within(0.3));
  }

  /** A permutation of the rows costs what it does beyond doing nothing. */
  @Test
  void shufflingRowsIsAllGap() {
    Clouds x = gaussian(3);
    double[][] turned = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      turned[i] = x.points()[(i + 1) % ROWS];
    }
    Clouds y = Clouds.uniform(turned);
    MongeGap gap = gap(x, y, 0.005);
    assertThat(gap.mapCost()).isCloseTo(mean(x, y), within(1e-12));
    assertThat(gap.upper()).isCloseTo(gap.mapCost(), within(1e-2));
  }

  private static MongeGap gap(Clouds x, Clouds y, double epsilon) {
    try (DualOracle oracle = Clouds.balanced(x, y, GroundCost.SQUARED_EUCLIDEAN)) {
      TransportResult result =
          TransportSolver.solve(
              oracle,
              SolverSettings.defaults()
                  .withEpsilon(new Epsilon(epsilon, Epsilon.Unit.COST))
                  .withAccuracy(1e-5, Precision.DOUBLE));
      return MongeGap.of(
          mean(x, y), result.certificate().orElseThrow(), result.epsilon(), Math.log(ROWS));
    }
  }

  private static double mean(Clouds x, Clouds y) {
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      sum += GroundCost.SQUARED_EUCLIDEAN.between(x.points()[i], y.points()[i]);
    }
    return sum / ROWS;
  }

  private static double assignment(Clouds x, Clouds y) {
    return ExactTransport.assignment(
                ROWS, (i, j) -> GroundCost.SQUARED_EUCLIDEAN.between(x.points()[i], y.points()[j]))
            .value()
        / ROWS;
  }

  private static Clouds gaussian(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[ROWS][2];
    for (double[] point : points) {
      point[0] = random.nextGaussian();
      point[1] = random.nextGaussian();
    }
    return Clouds.uniform(points);
  }

  private static Clouds mapped(Clouds x, UnaryOperator<double[]> map) {
    double[][] images = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      images[i] = map.apply(x.points()[i]);
    }
    return Clouds.uniform(images);
  }
}
