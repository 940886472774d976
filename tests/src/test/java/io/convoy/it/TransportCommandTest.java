package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportCommandTest {

  /** More rows than a problem has whose rows stay in the order of ids. */
  private static final int CLOUD = 1500;

  @TempDir Path dir;

  static Stream<Arguments> problems() {
    List<Arguments> problems = new ArrayList<>();
    for (String name : List.of("gauss2d", "digits64")) {
      for (JsonNode answer :
          Command.json(Path.of(Command.fixture(name + ".json"))).get("sinkhorn")) {
        for (String engine : List.of("memory", "spark")) {
          problems.add(Arguments.of(name, answer.get("epsilon").asDouble(), answer, engine));
        }
      }
    }
    return problems.stream();
  }

  @ParameterizedTest(name = "{0} at epsilon {1}, engine {3}")
  @MethodSource("problems")
  void reportsAgreeWithIndependentSolvers(
      String name, double epsilon, JsonNode answer, String engine) {
    assertAgreement(name, epsilon, answer, engine, "float", "1e-5", 1e-4);
    assertAgreement(name, epsilon, answer, engine, "double", "1e-9", 1e-7);
  }

  private void assertAgreement(
      String name,
      double epsilon,
      JsonNode answer,
      String engine,
      String precision,
      String tolerance,
      double relative) {
    Path out = dir.resolve(name + engine + precision);
    JsonNode result =
        solve(
            out,
            name,
            "--epsilon=" + epsilon,
            "--engine=" + engine,
            "--precision=" + precision,
            "--tolerance=" + tolerance);
    for (String key : List.of("cost", "kl", "primal", "dual")) {
      double expected = answer.get(key).asDouble();
      assertThat(result.get(key).asDouble())
          .as(key)
          .isCloseTo(expected, within(relative * Math.abs(expected)));
    }
  }

  private static JsonNode solve(Path out, String fixture, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "transport",
                "--source=" + Command.fixture(fixture + "_source.csv"),
                "--target=" + Command.fixture(fixture + "_target.csv"),
                "--out=" + out));
    args.addAll(List.of(options));
    Command.Ran ran = Command.run(args.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(Command.report(out).get("status").asText()).isEqualTo("converged");
    return Command.report(out).get("result");
  }

  /** The norms fall as p rises, and so do the least costs. */
  @Test
  void normsAreCostsToEitherEngine() {
    double before = Double.POSITIVE_INFINITY;
    for (String cost : List.of("manhattan", "p-norm:1.5", "euclidean", "p-norm:3")) {
      JsonNode first = null;
      for (String engine : List.of("memory", "spark")) {
        Path out = dir.resolve(cost.replace(':', '-') + engine);
        JsonNode result =
            solve(out, "gauss2d", "--cost=" + cost, "--epsilon=0.01std", "--engine=" + engine);
        assertThat(Command.report(out).at("/settings/cost").asText()).isEqualTo(cost);
        assertThat(result.get("exact-lower").asDouble()).isLessThan(before);
        JsonNode bits = bits(out);
        first = first == null ? bits : first;
        assertThat(bits).isEqualTo(first);
        if (engine.equals("spark")) {
          before = result.get("exact-upper").asDouble();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gauss2d", "digits64"})
  void relaxedMarginalsAgreeWithIndependentSolvers(String name) {
    for (JsonNode answer :
        Command.json(Path.of(Command.fixture(name + ".json"))).get("unbalanced_kl")) {
      String rule = "kl:" + answer.get("rho").asDouble();
      JsonNode first = null;
      for (String engine : List.of("memory", "spark")) {
        Path out = dir.resolve(name + engine + rule.hashCode());
        JsonNode result =
            solve(
                out,
                name,
                "--epsilon=" + answer.get("epsilon").asDouble(),
                "--source-marginal=" + rule,
                "--target-marginal=" + rule,
                "--engine=" + engine,
                "--precision=double",
                "--tolerance=1e-9");
        for (String key : List.of("cost", "mass")) {
          double expected = answer.get(key).asDouble();
          assertThat(result.get(key).asDouble())
              .as(key)
              .isCloseTo(expected, within(1e-7 * expected));
        }
        assertThat(result.get("gap").asDouble()).isBetween(0.0, 1e-6);
        JsonNode bits = bits(out);
        first = first == null ? bits : first;
        assertThat(bits).isEqualTo(first);
      }
    }
  }

  @Test
  void aGivenMassIsMovedAndItsLeastCostBracketed() {
    for (JsonNode answer :
        Command.json(Path.of(Command.fixture("gauss2d.json"))).get("partial_exact")) {
      double mass = answer.get("mass").asDouble();
      Path out = dir.resolve("partial" + mass);
      JsonNode result = solve(out, "gauss2d", "--mass=" + mass, "--epsilon=0.01", "--engine=spark");
      assertThat(result.get("mass").asDouble()).isCloseTo(mass, within(1e-4));
      assertThat(answer.get("cost").asDouble())
          .isBetween(result.get("exact-lower").asDouble(), result.get("exact-upper").asDouble());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gauss2d", "digits64"})
  void divergencesAgreeWithIndependentSolvers(String name) {
    for (JsonNode answer :
        Command.json(Path.of(Command.fixture(name + ".json"))).get("divergence")) {
      JsonNode first = null;
      for (String engine : List.of("memory", "spark")) {
        Path out = dir.resolve(name + engine + answer.get("epsilon").asInt());
        JsonNode result =
            solve(
                out,
                name,
                "--epsilon=" + answer.get("epsilon").asDouble(),
                "--divergence",
                "--gradients",
                "--engine=" + engine);
        double expected = answer.get("value").asDouble();
        assertThat(result.get("divergence").asDouble())
            .isCloseTo(expected, within(1e-5 * expected));
        assertThat(expected)
            .isBetween(
                result.get("divergence-lower").asDouble(),
                result.get("divergence-upper").asDouble());
        JsonNode bits = bits(out);
        first = first == null ? bits : first;
        assertThat(bits).isEqualTo(first);
      }
    }
  }

  @Test
  void aStepAlongTheGradientsLowersTheDivergence() throws IOException {
    Path out = dir.resolve("before");
    double before =
        solve(out, "gauss2d", "--epsilon=0.4", "--divergence", "--gradients")
            .get("divergence")
            .asDouble();
    Map<Long, Row> gradients = new HashMap<>();
    Command.table(out, "gradients")
        .collectAsList()
        .forEach(row -> gradients.put(((Number) row.getAs("id")).longValue(), row));
    List<String> moved = new ArrayList<>(List.of("id,weight,x0,x1"));
    double squares = 0;
    List<String> lines = Files.readAllLines(Path.of(Command.fixture("gauss2d_source.csv")));
    double step = 0.01;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Row gradient = gradients.get(Long.parseLong(cells[0]));
      double g0 = gradient.<Double>getAs("x0");
      double g1 = gradient.<Double>getAs("x1");
      squares += g0 * g0 + g1 * g1;
      moved.add(
          String.join(
              ",",
              cells[0],
              cells[1],
              String.valueOf(Double.parseDouble(cells[2]) - step * g0),
              String.valueOf(Double.parseDouble(cells[3]) - step * g1)));
    }
    Path source = Files.write(dir.resolve("moved.csv"), moved);
    Path after = dir.resolve("after");
    Command.Ran ran =
        Command.run(
            "transport",
            "--source=" + source,
            "--target=" + Command.fixture("gauss2d_target.csv"),
            "--out=" + after,
            "--epsilon=0.4",
            "--divergence");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    double change = Command.report(after).get("result").get("divergence").asDouble() - before;
    assertThat(change).isCloseTo(-step * squares, within(0.05 * step * squares));
  }

  @Test
  void storedCostsGiveTheAnswerOfComputedOnesAndTheReportSaysWhichTheyWere() {
    JsonNode computed = solve(dir.resolve("computed"), "gauss2d", "--store=off");
    assertThat(computed.get("pair-costs").asText()).isEqualTo("computed");
    for (String engine : List.of("memory", "spark")) {
      Path out = dir.resolve("stored" + engine);
      JsonNode stored = solve(out, "gauss2d", "--store=on", "--engine=" + engine);
      assertThat(stored.get("pair-costs").asText()).isEqualTo("stored");
      for (String key : List.of("cost", "primal", "dual")) {
        double expected = computed.get(key).asDouble();
        assertThat(stored.get(key).asDouble())
            .isCloseTo(expected, within(1e-5 * Math.abs(expected)));
      }
    }
    JsonNode exact = solve(dir.resolve("double"), "gauss2d", "--store=on", "--precision=double");
    assertThat(exact.get("pair-costs").asText()).isEqualTo("computed");
  }

  @Test
  void everyEngineAndNumberOfTasksReportsTheSameBits() {
    JsonNode first = null;
    for (String engine : List.of("memory", "spark")) {
      for (int tasks : new int[] {1, 2, 7}) {
        Path out = dir.resolve(engine + tasks);
        solve(out, "gauss2d", "--engine=" + engine, "--tasks=" + tasks, "--plan=2");
        JsonNode bits = bits(out);
        first = first == null ? bits : first;
        assertThat(bits).isEqualTo(first);
      }
    }
  }

  @Test
  void rowsInSpatialOrderLeaveTheSameBitsAndKeepTheirIds() throws IOException {
    Path source = cloud("source.csv", 1, 0);
    Path target = cloud("target.csv", 2, 0.1);
    JsonNode first = null;
    for (String engine : List.of("memory", "spark")) {
      for (int tasks : new int[] {1, 3}) {
        Path out = dir.resolve(engine + tasks);
        Command.Ran ran =
            Command.run(
                "transport",
                "--source=" + source,
                "--target=" + target,
                "--out=" + out,
                "--epsilon=0.01",
                "--engine=" + engine,
                "--tasks=" + tasks,
                "--map",
                "--plan=1");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode bits = bits(out);
        first = first == null ? bits : first;
        assertThat(bits).isEqualTo(first);

        Map<Object, Double> f = column(out, "source_potentials", "f");
        assertThat(f).hasSize(CLOUD);
        Map<Object, Double> images = column(out, "map", "x");
        Map<Object, double[]> points = coordinates(source);
        double mean = images.values().stream().mapToDouble(x -> x).average().orElseThrow();
        assertThat(mean).isCloseTo(0.6, within(0.03));
        // a cloud is moved by 0.1 nearly, so an image is near where its own row was
        double farthest =
            images.entrySet().stream()
                .mapToDouble(
                    image -> Math.abs(image.getValue() - points.get(image.getKey())[0] - 0.1))
                .max()
                .orElseThrow();
        assertThat(farthest).isLessThan(0.25);
      }
    }
  }

  /** Writes points of a square of side 1, in random order of no relation to their ids. */
  private Path cloud(String name, long seed, double offset) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder rows = new StringBuilder("id,x,y\n");
    for (int i = 0; i < CLOUD; i++) {
      double x = offset + random.nextDouble();
      double y = offset + random.nextDouble();
      rows.append(i).append(',').append(x).append(',').append(y).append('\n');
    }
    return Files.writeString(dir.resolve(name), rows);
  }

  private static Map<Object, double[]> coordinates(Path file) {
    Map<Object, double[]> points = new HashMap<>();
    for (Row row :
        Command.spark()
            .read()
            .schema("id INT, x DOUBLE, y DOUBLE")
            .option("header", true)
            .csv(file.toString())
            .collectAsList()) {
      points.put(row.get(0), new double[] {row.getDouble(1), row.getDouble(2)});
    }
    return points;
  }

  /** What a report says of the result, without what says how long it took. */
  private static JsonNode bits(Path out) {
    ObjectNode report = (ObjectNode) Command.report(out);
    report.withArray("trace").forEach(row -> ((ObjectNode) row).remove("seconds"));
    return report.retain("result", "trace", "status", "input");
  }

  @Test
  void tablesDescribeThePlan() {
    Path out = dir.resolve("out");
    JsonNode result =
        solve(
            out,
            "gauss2d",
            "--epsilon=0.5",
            "--precision=double",
            "--tolerance=1e-9",
            "--plan=400",
            "--map");
    Map<Object, double[]> source = points("gauss2d_source");
    Map<Object, double[]> target = points("gauss2d_target");
    Map<Object, Double> f = column(out, "source_potentials", "f");
    Map<Object, Double> g = column(out, "target_potentials", "g");
    assertThat(f.keySet()).isEqualTo(source.keySet());
    assertThat(g.keySet()).isEqualTo(target.keySet());

    double cost = 0;
    Map<Object, double[]> rows = new HashMap<>();
    List<Row> plan = Command.table(out, "plan").collectAsList();
    assertThat(plan).hasSize(300 * 400);
    for (Row entry : plan) {
      double[] x = source.get(entry.getAs("source_id"));
      double[] y = target.get(entry.getAs("target_id"));
      double mass = entry.getAs("mass");
      double c = Math.pow(x[1] - y[1], 2) + Math.pow(x[2] - y[2], 2);
      double expected =
          x[0]
              * y[0]
              * Math.exp(
                  (f.get(entry.getAs("source_id")) + g.get(entry.getAs("target_id")) - c) / 0.5);
      assertThat(mass).isCloseTo(expected, within(1e-12));
      double[] sums = rows.computeIfAbsent(entry.getAs("source_id"), id -> new double[3]);
      sums[0] += mass;
      sums[1] += mass * y[1];
      sums[2] += mass * y[2];
      cost += mass * c;
    }
    assertThat(cost).isCloseTo(result.get("cost").asDouble(), within(1e-9));
    assertThat(result.get("plan-mass-fraction").asDouble()).isCloseTo(1, within(1e-9));
    for (Row image : Command.table(out, "map").collectAsList()) {
      double[] sums = rows.get(image.getAs("id"));
      assertThat(sums[0]).isCloseTo(source.get(image.getAs("id"))[0], within(1e-9));
      assertThat((double) image.getAs("x0")).isCloseTo(sums[1] / sums[0], within(1e-9));
      assertThat((double) image.getAs("x1")).isCloseTo(sums[2] / sums[0], within(1e-9));
    }
  }

  /** Normalised weight and the two coordinates, by id. */
  private static Map<Object, double[]> points(String fixture) {
    List<Row> rows =
        Command.spark()
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv(Command.fixture(fixture + ".csv"))
            .collectAsList();
    double total = rows.stream().mapToDouble(row -> row.getAs("weight")).sum();
    Map<Object, double[]> points = new HashMap<>();
    for (Row row : rows) {
      points.put(
          row.getAs("id"),
          new double[] {
            row.<Double>getAs("weight") / total, row.<Double>getAs("x0"), row.<Double>getAs("x1")
          });
    }
    return points;
  }

  private static Map<Object, Double> column(Path out, String table, String name) {
    Map<Object, Double> values = new HashMap<>();
    for (Row row : Command.table(out, table).collectAsList()) {
      values.put(row.getAs("id"), row.getAs(name));
    }
    return values;
  }

  @Test
  void theLayoutOfTheInputDoesNotMatter() throws IOException {
    Path copy = dir.resolve("source.parquet");
    Command.spark()
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(Command.fixture("gauss2d_source.csv"))
        .repartition(5)
        .write()
        .parquet(copy.toString());
    Path one = dir.resolve("one");
    Path other = dir.resolve("other");
    JsonNode expected = solve(one, "gauss2d");
    Command.Ran ran =
        Command.run(
            "transport",
            "--source=" + copy,
            "--target=" + Command.fixture("gauss2d_target.csv"),
            "--out=" + other);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(Command.report(other).get("result")).isEqualTo(expected);
  }

  @Test
  void columnsAreKeptRowsAreSetAsideAndScalesAreEqualised() throws IOException {
    Path source = dir.resolve("source.csv");
    Files.writeString(
        source,
        """
        id,name,x,y
        a,anna,1,1000
        b,bert,2,NaN
        c,carl,3,3000
        """);
    Path target = dir.resolve("target.csv");
    Files.writeString(target, "id,x,y\n1,1,2000\n2,4,1000\n");
    Path out = dir.resolve("out");
    Command.Ran ran =
        Command.run(
            "transport",
            "--source=" + source,
            "--target=" + target,
            "--out=" + out,
            "--keep=name",
            "--quarantine",
            "--standardize");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(Command.table(out, "source_potentials").select("id", "name").collectAsList())
        .extracting(Row::mkString)
        .containsExactlyInAnyOrder("aanna", "ccarl");
    Row aside = Command.table(out, "quarantined").collectAsList().get(0);
    assertThat((String) aside.getAs("id")).isEqualTo("b");
    assertThat((String) aside.getAs("table")).isEqualTo("source");
    // two coordinates of variance 1 over both tables: the mean cost is of order 4, not of 10^6
    assertThat(Command.report(out).get("result").get("cost-mean").asDouble()).isBetween(1.0, 8.0);
  }

  @Test
  void theReportIsForPeopleToo() throws IOException {
    Path out = dir.resolve("out");
    solve(out, "gauss2d");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("<html", "data:image/png;base64", "marginal")
        .doesNotContain("http://", "https://", "src=\"/");
  }
}
