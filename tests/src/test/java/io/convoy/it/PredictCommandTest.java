package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictCommandTest {

  private static final String LINES =
      "node,x,label,a,b\n1,0,1,0,0\n1,1,3,0,0\n2,0,0,0,1\n2,1,2,0,1\n3,0,9,5,5\n3,1,8,5,5\n";

  @TempDir Path dir;
  private Path model;

  @BeforeEach
  void fit() throws IOException {
    model = dir.resolve("model");
    ok(
        "lasso",
        "--nodes=" + write("nodes.csv", LINES),
        "--knn=1",
        "--coordinates=a,b",
        "--geometry=plane",
        "--features=x",
        "--objective=ridge:1e-9",
        "--lambda=path:1e-6,1000,2",
        "--split=none",
        "--out=" + model);
  }

  @Test
  void knownNodesArePredictedByTheirOwnLineAndTheErrorIsMeasured() throws IOException {
    Path out = dir.resolve("p");
    String input = write("in.csv", "node,x,label,street\n1,2,5,A\n3,3,5,B\n2,-1,,C\n");
    ok(
        "predict",
        "--model=" + model,
        "--input=" + input,
        "--lambda=0",
        "--keep=street",
        "--out=" + out);
    List<Row> rows = Command.table(out, "predictions").orderBy("street").collectAsList();
    // by hand: node 1 is 1 + 2x, node 3 is 9 - x, node 2 is 2x
    assertThat(rows).hasSize(3);
    assertThat(predictions(rows).get(0)).isCloseTo(5, within(1e-5));
    assertThat(predictions(rows).get(1)).isCloseTo(6, within(1e-5));
    assertThat(predictions(rows).get(2)).isCloseTo(-2, within(1e-5));
    JsonNode result = Command.report(out).get("result");
    assertThat(result.get("test-error").asDouble()).isCloseTo(0.5, within(1e-4));
    assertThat(result.get("predicted-new").asInt()).isZero();
  }

  @Test
  void aNewNodeTakesTheModelOfItsOnlyNeighbour() throws IOException {
    Path byPlace = dir.resolve("k");
    String input = write("in.csv", "node,x,a,b\n77,2,0.1,0\n");
    ok(
        "predict",
        "--model=" + model,
        "--input=" + input,
        "--lambda=0",
        "--knn=1",
        "--out=" + byPlace);
    Path byEdge = dir.resolve("e");
    String edges = write("e.csv", "source,target\n77,1\n5,6\n");
    ok(
        "predict",
        "--model=" + model,
        "--input=" + input,
        "--lambda=0",
        "--edges=" + edges,
        "--out=" + byEdge);
    for (Path out : List.of(byPlace, byEdge)) {
      Row row = Command.table(out, "predictions").head();
      assertThat(row.<Double>getAs("prediction")).isCloseTo(5, within(1e-5));
      assertThat(row.<Boolean>getAs("known")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          node,x;9,1          |                           | 3 | a row of input at node 9: the model knows no such node
          node,x;1,NaN;2,;3,1 |                           | 3 | at node 1: x must be a finite number, got NaN (2 rows break the contract)
          node,y;1,1          |                           | 3 | x
          node,x;1,1          | --lambda=5                | 2 | lambda must be one of the model's, 0.0, 1.0E-6
          node,x;1,1          | --false-alarm-rate=0.1    | 2 | false-alarm-rate is for objectives that learn what is normal
          node,x;1,1          | --false-alarm-rate=2      | 2 | false-alarm-rate must be in [0, 1], got 2.0
          node,x,a,b;9,1,0,0  | --edges=EDGES             | 3 | node 9 of input has no model, and no neighbour that has (1 such nodes)
          node,x;9,1          | --knn=2                   | 3 | input has no column 'a', which knn needs
          node,x;1,1          | --keep=z                  | 3 | input has no column 'z' to keep
          """)
  void whatCannotBePredictedIsNamed(String rows, String option, int code, String sentence)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "predict",
                "--model=" + model,
                "--input=" + write("in.csv", rows.replace(';', '\n') + "\n"),
                "--out=" + dir.resolve("o")));
    if (option != null) {
      command.add(option.replace("EDGES", write("e.csv", "source,target\n1,2\n")));
    }
    Command.Ran ran = Command.run(command.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(code);
    assertThat(ran.err()).contains(sentence);
    assertThat(dir.resolve("o").resolve("predictions")).doesNotExist();
  }

  /** Two columns around levels of their own; incidents take the level of the other. */
  @Test
  void aWideTableOfTwoSensorsRaisesAlarmsWhereASensorIsNotItself() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder wide = new StringBuilder("t,p,q\n");
    StringBuilder truth = new StringBuilder("t,p,q\n");
    for (int t = 0; t < 400; t++) {
      boolean incident = t >= 200 && t % 20 == 0;
      double p = (incident ? 8 : 2) + 0.3 * random.nextDouble();
      wide.append(t).append(',').append(p).append(',').append(8 + 0.3 * random.nextDouble());
      wide.append('\n');
      truth.append(t).append(',').append(incident ? 1 : 0).append(",0\n");
    }
    String speeds = write("wide.csv", wide.toString());
    String incidents = write("truth.csv", truth.toString());
    Path fitted = dir.resolve("w");
    ok(
        "lasso",
        "--nodes=" + speeds,
        "--nodes-where=t < 300",
        "--layout=wide",
        "--time=t",
        "--lags=0",
        "--labels=" + incidents,
        "--edges=matrix:" + write("adj.csv", "0,1\n1,0\n"),
        "--objective=oneclass:0.1",
        "--random-features=50",
        "--bandwidth=0.3",
        "--lambda=0.001",
        "--split=time:0.3",
        "--tolerance=1e-3",
        "--out=" + fitted);
    Path out = dir.resolve("a");
    ok(
        "predict",
        "--model=" + fitted,
        "--input=" + speeds,
        "--input-where=t >= 300",
        "--labels=" + incidents,
        "--false-alarm-rate=0.02",
        "--out=" + out);
    JsonNode result = Command.report(out).get("result");
    assertThat(result.get("incidents").asInt()).isEqualTo(5);
    assertThat(result.get("detection-rate").asDouble()).isEqualTo(1);
    assertThat(result.get("auc").asDouble()).isEqualTo(1);
    assertThat(result.get("false-alarm-rate").asDouble()).isLessThan(0.1);
    assertThat(Command.table(out, "predictions").filter("alarm and t % 20 = 0").count())
        .isGreaterThanOrEqualTo(5);
    // what is normal at q is what an incident at p looks like: one model for both sees nothing
    assertThat(Command.report(fitted).get("result").get("test-error-pooled").asDouble())
        .isGreaterThan(0.2);
  }

  @Test
  void aWideTableIsForecastFromItsPast() throws IOException {
    StringBuilder wide = new StringBuilder("t,p,q\n");
    double p = 1;
    double q = 1;
    for (int t = 0; t < 60; t++) {
      wide.append(t).append(',').append(p).append(',').append(q).append('\n');
      double next = -0.5 * p + 1;
      q = 0.9 * q + 0.2 + (t % 7 == 0 ? 1 : 0);
      p = next + (t % 5 == 0 ? 1 : 0);
    }
    Path fitted = dir.resolve("f");
    ok(
        "lasso",
        "--nodes=" + write("wide.csv", wide.toString()),
        "--layout=wide",
        "--time=t",
        "--lags=2",
        "--edges=matrix:" + write("adj.csv", "q,p\n0,1\n1,0\n"),
        "--objective=ridge:1e-6",
        "--lambda=0",
        "--split=none",
        "--out=" + fitted);
    List<Row> models = Command.table(fitted, "models").orderBy("node").collectAsList();
    assertThat(models).hasSize(2);
    assertThat(models.get(0).<Integer>getAs("rows")).isEqualTo(58);
    // shocks do not depend on the past, so the slopes are near the ones the series were made with
    assertThat(models.get(0).<Double>getList(models.get(0).fieldIndex("coefficients")).get(0))
        .isCloseTo(-0.5, within(0.3));
    assertThat(models.get(1).<Double>getList(models.get(1).fieldIndex("coefficients")).get(0))
        .isCloseTo(0.9, within(0.3));
  }

  private static List<Double> predictions(List<Row> rows) {
    return rows.stream().map(row -> row.<Double>getAs("prediction")).toList();
  }

  private static void ok(String... command) {
    Command.Ran ran = Command.run(command);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text).toString();
  }
}
