package io.convoy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.iterate.Termination;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Agreement with the answers of independent float64 solvers. */
class TransportFixturesTest {

  static Stream<Arguments> problems() throws IOException {
    List<Arguments> problems = new ArrayList<>();
    for (String name : List.of("gauss2d", "digits64")) {
      JsonNode answers = answers(name);
      for (JsonNode answer : answers.get("sinkhorn")) {
        problems.add(
            Arguments.of(
                Named.of(name + " at epsilon " + answer.get("epsilon").asDouble(), name),
                answer,
                answers.get("exact").asDouble()));
      }
    }
    return problems.stream();
  }

  static Stream<Arguments> relaxedProblems() throws IOException {
    List<Arguments> problems = new ArrayList<>();
    for (String name : List.of("gauss2d", "digits64")) {
      for (JsonNode answer : answers(name).get("unbalanced_kl")) {
        problems.add(
            Arguments.of(Named.of(name + " at rho " + answer.get("rho").asDouble(), name), answer));
      }
    }
    return problems.stream();
  }

  private static JsonNode answers(String name) throws IOException {
    return new ObjectMapper().readTree(new File("../tests/data/transport/" + name + ".json"));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void floatAgreesToFourDigits(String name, JsonNode answer, double exact) {
    assertAgreement(name, answer, exact, 1e-5, Precision.FLOAT, 1e-4);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void doubleAgreesToSevenDigits(String name, JsonNode answer, double exact) {
    assertAgreement(name, answer, exact, 1e-9, Precision.DOUBLE, 1e-7);
  }

  private static void assertAgreement(
      String name,
      JsonNode answer,
      double exact,
      double tolerance,
      Precision precision,
      double relative) {
    try (DualOracle oracle = oracle(name)) {
      TransportResult result =
          TransportSolver.solve(
              oracle,
              TransportSettings.defaults()
                  .withEpsilon(epsilonOf(answer))
                  .withAccuracy(tolerance, precision));
      assertThat(result.termination()).isInstanceOf(Termination.Converged.class);
      Certificate certificate = result.certificate().orElseThrow();
      assertClose(certificate.cost(), answer.get("cost"), relative);
      assertClose(certificate.kl(), answer.get("kl"), relative);
      assertClose(certificate.primal(), answer.get("primal"), relative);
      assertClose(certificate.dual(), answer.get("dual"), relative);
      assertThat(certificate.marginalError()).isLessThanOrEqualTo(tolerance);
      assertThat(certificate.gap()).isBetween(0.0, 100 * tolerance * certificate.cost());
      assertThat(exact).isBetween(certificate.exactLower(), certificate.exactUpper());
      assertThat(answer.get("dual").asDouble())
          .isBetween(certificate.dual() - 1e-12, certificate.primalUpper() + 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("relaxedProblems")
  void relaxedMarginalsAgree(String name, JsonNode answer) {
    Clouds source = Clouds.fixture(name + "_source");
    Clouds target = Clouds.fixture(name + "_target");
    try (DualOracle oracle = Clouds.relaxed(source, target, answer.get("rho").asDouble())) {
      TransportResult result =
          TransportSolver.solve(
              oracle,
              TransportSettings.defaults()
                  .withEpsilon(epsilonOf(answer))
                  .withAccuracy(1e-9, Precision.DOUBLE));
      Certificate certificate = result.certificate().orElseThrow();
      assertClose(certificate.mass(), answer.get("mass"), 1e-7);
      assertClose(certificate.cost(), answer.get("cost"), 1e-7);
      assertThat(result.trace()).hasSizeLessThan(200); // plain Sinkhorn takes up to 2492
    }
  }

  private static DualOracle oracle(String name) {
    return Clouds.balanced(
        Clouds.fixture(name + "_source"),
        Clouds.fixture(name + "_target"),
        GroundCost.SQUARED_EUCLIDEAN);
  }

  private static Epsilon epsilonOf(JsonNode answer) {
    return new Epsilon(answer.get("epsilon").asDouble(), Epsilon.Unit.COST);
  }

  private static void assertClose(double value, JsonNode reference, double relative) {
    double expected = reference.asDouble();
    assertThat(value).isCloseTo(expected, within(relative * Math.abs(expected)));
  }
}
