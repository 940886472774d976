package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.convoy.transport.exact.ExactTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelCostCommandTest {

  private static final int ROWS = 120;
  private static final double[] MEANS = {0, 1, 5};
  private static final double[] DEVIATIONS = {1, 0.2, 2};

  @TempDir Path dir;

  /** On the line the distance of two labels is that of their means and deviations. */
  @Test
  void theOptimumIsThatOfTheCostWrittenOut() throws IOException {
    double[] x = points(1);
    double[] y = points(2);
    write("a.csv", x);
    write("b.csv", y);
    double[][] labels = new double[3][3];
    for (int l = 0; l < 3; l++) {
      for (int k = 0; k < 3; k++) {
        double means = mean(x, l, 1) - mean(y, k, 1);
        double deviations = deviation(x, l) - deviation(y, k);
        labels[l][k] = 2 * (means * means + deviations * deviations);
      }
    }
    double exact =
        ExactTransport.assignment(
                    ROWS, (i, j) -> (x[i] - y[j]) * (x[i] - y[j]) + labels[i % 3][j % 3])
                .value()
            / ROWS;
    JsonNode memory = solve("memory", "--label-cost=2", "--map", "--divergence", "--gradients");
    assertThat(memory.get("exact-lower").asDouble()).isLessThanOrEqualTo(exact + 1e-6);
    assertThat(memory.get("exact-upper").asDouble())
        .isCloseTo(exact, within(0.03 * exact))
        .isGreaterThanOrEqualTo(exact - 1e-6);
    JsonNode spark = solve("spark", "--label-cost=2", "--map", "--divergence", "--gradients");
    for (String figure : List.of("cost", "dual", "divergence", "exact-lower", "exact-upper")) {
      assertThat(spark.get(figure)).as(figure).isEqualTo(memory.get(figure));
    }
    assertThat(Command.table(dir.resolve("memory"), "map").columns()).containsExactly("id", "x");
    assertThat(
            Command.table(dir.resolve("memory"), "map").selectExpr("max(x)").first().getDouble(0))
        .isBetween(5.0, Arrays.stream(y).max().orElseThrow());
    assertThat(Command.table(dir.resolve("memory"), "gradients").columns())
        .containsExactly("id", "x");
  }

  @Test
  void aTableIsAtDistanceNothingFromItself() throws IOException {
    write("a.csv", points(1));
    write("b.csv", points(1));
    JsonNode result = solve("same", "--label-cost=1", "--divergence", "--standardize");
    assertThat(result.get("divergence").asDouble()).isCloseTo(0, within(1e-6));
  }

  @Test
  void aRowWithoutALabelIsNamedOrSetAside() throws IOException {
    write("a.csv", points(1));
    write("b.csv", points(2));
    Files.writeString(dir.resolve("a.csv"), "777,,0.5\n", StandardOpenOption.APPEND);
    Command.Ran ran = run("null", "--label-cost=1");
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err())
        .isEqualTo(
            "convoy: source: the row with id '777' cannot be used: label is null; all rows need the"
                + " same number of finite features, or quarantine sets them aside\n");
    Command.Ran sound = run("aside", "--label-cost=1", "--quarantine");
    assertThat(sound.err()).isEmpty();
    assertThat(Command.table(dir.resolve("aside"), "quarantined").count()).isEqualTo(1);
  }

  @Test
  void whatMakesNoSenseWithLabelsIsRefused() throws IOException {
    write("a.csv", points(1));
    write("b.csv", points(2));
    assertThat(run("o", "--label-cost=0").err())
        .isEqualTo("convoy: label-cost must be > 0 and finite, got 0.0\n");
    assertThat(run("o", "--label-cost=1", "--cost=cosine").err())
        .isEqualTo(
            "convoy: label-cost adds a squared distance: it needs the cost sqeuclidean, got cost"
                + " cosine\n");
    assertThat(run("o", "--label-cost=1", "--monge-gap").exitCode()).isEqualTo(2);
    Files.writeString(dir.resolve("b.csv"), "id,x\n1,2\n");
    Command.Ran unlabelled = run("o", "--label-cost=1");
    assertThat(unlabelled.exitCode()).isEqualTo(2);
    assertThat(unlabelled.err())
        .isEqualTo(
            "convoy: label-cost needs labels, and target has none: name a column with --label\n");
  }

  @Test
  void aModelOfLabelsMapsNoNewRows() throws IOException {
    write("a.csv", points(1));
    write("b.csv", points(2));
    solve("model", "--label-cost=1");
    Command.Ran ran =
        Command.run(
            "map",
            "--model=" + dir.resolve("model"),
            "--input=" + dir.resolve("a.csv"),
            "--out=" + dir.resolve("mapped"));
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err()).contains("was made with label-cost");
  }

  private JsonNode solve(String name, String... options) {
    Command.Ran ran = run(name, options);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    return Command.report(dir.resolve(name)).get("result");
  }

  private Command.Ran run(String name, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "transport",
                "--source=" + dir.resolve("a.csv"),
                "--target=" + dir.resolve("b.csv"),
                "--out=" + dir.resolve(name),
                "--epsilon=0.01",
                "--max-iterations=3000",
                "--precision=double",
                "--progress=off",
                "--engine=" + (name.equals("spark") ? "spark" : "memory")));
    args.addAll(List.of(options));
    return Command.run(args.toArray(String[]::new));
  }

  private void write(String name, double[] x) throws IOException {
    StringBuilder rows = new StringBuilder("id,label,x\n");
    for (int i = 0; i < x.length; i++) {
      rows.append(String.format(Locale.ROOT, "%d,kind %d,%s%n", i, i % 3, x[i]));
    }
    Files.writeString(dir.resolve(name), rows);
  }

  private static double[] points(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, ROWS)
        .mapToDouble(i -> MEANS[i % 3] + DEVIATIONS[i % 3] * random.nextGaussian())
        .toArray();
  }

  private static double mean(double[] x, int label, int power) {
    return IntStream.range(0, x.length)
        .filter(i -> i % 3 == label)
        .mapToDouble(i -> Math.pow(x[i], power))
        .average()
        .orElseThrow();
  }

  private static double deviation(double[] x, int label) {
    double mean = mean(x, label, 1);
    return Math.sqrt(mean(x, label, 2) - mean * mean);
  }
}
