package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.convoy.NetworkLasso;
import io.convoy.NetworkModels;
import io.convoy.PlanEntry;
import io.convoy.SelectedRows;
import io.convoy.Selection;
import io.convoy.Transport;
import io.convoy.TransportSolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal settings give equal bits, whether a user calls the library or the command line. */
class LibraryFaceTest {

  @TempDir Path dir;

  /** Rows and their weights, some of them 0, in memory and as a file. */
  private record Cloud(double[][] points, double[] weights, Path file) {

    static Cloud write(Path file, long seed, int n, int d) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] points = new double[n][d];
      double[] weights = new double[n];
      for (int i = 0; i < n; i++) {
        Arrays.setAll(points[i], k -> random.nextDouble());
        weights[i] = i % 7 == 3 ? 0 : 0.5 + random.nextDouble();
      }
      double sum = Arrays.stream(weights).sum();
      Arrays.setAll(weights, i -> weights[i] / sum);
      List<String> lines = new ArrayList<>();
      lines.add(
          "weight," + String.join(",", IntStream.range(0, d).mapToObj(k -> "x" + k).toList()));
      for (int i = 0; i < n; i++) {
        lines.add(
            weights[i]
                + ","
                + String.join(",", Arrays.stream(points[i]).mapToObj(Double::toString).toList()));
      }
      try {
        Files.write(file, lines);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return new Cloud(points, weights, file);
    }
  }

  static Stream<Arguments> questions() {
    return Stream.of(
        question("defaults", 150, 130, 3, "", q -> q),
        // swept in spatial order, with skipping
        question("near", 1500, 1300, 2, "--blur=0.02", q -> q.blur(0.02)),
        // the costs of all pairs are kept
        question("wide", 200, 120, 80, "--epsilon=0.1mean", q -> q.epsilon("0.1mean")),
        question(
            "cosine",
            120,
            140,
            5,
            "--cost=cosine --precision=double --tolerance=1e-9 --solver=anderson",
            q -> q.cost("cosine").precision("double").tolerance(1e-9).solver("anderson")),
        question(
            "relaxed",
            150,
            130,
            3,
            "--source-marginal=kl:0.5 --target-marginal=kl:0.5",
            q -> q.marginals("kl:0.5")),
        question(
            "partial",
            150,
            130,
            3,
            "--mass=0.5 --anneal=off --max-iterations=300",
            q -> q.mass(0.5).anneal(false).maxIterations(300)));
  }

  private static Arguments question(
      String name, int n, int m, int d, String options, UnaryOperator<Transport> verbs) {
    return Arguments.of(name, n, m, d, options, verbs);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("questions")
  void transportHasTheBitsOfTheCommand(
      String name, int n, int m, int d, String options, UnaryOperator<Transport> verbs) {
    Cloud x = Cloud.write(dir.resolve("x.csv"), 1, n, d);
    Cloud y = Cloud.write(dir.resolve("y.csv"), 2, m, d);
    Path out = dir.resolve("out");
    boolean alike = !name.equals("partial");
    List<String> command =
        new ArrayList<>(
            List.of("transport", "--source=" + x.file, "--target=" + y.file, "--out=" + out));
    command.addAll(List.of("--plan=2", "--map", "--engine=memory"));
    command.addAll(alike ? List.of("--divergence") : List.of());
    command.addAll(Stream.of(options.split(" ")).filter(option -> !option.isEmpty()).toList());
    Command.Ran ran = Command.run(command.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isZero();

    TransportSolution solution =
        verbs.apply(Transport.between(x.points, y.points).weights(x.weights, y.weights)).solve();
    JsonNode result = Command.report(out).get("result");
    assertThat(solution.cost()).isEqualTo(result.get("cost").doubleValue());
    assertThat(solution.dual()).isEqualTo(result.get("dual").doubleValue());
    assertThat(solution.gap()).isEqualTo(figure(result, "gap"));
    assertThat(solution.marginalError()).isEqualTo(figure(result, "marginal-error"));
    assertThat(solution.mass()).isEqualTo(result.get("mass").doubleValue());
    assertThat(solution.epsilon()).isEqualTo(result.get("epsilon").doubleValue());
    assertThat(solution.iterations()).isEqualTo(result.get("iterations").intValue());
    assertThat(solution.exactLower()).isEqualTo(figure(result, "exact-lower"));
    assertThat(solution.exactUpper()).isEqualTo(figure(result, "exact-upper"));
    if (alike) {
      assertThat(solution.divergence()).isEqualTo(result.get("divergence").doubleValue());
      assertThat(solution.divergenceBracket().lower())
          .isEqualTo(figure(result, "divergence-lower"));
    }
    assertThat(withoutNaN(solution.sourcePotentials()))
        .isEqualTo(column(out, "source_potentials", "f"));
    assertThat(withoutNaN(solution.targetPotentials()))
        .isEqualTo(column(out, "target_potentials", "g"));
    assertThat(solution.plan(2).stream().mapToDouble(PlanEntry::mass).toArray())
        .isEqualTo(masses(out));
  }

  private static double figure(JsonNode result, String key) {
    return result.has(key) ? result.get(key).doubleValue() : Double.NaN;
  }

  private static double[] withoutNaN(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
  }

  private static double[] column(Path out, String table, String name) {
    return Command.table(out, table).orderBy("id").collectAsList().stream()
        .mapToDouble(row -> row.<Double>getAs(name))
        .toArray();
  }

  private static double[] masses(Path out) {
    return Command.table(out, "plan")
        .orderBy(functions.col("source_id"), functions.col("mass").desc())
        .collectAsList()
        .stream()
        .mapToDouble(row -> row.<Double>getAs("mass"))
        .toArray();
  }

  @Test
  void newRowsGoWhereTheMapCommandSendsThem() {
    Cloud x = Cloud.write(dir.resolve("x.csv"), 3, 150, 2);
    Cloud y = Cloud.write(dir.resolve("y.csv"), 4, 130, 2);
    SplittableRandom random = new SplittableRandom(5);
    double[][] points = new double[90][];
    Arrays.setAll(points, i -> new double[] {random.nextDouble(), random.nextDouble()});
    Path input = dir.resolve("new.csv");
    try {
      Files.writeString(
          input,
          "x0,x1\n"
              + String.join(
                  "\n",
                  Arrays.stream(points)
                      .map(p -> String.format(Locale.ROOT, "%s,%s", p[0], p[1]))
                      .toList()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Path model = dir.resolve("model");
    Path out = dir.resolve("out");
    Command.Ran solved =
        Command.run("transport", "--source=" + x.file, "--target=" + y.file, "--out=" + model);
    assertThat(solved.exitCode()).as(solved.err()).isZero();
    Command.Ran mapped = Command.run("map", "--model=" + model, "--input=" + input, "--out=" + out);
    assertThat(mapped.exitCode()).as(mapped.err()).isZero();
    double[][] images =
        Transport.between(x.points, y.points).weights(x.weights, y.weights).solve().map(points);
    List<Row> rows = Command.table(out, "map").orderBy("id").collectAsList();
    for (int i = 0; i < points.length; i++) {
      assertThat(images[i])
          .containsExactly(rows.get(i).<Double>getAs("x0"), rows.get(i).<Double>getAs("x1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ot", "round-robin", "nearest", "herding", "k-center"})
  void selectionTakesTheRowsOfTheCommand(String method) throws IOException {
    double[][] pool = write(dir.resolve("pool.csv"), 6, 400);
    double[][] targets = write(dir.resolve("targets.csv"), 7, 30);
    Path out = dir.resolve("out");
    Command.Ran ran =
        Command.run(
            "select",
            "--pool=" + dir.resolve("pool.csv"),
            "--target=" + dir.resolve("targets.csv"),
            "--budget=40",
            "--method=" + method,
            "--out=" + out);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    SelectedRows rows = Selection.from(pool).toMatch(targets).budget(40).method(method).select();
    List<Row> expected = Command.table(out, "selection").orderBy("id").collectAsList();
    assertThat(Arrays.stream(rows.ids()).asLongStream().toArray())
        .isEqualTo(expected.stream().mapToLong(row -> row.<Long>getAs("id")).toArray());
    assertThat(rows.weights())
        .isEqualTo(expected.stream().mapToDouble(row -> row.<Double>getAs("weight")).toArray());
  }

  private static double[][] write(Path file, long seed, int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[rows][];
    Arrays.setAll(points, i -> random.doubles(2).toArray());
    List<String> lines = new ArrayList<>(List.of("x0,x1"));
    Arrays.stream(points).forEach(p -> lines.add(p[0] + "," + p[1]));
    Files.write(file, lines);
    return points;
  }

  @Test
  void theNetworkLassoHasTheBitsOfTheCommand() throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    double[][][] features = new double[20][6][];
    double[][] labels = new double[20][6];
    int[][] pairs = new int[40][];
    double[] weights = new double[40];
    List<String> nodes = new ArrayList<>(List.of("node,x0,x1,label"));
    List<String> edges = new ArrayList<>(List.of("source,target,weight"));
    for (int i = 0; i < 20; i++) {
      for (int r = 0; r < 6; r++) {
        double[] x = random.doubles(2).toArray();
        features[i][r] = x;
        labels[i][r] = (i < 10 ? 1 : -1) * x[0] + random.nextDouble();
        nodes.add(i + "," + x[0] + "," + x[1] + "," + labels[i][r]);
      }
    }
    for (int e = 0; e < 40; e++) {
      pairs[e] = new int[] {e % 20, (e % 20 + 1 + e / 20) % 20};
      weights[e] = 0.5 + random.nextDouble();
      edges.add(pairs[e][0] + "," + pairs[e][1] + "," + weights[e]);
    }
    Files.write(dir.resolve("nodes.csv"), nodes);
    Files.write(dir.resolve("edges.csv"), edges);
    Path out = dir.resolve("out");
    Command.Ran ran =
        Command.run(
            "lasso",
            "--nodes=" + dir.resolve("nodes.csv"),
            "--edges=" + dir.resolve("edges.csv"),
            "--lambda=0.2",
            "--split=none",
            "--standardize=off",
            "--out=" + out);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    NetworkModels models =
        NetworkLasso.on(features, labels).edges(pairs, weights).lambda(0.2).solve();
    JsonNode result = Command.report(out).get("result");
    assertThat(models.objective()).isEqualTo(result.get("objective").doubleValue());
    assertThat(models.gap()).isEqualTo(result.get("gap").doubleValue());
    assertThat(Arrays.stream(models.clusters()).distinct().count())
        .isEqualTo(result.get("clusters").longValue());
  }
}
