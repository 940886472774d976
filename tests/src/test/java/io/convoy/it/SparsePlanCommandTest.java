package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparsePlanCommandTest {

  @TempDir Path dir;

  @Test
  void aQuadraticPlanIsFeasibleAndWhatTheReportSays() {
    JsonNode result = solve("quadratic", "memory", "--tolerance=1e-6", "--strict");
    Dataset<Row> plan = Command.table(dir.resolve("quadraticmemory"), "plan");
    assertThat(plan.columns()).containsExactly("source_id", "target_id", "mass");
    assertThat(plan.count()).isEqualTo(result.get("entries").asLong());
    assertThat(sum(plan)).isCloseTo(1, within(1e-9));
    double exact = exact();
    assertThat(result.get("exact-lower").asDouble()).isLessThanOrEqualTo(exact + 1e-9);
    assertThat(result.get("cost").asDouble()).isGreaterThanOrEqualTo(exact - 1e-4);
    assertThat(result.get("primal").asDouble())
        .isCloseTo(result.get("dual").asDouble(), within(1e-4));
    // the source's masses by the plan itself
    double error =
        plan.groupBy("source_id")
            .sum("mass")
            .withColumnRenamed("sum(mass)", "moved")
            .join(source(), "source_id")
            .selectExpr("sum(abs(moved - share))")
            .first()
            .getDouble(0);
    assertThat(error).isLessThanOrEqualTo(2e-6);
  }

  @ParameterizedTest
  @CsvSource({"top-k:3", "top-k:1"})
  void noTargetRowHasMoreThanKAndBothEnginesGiveTheSameBits(String regularizer) {
    int most = Integer.parseInt(regularizer.substring(6));
    JsonNode memory = solve(regularizer, "memory", "--max-iterations=40");
    JsonNode spark = solve(regularizer, "spark", "--max-iterations=40");
    for (String figure : List.of("cost", "dual", "marginal-error", "entries", "iterations")) {
      assertThat(spark.get(figure)).as(figure).isEqualTo(memory.get(figure));
    }
    Dataset<Row> plan = Command.table(dir.resolve(regularizer + "spark"), "plan");
    Row counts = plan.groupBy("target_id").count().selectExpr("max(count)", "count(*)").first();
    assertThat(counts.getLong(0)).isLessThanOrEqualTo(most);
    assertThat(counts.getLong(1)).isEqualTo(targets());
    assertThat(sum(plan)).isCloseTo(1, within(1e-9));
    double error =
        source()
            .join(
                plan.groupBy("source_id").sum("mass").withColumnRenamed("sum(mass)", "moved"),
                new String[] {"source_id"},
                "left")
            .selectExpr("sum(abs(coalesce(moved, 0) - share))")
            .first()
            .getDouble(0);
    assertThat(memory.get("marginal-error").asDouble()).isCloseTo(error, within(1e-9));
  }

  @Test
  void whatMakesNoSenseWithASparsePlanIsRefused() {
    assertThat(refused("--regularizer=top-k:0")).contains("the K of top-k:K must be >= 1, got 0");
    assertThat(refused("--regularizer=lasso"))
        .contains(
            "regularizer must be entropy, quadratic or top-k:K with a whole number K, got 'lasso'");
    assertThat(refused("--regularizer=quadratic", "--map"))
        .contains(
            "regularizer quadratic gives a sparse plan, written whole, and its potentials alone: leave"
                + " away map");
    assertThat(refused("--regularizer=top-k:2", "--plan=5"))
        .contains("a sparse plan, written whole, and its potentials alone: leave away plan");
    assertThat(refused("--regularizer=top-k:2", "--target-marginal=kl:1"))
        .contains("regularizer top-k:2 is for exact marginals and no mass");
    assertThat(refused("--regularizer=quadratic", "--solver=newton"))
        .contains("alone: leave away solver");
  }

  @Test
  void aSparseRunIsNoModelOfAMap() {
    solve("quadratic", "memory", "--max-iterations=5");
    Command.Ran ran =
        Command.run(
            "map",
            "--model=" + dir.resolve("quadraticmemory"),
            "--input=" + Command.fixture("gauss2d_source.csv"),
            "--out=" + dir.resolve("mapped"));
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err()).contains("was made with regularizer quadratic");
  }

  private String refused(String... options) {
    Command.Ran ran = run("refused", options);
    assertThat(ran.exitCode()).isEqualTo(2);
    return ran.err();
  }

  private JsonNode solve(String regularizer, String engine, String... options) {
    List<String> args = new ArrayList<>(List.of(options));
    args.add("--regularizer=" + regularizer);
    args.add("--engine=" + engine);
    Command.Ran ran = run(regularizer + engine, args.toArray(String[]::new));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    return Command.report(dir.resolve(regularizer + engine)).get("result");
  }

  private Command.Ran run(String out, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "transport",
                "--source=" + Command.fixture("gauss2d_source.csv"),
                "--target=" + Command.fixture("gauss2d_target.csv"),
                "--progress=off",
                "--out=" + dir.resolve(out)));
    args.addAll(List.of(options));
    return Command.run(args.toArray(String[]::new));
  }

  private static double sum(Dataset<Row> plan) {
    return plan.selectExpr("sum(mass)").first().getDouble(0);
  }

  private static double exact() {
    return Command.json(Path.of(Command.fixture("gauss2d.json"))).get("exact").asDouble();
  }

  private static long targets() {
    return csv("gauss2d_target.csv").count();
  }

  private static Dataset<Row> source() {
    return csv("gauss2d_source.csv")
        .selectExpr("id source_id", "weight / (sum(weight) over ()) share");
  }

  private static Dataset<Row> csv(String name) {
    return Command.spark()
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(Command.fixture(name));
  }
}
