package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairCommandTest {

  private static final String DIGITS = Path.of("data", "digits_low.csv").toString();
  private static final int ROWS = 901;

  @TempDir Path dir;

  @Test
  void anAssignmentKeepsTheNoiseAndShortensTheWay() {
    Path out = dir.resolve("o");
    JsonNode report = pair(out, "--method", "assignment", "--batch", "128", "--standardize");
    assertThat(report.get("status").asText()).isEqualTo("done");
    JsonNode result = report.get("result");
    assertThat(result.get("pairs").asInt()).isEqualTo(ROWS);
    assertThat(result.get("batches").asInt()).isEqualTo(8);
    assertThat(result.get("cost-cut").asDouble()).isBetween(0.02, 0.2);
    assertThat(result.get("partner-square").asDouble()).isCloseTo(1, within(0.03));
    List<Row> pairs = Command.table(out, "pairs").orderBy("id").collectAsList();
    assertThat(pairs).hasSize(ROWS);
    double sum = 0;
    double square = 0;
    Set<String> noises = new TreeSet<>();
    for (Row pair : pairs) {
      List<Float> noise = pair.getList(pair.fieldIndex("noise"));
      noises.add(noise.toString());
      for (float z : noise) {
        sum += z;
        square += z * z;
      }
    }
    assertThat(noises).as("a permutation uses no noise twice").hasSize(ROWS);
    int numbers = ROWS * 64;
    assertThat(sum / numbers).isCloseTo(0, within(4 / Math.sqrt(numbers)));
    assertThat(square / numbers).isCloseTo(1, within(4 * Math.sqrt(2.0 / numbers)));
    assertThat(square / numbers).isCloseTo(result.get("partner-square").asDouble(), within(1e-6));
  }

  @Test
  void whateverTheTasksTheSameSeedGivesTheSamePairsAndAnotherSeedOthers() {
    List<Row> pairs = rows(dir.resolve("a"), "--tasks", "1");
    assertThat(rows(dir.resolve("b"), "--tasks", "5")).isEqualTo(pairs);
    assertThat(rows(dir.resolve("c"), "--seed", "1")).isNotEqualTo(pairs);
  }

  @Test
  void rowsOfTwoTablesMeetWithinTheirBatches() {
    Path out = dir.resolve("o");
    String target = Path.of("data", "digits_high.csv").toString();
    JsonNode result =
        pair(out, "--target", target, "--cost", "sqeuclidean", "--keep", "label").get("result");
    assertThat(result.get("cost-cut").asDouble()).isBetween(0.1, 0.9);
    List<Row> pairs = Command.table(out, "pairs").collectAsList();
    assertThat(pairs).hasSize(ROWS);
    assertThat(pairs.get(0).schema().fieldNames())
        .containsExactly("id", "batch", "target_id", "cost", "label");
    // 896 rows are enough for all of 901 but five
    assertThat(Command.table(out, "pairs").select("target_id").distinct().count()).isEqualTo(896);
    assertThat(Command.table(out, "pairs").select("id").distinct().count()).isEqualTo(ROWS);
  }

  @Test
  void weightsHaveMeanOneInEveryBatchAndTheReportSaysWhatTheyAreWorth() {
    Path out = dir.resolve("o");
    JsonNode result = pair(out, "--method", "weights:0.5", "--standardize").get("result");
    double rows = 0;
    double[] sums = new double[2];
    for (Row batch : Command.table(out, "pairs").groupBy("batch").avg("weight").collectAsList()) {
      assertThat(batch.getDouble(1)).isCloseTo(1, within(1e-9));
      rows++;
    }
    assertThat(rows).isEqualTo(4);
    for (Row pair : Command.table(out, "pairs").collectAsList()) {
      double w = Math.exp(-pair.<Double>getAs("cost") / 0.5);
      sums[0] += w;
      sums[1] += w * w;
    }
    assertThat(result.get("effective-rows").asDouble())
        .isCloseTo(sums[0] * sums[0] / sums[1], within(1e-6 * ROWS));
  }

  @Test
  void drawsFromPlansConverge() {
    JsonNode report = pair(dir.resolve("o"), "--method", "sinkhorn", "--batch", "200");
    assertThat(report.get("status").asText()).isEqualTo("done");
    assertThat(report.at("/result/unsolved-batches").asInt()).isZero();
    assertThat(report.at("/result/cost-cut").asDouble()).isPositive();
  }

  @Test
  void aRerunDoesNothingAndAnotherMethodIsRefused() {
    Path out = dir.resolve("o");
    pair(out, "--method", "knn:2");
    Command.Ran again = run(out, "--method", "knn:2");
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("already done").contains("901 pairs in 4 batches");
    Command.Ran other = run(out, "--method", "knn:3");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("method was knn:2 and is now knn:3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "--method sinkhorn --epsilon 1e-30 => 2 => epsilon must be above the rounding of the costs",
        "--features p0,p99 => 3 => data has no column 'p99' for --features",
        "--target DIR/plane.csv => 3 => data has dimension 64 and target has dimension 2",
        "--keep noise => 2 => the table of pairs would have two columns noise"
      })
  void whatCannotBeIsSaidInOneSentence(String args, int code, String sentence) throws IOException {
    Files.writeString(dir.resolve("plane.csv"), "id,p0,p1\n1,0,1\n");
    Command.Ran ran = run(dir.resolve("o"), args.replace("DIR", dir.toString()).split(" "));
    assertThat(ran.err()).startsWith("convoy: ").contains(sentence);
    assertThat(ran.exitCode()).isEqualTo(code);
  }

  private List<Row> rows(Path out, String... options) {
    pair(out, options);
    return Command.table(out, "pairs").orderBy("id").collectAsList();
  }

  private static JsonNode pair(Path out, String... options) {
    Command.Ran ran = run(out, options);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    return Command.report(out);
  }

  private static Command.Ran run(Path out, String... options) {
    List<String> args = new ArrayList<>(List.of("pair", "--data", DIGITS, "--out", out.toString()));
    args.addAll(List.of(options));
    return Command.run(args.toArray(String[]::new));
  }
}
