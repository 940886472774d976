package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistanceCommandTest {

  @TempDir Path dir;

  /** Gelbrich: the exact cost of any two tables is at least that of their Gaussians. */
  @ParameterizedTest
  @ValueSource(strings = {"gauss2d", "digits64"})
  void gaussiansAreNoFartherApartThanTheirTables(String name) {
    double exact = Command.json(Path.of(Command.fixture(name + ".json"))).get("exact").asDouble();
    JsonNode result = measure(dir.resolve("o"), name, "--method", "gaussian");
    double squared = result.get("squared-distance").asDouble();
    assertThat(squared).isBetween(0.2 * exact, exact);
    assertThat(result.get("squared-distance-of-means").asDouble()).isBetween(0.0, squared);
    assertThat(result.get("distance").asDouble()).isCloseTo(Math.sqrt(squared), within(1e-12));
  }

  @Test
  void slicesAreListedAndTheirMeanIsTheDistance() {
    Path out = dir.resolve("o");
    JsonNode result = measure(out, "gauss2d", "--projections", "30", "--seed", "3");
    List<Row> slices = Command.table(out, "projections").orderBy("projection").collectAsList();
    assertThat(slices).hasSize(30);
    double mean =
        slices.stream().mapToDouble(row -> row.<Double>getAs("cost")).average().orElseThrow();
    assertThat(result.get("distance-to-the-power").asDouble()).isCloseTo(mean, within(1e-12));
    // transport in the plane costs at least its shadow along every line
    double exact = Command.json(Path.of(Command.fixture("gauss2d.json"))).get("exact").asDouble();
    assertThat(slices).allSatisfy(row -> assertThat(row.<Double>getAs("cost")).isLessThan(exact));
  }

  @Test
  void oneFeatureNeedsOneLineAndTasksDoNotShow() {
    JsonNode once =
        measure(dir.resolve("a"), "gauss2d", "--features", "x0", "--tasks", "1", "--order", "1");
    assertThat(once.get("projections").asInt()).isOne();
    assertThat(once.get("standard-error").asDouble()).isZero();
    assertThat(
            measure(
                dir.resolve("b"), "gauss2d", "--features", "x0", "--tasks", "4", "--order", "1"))
        .isEqualTo(once);
  }

  private static JsonNode measure(Path out, String fixture, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "distance",
                "--source",
                Command.fixture(fixture + "_source.csv"),
                "--target",
                Command.fixture(fixture + "_target.csv"),
                "--out",
                out.toString()));
    args.addAll(List.of(options));
    Command.Ran ran = Command.run(args.toArray(String[]::new));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    return Command.report(out).get("result");
  }
}
