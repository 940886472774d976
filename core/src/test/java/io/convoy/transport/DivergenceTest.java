package io.convoy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivergenceTest {

  private static final MarginalRule EXACT = new MarginalRule.Exact();

  private static SolverSettings settings(double epsilon) {
    return SolverSettings.defaults()
        .withEpsilon(new Epsilon(epsilon, Epsilon.Unit.COST))
        .withAccuracy(1e-10, Precision.DOUBLE)
        .withMaxIterations(5000);
  }

  private static DualOracle oracle(
      Clouds rows, Clouds columns, MarginalRule rule, GroundCost cost) {
    return new DualOracle(
        rows.runner(),
        new TransportProblem(columns.columnsFor(rows, cost), columns.weights(), rule, rule));
  }

  private static Certificate solve(
      Clouds rows, Clouds columns, MarginalRule rule, GroundCost cost, double epsilon) {
    try (DualOracle oracle = oracle(rows, columns, rule, cost)) {
      return TransportSolver.solve(oracle, settings(epsilon)).certificate().orElseThrow();
    }
  }

  private static Divergence divergence(
      Clouds a, Clouds b, MarginalRule rule, GroundCost cost, double epsilon) {
    return new Divergence(
        solve(a, b, rule, cost, epsilon),
        solve(a, a, rule, cost, epsilon),
        solve(b, b, rule, cost, epsilon));
  }

  private static Divergence divergence(Clouds a, Clouds b, MarginalRule rule, double epsilon) {
    return divergence(a, b, rule, GroundCost.SQUARED_EUCLIDEAN, epsilon);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gauss2d", "digits64"})
  void independentSolversAgree(String name) throws IOException {
    JsonNode answers =
        new ObjectMapper().readTree(new File("../tests/data/transport/" + name + ".json"));
    Clouds a = Clouds.fixture(name + "_source");
    Clouds b = Clouds.fixture(name + "_target");
    for (JsonNode answer : answers.get("divergence")) {
      Divergence found = divergence(a, b, EXACT, answer.get("epsilon").asDouble());
      double expected = answer.get("value").asDouble();
      assertThat(found.value()).isCloseTo(expected, within(1e-7 * expected));
      assertThat(expected).isBetween(found.lower() - 1e-9, found.upper() + 1e-9);
    }
  }

  @Test
  void theGaussianExampleOfTheLiterature() {
    int n = 300;
    double[][] x = new double[n][1];
    double[][] y = new double[n][1];
    double[] w = new double[n];
    for (int i = 0; i < n; i++) {
      double z = -8 + 16.0 * i / (n - 1);
      x[i][0] = z;
      y[i][0] = 1 + z / 2;
      w[i] = Math.exp(-z * z / 2);
    }
    assertThat(divergence(new Clouds(x, w), new Clouds(y, w), EXACT, 1).value())
        .isCloseTo(1.22469, within(1e-5));
  }

  @Property(tries = 20)
  void itIsSymmetricNotNegativeAndZeroBetweenATableAndItself(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.05, max = 1) double epsilon) {
    Clouds a = Clouds.random(seed, 25, 2, 0);
    Clouds b = Clouds.random(seed + 1, 20, 2, 0.2);
    for (MarginalRule rule : new MarginalRule[] {EXACT, new MarginalRule.Kl(0.4)}) {
      double there = divergence(a, b, rule, epsilon).value();
      assertThat(there).isGreaterThan(-1e-9);
      assertThat(divergence(b, a, rule, epsilon).value()).isCloseTo(there, within(1e-8));
      assertThat(divergence(a, a, rule, epsilon).value()).isCloseTo(0, within(1e-12));
    }
  }

  @Property(tries = 10)
  void withKlItIsTheFormulaOfThePotentials(@ForAll long seed) {
    double rho = 0.4;
    double epsilon = 0.2;
    MarginalRule rule = new MarginalRule.Kl(rho);
    Clouds a = Clouds.random(seed, 25, 2, 0);
    Clouds b = Clouds.random(seed + 1, 20, 2, 0.2);
    double expected =
        (rho + epsilon / 2)
            * (pulled(a, a, rule, rho, epsilon)
                - pulled(a, b, rule, rho, epsilon)
                + pulled(b, b, rule, rho, epsilon)
                - pulled(b, a, rule, rho, epsilon));
    assertThat(divergence(a, b, rule, epsilon).value()).isCloseTo(expected, within(1e-7));
  }

  /** {@code <a, e^(-f / rho)>} with f the rows' potentials. */
  private static double pulled(
      Clouds rows, Clouds columns, MarginalRule rule, double rho, double epsilon) {
    try (DualOracle oracle = oracle(rows, columns, rule, GroundCost.SQUARED_EUCLIDEAN)) {
      double[] f = Clouds.rowPotentials(oracle, TransportSolver.solve(oracle, settings(epsilon)));
      double sum = 0;
      for (int i = 0; i < f.length; i++) {
        sum += rows.weights()[i] * Math.exp(-f[i] / rho);
      }
      return sum;
    }
  }

  @Property(tries = 8)
  void gradientsAreFiniteDifferences(@ForAll long seed) {
    Clouds a = Clouds.random(seed, 12, 2, 0);
    Clouds b = Clouds.random(seed + 1, 10, 2, 0.3);
    double epsilon = 0.3;
    for (MarginalRule rule : new MarginalRule[] {EXACT, new MarginalRule.Kl(0.5)}) {
      for (GroundCost cost :
          new GroundCost[] {GroundCost.SQUARED_EUCLIDEAN, GroundCost.INNER_PRODUCT}) {
        double[] gradient = gradient(a, b, rule, cost, epsilon);
        int i = (int) Math.floorMod(seed, 12L);
        for (int k = 0; k < 2; k++) {
          double step = 1e-4;
          double up = divergence(moved(a, i, k, step), b, rule, cost, epsilon).value();
          double down = divergence(moved(a, i, k, -step), b, rule, cost, epsilon).value();
          assertThat(gradient[i * 2 + k]).isCloseTo((up - down) / (2 * step), within(1e-6));
        }
      }
    }
  }

  private static double[] gradient(
      Clouds a, Clouds b, MarginalRule rule, GroundCost cost, double epsilon) {
    try (DualOracle cross = oracle(a, b, rule, cost);
        DualOracle self = oracle(a, a, rule, cost)) {
      return cross
          .rows()
          .collect(
              "gradients",
              DivergenceGradient.visit(cross, self),
              DivergenceGradient.At.of(
                  TransportSolver.solve(cross, settings(epsilon)),
                  TransportSolver.solve(self, settings(epsilon))))
          .stream()
          .flatMapToDouble(Arrays::stream)
          .toArray();
    }
  }

  private static Clouds moved(Clouds cloud, int row, int k, double by) {
    double[][] points = Arrays.stream(cloud.points()).map(double[]::clone).toArray(double[][]::new);
    points[row][k] += by;
    return new Clouds(points, cloud.weights());
  }

  @Test
  void otherCostsAndUnequalSidesAreRefused() {
    Clouds a = Clouds.random(1, 5, 2, 0);
    try (DualOracle oracle = oracle(a, a, EXACT, GroundCost.COSINE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DivergenceGradient.visit(oracle, oracle))
          .withMessageContaining("sqeuclidean and inner-product, got cost cosine");
      TransportProblem uneven =
          new TransportProblem(
              oracle.problem().geometry(), a.weights(), EXACT, new MarginalRule.Kl(1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Divergence.self(uneven, uneven.geometry(), a.weights()))
          .withMessageContaining("the same rule on both sides");
    }
  }
}
