package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LassoCommandTest {

  private static final String NODES =
      "node,x,label\n1,0,1\n1,1,3\n1,2,5\n2,0,0\n2,1,2.2\n2,2,4\n3,0,9\n3,1,8\n3,3,6\n";
  private static final String EDGES = "source,target,weight\n1,2,1\n2,3,0.5\n";

  @TempDir Path dir;

  @Test
  void lambdaZeroIsLeastSquaresOnEveryNodeInTheFeaturesAsTheyAre() throws IOException {
    Path out = dir.resolve("o");
    run(out, NODES, EDGES, "--objective", "ridge:1e-9", "--lambda", "0", "--split", "none");
    List<Row> models = Command.table(out, "models").orderBy("node").collectAsList();
    assertThat(models).hasSize(3);
    // by hand: nodes 1 and 3 lie on lines
    assertThat(intercept(models.get(0))).isCloseTo(1, within(1e-6));
    assertThat(slope(models.get(0))).isCloseTo(2, within(1e-6));
    assertThat(intercept(models.get(2))).isCloseTo(9, within(1e-6));
    assertThat(slope(models.get(2))).isCloseTo(-1, within(1e-6));
  }

  @Test
  void pastLambdaCriticalAllNodesShareOneModelAndNothingIsActive() throws IOException {
    Path out = dir.resolve("o");
    JsonNode result =
        run(out, NODES, EDGES, "--lambda", "1000", "--split", "none", "--tolerance", "1e-9");
    assertThat(result.get("clusters").asInt()).isOne();
    assertThat(result.get("lambda-critical-upper").asDouble()).isLessThan(1000);
    assertThat(Command.table(out, "edges").filter("active").count()).isZero();
    assertThat(Command.table(out, "clusters").count()).isEqualTo(3);
  }

  @Test
  void onSparkTheNumbersAreThoseOfMemory() throws IOException {
    String[] problem = {"--lambda", "0.5", "--split", "none", "--blocks", "2"};
    JsonNode memory = run(dir.resolve("m"), NODES, EDGES, with(problem, "--engine", "memory"));
    JsonNode spark = run(dir.resolve("s"), NODES, EDGES, with(problem, "--engine", "spark"));
    assertThat(spark).isEqualTo(memory);
    assertThat(memory.get("gap").asDouble())
        .isBetween(-1e-9, 1e-4 * memory.get("objective").asDouble());
  }

  /** Without a penalty the objective would be that of the local fits, so this is about the path. */
  @Test
  void thePathOfHousesBeatsBothItsEnds() {
    Path out = dir.resolve("o");
    Command.Ran ran =
        Command.run(
            "lasso",
            "--nodes=data/sacramento.csv",
            "--id=house",
            "--label=price",
            "--features=beds,baths,sq__ft",
            "--knn=5",
            "--coordinates=latitude,longitude",
            "--split=nodes:0.2",
            "--out=" + out);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode result = Command.report(out).get("result");
    double best = result.get("test-error").asDouble();
    JsonNode path = result.get("path");
    assertThat(best).isLessThan(path.get(0).get("test-error").asDouble());
    assertThat(best).isLessThan(path.get(path.size() - 1).get("test-error").asDouble());
    assertThat(out.resolve("report.html")).isNotEmptyFile();
    assertThat(out.resolve("_checkpoint")).doesNotExist();
    for (String picture : List.of("path.png", "errors.png", "clusters.png")) {
      assertThat(out.resolve(picture)).isNotEmptyFile();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          source,target,weight;1,7,1     | row 0 of edges: target 7 is no node
          source,target,weight;1,2,-1    | row 0 of edges (1 to 2): weight must be > 0 and finite, got -1
          source,target,weight;1,2,NaN   | weight must be > 0 and finite, got NaN
          from,to;1,2                    | edges has no column 'source'
          """)
  void badEdgesAreNamed(String edges, String sentence) throws IOException {
    Command.Ran ran = ran(dir.resolve("o"), NODES, edges.replace(';', '\n'));
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err()).contains(sentence);
  }

  @Test
  void aNodeWithNaNIsNamed() throws IOException {
    Command.Ran ran = ran(dir.resolve("o"), NODES.replace("2,1,2.2", "2,NaN,2.2"), EDGES);
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err()).contains("row 4 of nodes (node 2): x must be a finite number, got NaN");
  }

  @Test
  void featuresWhoseSquaresOverflowAreNamed() throws IOException {
    Command.Ran ran = ran(dir.resolve("o"), NODES.replace("2,1,2.2", "2,1e300,2.2"), EDGES);
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err()).contains("nodes: x has values too large to standardize");
  }

  @Test
  void tooFewRowsAreNamed() throws IOException {
    Command.Ran ran =
        ran(dir.resolve("o"), NODES, EDGES, "--min-rows", "4", "--split", "none", "--lambda", "1");
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err()).contains("node 1 has 3 training rows, fewer than min-rows 4");
  }

  @Test
  void loopsCopiesAndLonelyNodesAreWarnedOf() throws IOException {
    Command.Ran ran =
        ran(
            dir.resolve("o"),
            NODES + "4,0,1\n",
            EDGES + "1,1,1\n2,1,1\n",
            "--split=none",
            "--lambda=1");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("warning: 1 edges from a node to itself", "warning: 1 edges are there more")
        .contains("warning: 1 nodes have no edge");
  }

  private JsonNode run(Path out, String nodes, String edges, String... options) throws IOException {
    Command.Ran ran = ran(out, nodes, edges, options);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return Command.report(out).get("result");
  }

  private Command.Ran ran(Path out, String nodes, String edges, String... options)
      throws IOException {
    Path nodeFile = Files.writeString(dir.resolve("nodes.csv"), nodes);
    Path edgeFile = Files.writeString(dir.resolve("edges.csv"), edges);
    return Command.run(
        with(
            new String[] {"lasso", "--nodes=" + nodeFile, "--edges=" + edgeFile, "--out=" + out},
            options));
  }

  private static String[] with(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static double intercept(Row model) {
    return model.<Double>getAs("intercept");
  }

  private static double slope(Row model) {
    return model.<Double>getList(model.fieldIndex("coefficients")).get(0);
  }
}
