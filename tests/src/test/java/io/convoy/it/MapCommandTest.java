package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapCommandTest {

  private static final String SOURCE = Command.fixture("gauss2d_source.csv");

  @TempDir static Path models;
  @TempDir Path dir;

  @BeforeAll
  static void solve() {
    transport("plain");
    transport("standardized", "--standardize");
    transport("dated", "--run-date", "d1");
  }

  private static void transport(String model, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "transport",
                "--source=" + SOURCE,
                "--target=" + Command.fixture("gauss2d_target.csv"),
                "--out=" + models.resolve(model),
                "--tolerance=1e-6",
                "--map"));
    args.addAll(List.of(options));
    Command.Ran ran = Command.run(args.toArray(String[]::new));
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
  }

  /** The rows the plan was found for go where the transport run itself says. */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "standardized"})
  void rowsOfTheModelGoWhereItsPlanSendsThem(String model) {
    Path out = dir.resolve("o");
    assertThat(map(model, SOURCE, out).exitCode()).isZero();
    List<Row> expected = Command.table(models.resolve(model), "map").orderBy("id").collectAsList();
    List<Row> images = Command.table(out, "map").orderBy("id").collectAsList();
    assertThat(images).hasSize(expected.size());
    for (int i = 0; i < images.size(); i++) {
      assertThat(images.get(i).get(0)).isEqualTo(expected.get(i).get(0));
      for (int k = 1; k <= 2; k++) {
        assertThat(images.get(i).getDouble(k))
            .isCloseTo(expected.get(i).getDouble(k), within(1e-12));
      }
    }
    assertThat(Command.report(out).at("/result/mapped").asInt()).isEqualTo(300);
  }

  /** T(x) = (sum of P_j y_j) / (sum of P_j), computed from the written potentials by hand. */
  @Test
  void newRowsGoWhereTheFormulaSays() throws IOException {
    Path input = dir.resolve("new.csv");
    Files.writeString(input, "id,x1,x0,name\n7,0.25,-0.5,a\n9,30,40,b\n");
    Path out = dir.resolve("o");
    assertThat(map("plain", input.toString(), out, "--keep", "name").exitCode()).isZero();
    List<Row> images = Command.table(out, "map").orderBy("id").collectAsList();
    double epsilon = Command.report(models.resolve("plain")).at("/result/epsilon").asDouble();
    List<Row> target =
        Command.spark()
            .read()
            .option("header", "true")
            .option("inferSchema", "true")
            .csv(Command.fixture("gauss2d_target.csv"))
            .join(Command.table(models.resolve("plain"), "target_potentials"), "id")
            .collectAsList();
    double[][] points = {{-0.5, 0.25}, {40, 30}};
    for (int i = 0; i < 2; i++) {
      double[] expected = image(points[i], target, epsilon);
      assertThat(images.get(i).<Double>getAs("x0")).isCloseTo(expected[0], within(1e-9));
      assertThat(images.get(i).<Double>getAs("x1")).isCloseTo(expected[1], within(1e-9));
    }
    assertThat(images.get(1).<String>getAs("name")).isEqualTo("b");
  }

  private static double[] image(double[] x, List<Row> target, double epsilon) {
    double highest = Double.NEGATIVE_INFINITY;
    for (Row y : target) {
      highest = Math.max(highest, exponent(x, y, epsilon));
    }
    double[] sums = new double[3];
    for (Row y : target) {
      double power = y.<Double>getAs("weight") * Math.exp(exponent(x, y, epsilon) - highest);
      sums[0] += power * y.<Double>getAs("x0");
      sums[1] += power * y.<Double>getAs("x1");
      sums[2] += power;
    }
    return new double[] {sums[0] / sums[2], sums[1] / sums[2]};
  }

  private static double exponent(double[] x, Row y, double epsilon) {
    double c =
        Math.pow(x[0] - y.<Double>getAs("x0"), 2) + Math.pow(x[1] - y.<Double>getAs("x1"), 2);
    return (y.<Double>getAs("g") - c) / epsilon;
  }

  @Test
  void modelsWithADateAreFoundByIt() {
    assertThat(map("dated", SOURCE, dir.resolve("a")).exitCode()).isEqualTo(3);
    assertThat(map("dated", SOURCE, dir.resolve("b"), "--model-date", "d1").exitCode()).isZero();
  }

  @Test
  void aModelWhoseTargetHasChangedIsRefused() throws IOException {
    Path target = dir.resolve("target.csv");
    Files.writeString(target, "id,x0,x1\n1,0,0\n2,1,1\n");
    Command.Ran solved =
        Command.run(
            "transport",
            "--source=" + SOURCE,
            "--target=" + target,
            "--out=" + dir.resolve("model"));
    assertThat(solved.exitCode()).isZero();
    Files.writeString(target, "id,x0,x1\n1,0,0\n2,2,1\n3,4,4\n");
    Command.Ran ran =
        Command.run(
            "map",
            "--model=" + dir.resolve("model"),
            "--input=" + SOURCE,
            "--out=" + dir.resolve("o"));
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err()).contains("has changed since; run the transport again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "--model DIR/gone => 3 => model: DIR/gone has no report: there is no run of Convoy in",
        "--standardize => 2 => unknown option --standardize",
        "--features x0 => 3 => input has dimension 1 and target has dimension 2",
        "--keep x0 => 2 => the map would have two columns x0",
        "--input DIR/none.csv => 3 => input: there is nothing at DIR/none.csv"
      })
  void whatCannotBeIsSaidInOneSentence(String options, int code, String sentence) {
    String[] words = options.replace("DIR", dir.toString()).split(" ");
    List<String> args = new ArrayList<>(List.of("map", "--out", dir.resolve("o").toString()));
    if (!words[0].equals("--model")) {
      args.addAll(List.of("--model", models.resolve("plain").toString()));
    }
    if (!words[0].equals("--input")) {
      args.addAll(List.of("--input", SOURCE));
    }
    args.addAll(List.of(words));
    Command.Ran ran = Command.run(args.toArray(String[]::new));
    assertThat(ran.err()).contains(sentence.replace("DIR", dir.toString()));
    assertThat(ran.exitCode()).isEqualTo(code);
  }

  private static Command.Ran map(String model, String input, Path out, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of("map", "--model=" + models.resolve(model), "--input=" + input, "--out=" + out));
    args.addAll(List.of(options));
    return Command.run(args.toArray(String[]::new));
  }
}
