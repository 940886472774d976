package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemiDiscreteCommandTest {

  @TempDir Path dir;

  /** On the interval: {@code h_{i+1} = h_i + (p_i - p_{i+1}) t_i} and {@code g = 2 h + p^2}. */
  @ParameterizedTest
  @ValueSource(strings = {"memory", "spark"})
  void theUnitIntervalHasItsKnownPotentials(String engine) throws IOException {
    Path sites = dir.resolve("sites.csv");
    Files.writeString(
        sites, "id,weight,p\n1,0.1,-1\n2,0.3,-0.2\n3,0.2,0.3\n4,0.25,0.9\n5,0.15,2\n");
    double[] p = {-1, -0.2, 0.3, 0.9, 2};
    double[] h = {0.515, 0.435, 0.235, -0.125, -1.06};
    Path out = dir.resolve(engine);
    JsonNode report =
        solve(
            out,
            "--sampler=uniform",
            "--target=" + sites,
            "--engine=" + engine,
            "--max-iterations=" + (engine.equals("memory") ? 2000 : 30));
    JsonNode result = report.get("result");
    List<Row> found = Command.table(out, "site_potentials").orderBy("id").collectAsList();
    double mean = 0;
    double[] heights = new double[5];
    for (int j = 0; j < 5; j++) {
      heights[j] = (found.get(j).<Double>getAs("g") - p[j] * p[j]) / 2;
      mean += heights[j] / 5;
      assertThat(found.get(j).<Double>getAs("mass"))
          .isBetween(
              found.get(j).<Double>getAs("mass_low"), found.get(j).<Double>getAs("mass_high"));
    }
    if (engine.equals("memory")) {
      assertThat(report.get("status").asText()).isEqualTo("converged");
      for (int j = 0; j < 5; j++) {
        assertThat(heights[j] - mean).isCloseTo(h[j], within(0.01));
      }
    }
    assertThat(result.get("mass-error").asDouble()).isBetween(0.0, 0.2);
    assertThat(result.get("samples").asInt()).isGreaterThanOrEqualTo(1_000_000);
  }

  @Test
  void everyRowOfATableHasASiteAndSitesHaveTheirShare() {
    Path out = dir.resolve("o");
    JsonNode report =
        solve(
            out,
            "--source=" + Command.fixture("gauss2d_target.csv"),
            "--target=" + Command.fixture("gauss2d_source.csv"),
            "--map",
            "--verify=100000",
            "--max-iterations=300");
    assertThat(Command.table(out, "map").count()).isEqualTo(400);
    assertThat(Command.table(out, "map").schema().fieldNames()).containsExactly("id", "site_id");
    // transport the other way round costs the same, and no potentials promise more
    double exact = Command.json(Path.of(Command.fixture("gauss2d.json"))).get("exact").asDouble();
    JsonNode result = report.get("result");
    assertThat(result.get("dual").asDouble())
        .isBetween(0.9 * exact, exact + 4 * result.get("dual-standard-error").asDouble());
    assertThat(result.get("sites").asInt()).isEqualTo(300);
  }

  @Test
  void aSamplersMapIsOfTheSamplesThatJudge() {
    Path out = dir.resolve("o");
    JsonNode report =
        solve(
            out,
            "--sampler=uniform",
            "--target=" + Command.fixture("gauss2d_source.csv"),
            "--map",
            "--verify=20000",
            "--max-iterations=50");
    Dataset<Row> map = Command.table(out, "map");
    long samples = report.get("result").get("samples").asLong();
    assertThat(map.count()).isEqualTo(samples);
    assertThat(map.select("id").distinct().count()).isEqualTo(samples);
    // the masses in the other table are the counts of this one
    Dataset<Row> sites = Command.table(out, "site_potentials");
    for (Row site : map.groupBy("site_id").count().orderBy("site_id").limit(5).collectAsList()) {
      double mass = sites.filter("id = " + site.get(0)).head().<Double>getAs("mass");
      assertThat(mass * samples).isCloseTo((double) site.getLong(1), within(1e-6));
    }
    assertThat(report.get("result").get("mass-error").asDouble())
        .isLessThanOrEqualTo(report.get("result").get("mass-error-before-newton").asDouble());
  }

  @Test
  void anExhaustedRunGivenMoreGoesOnToTheSameEnd() {
    Path whole = dir.resolve("whole");
    Path parts = dir.resolve("parts");
    List<String> problem =
        List.of(
            "--sampler=gaussian",
            "--target=" + Command.fixture("gauss2d_source.csv"),
            "--tolerance=1e-9",
            "--verify=1000000");
    run(whole, problem, "--max-iterations=60");
    assertThat(run(parts, problem, "--max-iterations=30").out()).contains("exhausted after 30");
    assertThat(run(parts, problem, "--max-iterations=60").out()).contains("exhausted after 60");
    assertThat(Command.table(parts, "site_potentials").orderBy("id").collectAsList())
        .isEqualTo(Command.table(whole, "site_potentials").orderBy("id").collectAsList());
    assertThat(run(parts, problem, "--max-iterations=60", "--strict").exitCode()).isEqualTo(4);
  }

  private static JsonNode solve(Path out, String... options) {
    Command.Ran ran = run(out, List.of(options));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    return Command.report(out);
  }

  private static Command.Ran run(Path out, List<String> problem, String... options) {
    List<String> args = new ArrayList<>(List.of("semidiscrete", "--out=" + out));
    args.addAll(problem);
    args.addAll(List.of(options));
    return Command.run(args.toArray(String[]::new));
  }
}
