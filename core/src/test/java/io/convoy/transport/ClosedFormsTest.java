package io.convoy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Problems whose answer is a formula. */
class ClosedFormsTest {

  private static Certificate solve(DualOracle oracle, double epsilon, double tolerance) {
    return TransportSolver.solve(
            oracle,
            TransportSettings.defaults()
                .withEpsilon(new Epsilon(epsilon, Epsilon.Unit.COST))
                .withAccuracy(tolerance, Precision.DOUBLE))
        .certificate()
        .orElseThrow();
  }

  /** A Gaussian on a grid so fine and wide that sums are integrals to many digits. */
  private static Clouds gaussian(double mean, double deviation) {
    int n = 400;
    double[][] points = new double[n][1];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double z = -8 + 16.0 * i / (n - 1);
      points[i][0] = mean + deviation * z;
      weights[i] = Math.exp(-z * z / 2);
    }
    return new Clouds(points, weights);
  }

  @Property(tries = 25)
  void entropicCostBetweenGaussiansOfOneDimension(
      @ForAll @DoubleRange(min = 0.5, max = 2) double s,
      @ForAll @DoubleRange(min = 0.5, max = 2) double t,
      @ForAll @DoubleRange(min = -3, max = 3) double m,
      @ForAll @DoubleRange(min = 0.5, max = 3) double epsilon) {
    double v = epsilon / 2;
    double root = Math.sqrt(4 * s * s * t * t + v * v);
    double expected =
        m * m + s * s + t * t - root + v * (1 - Math.log(2 * v)) + v * Math.log(root + v);
    try (DualOracle oracle =
        Clouds.balanced(gaussian(0, s), gaussian(m, t), GroundCost.SQUARED_EUCLIDEAN)) {
      Certificate certificate = solve(oracle, epsilon, 1e-10);
      assertThat(certificate.dual()).isCloseTo(expected, within(1e-7 * (1 + expected)));
      assertThat(certificate.primal()).isCloseTo(expected, within(1e-7 * (1 + expected)));
    }
  }

  @Test
  void theGaussianExampleOfTheLiterature() {
    try (DualOracle oracle =
        Clouds.balanced(gaussian(0, 1), gaussian(1, 0.5), GroundCost.SQUARED_EUCLIDEAN)) {
      assertThat(solve(oracle, 1, 1e-10).dual()).isCloseTo(1.87257, within(5e-6));
    }
  }

  @Property(tries = 50)
  void twoPointsMoveTheMassTheFormulaSays(
      @ForAll @DoubleRange(min = 0.1, max = 3) double cost,
      @ForAll @DoubleRange(min = 0.1, max = 5) double rho,
      @ForAll @DoubleRange(min = 0.05, max = 2) double epsilon) {
    // weights sum to 1, so the factor (m0 m1)^((rho + epsilon) / (2 rho + epsilon)) is 1
    double expected = Math.exp(-cost / (2 * rho + epsilon));
    Clouds here = Clouds.uniform(new double[][] {{0}});
    Clouds there = Clouds.uniform(new double[][] {{Math.sqrt(cost)}});
    try (DualOracle oracle = Clouds.relaxed(here, there, rho)) {
      Certificate certificate = solve(oracle, epsilon, 1e-12);
      assertThat(certificate.mass()).isCloseTo(expected, within(1e-9));
      assertThat(certificate.cost()).isCloseTo(cost * expected, within(1e-9));
    }
  }

  @Property(tries = 25)
  void sortingLiesInTheBracketOfTheUnregularisedOptimum(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int n) {
    Clouds source = Clouds.uniform(Clouds.random(seed, n, 1, 0).points());
    Clouds target = Clouds.uniform(Clouds.random(seed + 1, n, 1, 0.5).points());
    double[] x = sorted(source);
    double[] y = sorted(target);
    double exact = 0;
    for (int i = 0; i < n; i++) {
      exact += (x[i] - y[i]) * (x[i] - y[i]) / n;
    }
    try (DualOracle oracle = Clouds.balanced(source, target, GroundCost.SQUARED_EUCLIDEAN)) {
      Certificate certificate = solve(oracle, 0.01, 1e-6);
      assertThat(exact)
          .isBetween(certificate.exactLower() - 1e-12, certificate.exactUpper() + 1e-12);
      assertThat(certificate.exactUpper() - certificate.exactLower()).isLessThan(0.1);
    }
  }

  private static double[] sorted(Clouds cloud) {
    return Arrays.stream(cloud.points()).mapToDouble(point -> point[0]).sorted().toArray();
  }
}
