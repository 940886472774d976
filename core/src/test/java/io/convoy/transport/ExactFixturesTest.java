package io.convoy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.transport.exact.ExactPlan;
import io.convoy.transport.exact.ExactTransport;
import java.io.File;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The unregularised optimum against an independent network simplex and against the brackets. */
class ExactFixturesTest {

  @ParameterizedTest
  @ValueSource(strings = {"gauss2d", "digits64"})
  void agreesWithTheNetworkSimplex(String name) throws IOException {
    double reference =
        new ObjectMapper()
            .readTree(new File("../tests/data/transport/" + name + ".json"))
            .get("exact")
            .asDouble();
    ExactPlan plan = exact(Clouds.fixture(name + "_source"), Clouds.fixture(name + "_target"));
    assertThat(plan.value()).isCloseTo(reference, within(1e-12 * reference));
    assertThat(plan.gap()).isBetween(-1e-12 * reference, 1e-11 * reference);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gauss2d", "digits64"})
  void liesWithinTheBracketOfTheRegularisedSolution(String name) {
    Clouds source = Clouds.fixture(name + "_source");
    Clouds target = Clouds.fixture(name + "_target");
    try (DualOracle oracle = Clouds.balanced(source, target, GroundCost.SQUARED_EUCLIDEAN)) {
      SolverSettings settings = SolverSettings.defaults().withAccuracy(1e-6, Precision.DOUBLE);
      Certificate bracket = TransportSolver.solve(oracle, settings).certificate().orElseThrow();
      assertThat(exact(source, target).value())
          .isBetween(bracket.exactLower(), bracket.exactUpper());
    }
  }

  private static ExactPlan exact(Clouds source, Clouds target) {
    return ExactTransport.solve(
        source.weights(),
        target.weights(),
        (i, j) -> GroundCost.SQUARED_EUCLIDEAN.between(source.points()[i], target.points()[j]));
  }
}
