package io.convoy.spark;

import static io.convoy.spark.Tables.row;
import static io.convoy.spark.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convoy.PlanEntry;
import io.convoy.Transport;
import io.convoy.TransportSolution;
import io.convoy.spark.column.TableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkTransportTest {

  private static double[][] cloud(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[n][];
    Arrays.setAll(points, i -> new double[] {random.nextDouble(), random.nextDouble()});
    return points;
  }

  private static double[] weights(int n) {
    double[] weights = IntStream.range(0, n).mapToDouble(i -> i % 7 == 3 ? 0 : 1 + i % 3).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / sum).toArray();
  }

  /** The rows in random order, numbered as the arrays number them. */
  private static Dataset<Row> tableOf(double[][] points, double[] weights) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      rows.add(RowFactory.create(points[i][1], i, points[i][0], weights[i], "name " + i));
    }
    Collections.shuffle(rows, new Random(1));
    StructType schema = StructType.fromDDL("y DOUBLE, row INT, x DOUBLE, w DOUBLE, name STRING");
    return LocalSpark.SESSION.createDataFrame(rows, schema).repartition(3);
  }

  private static SparkTransport question(Dataset<Row> left, Dataset<Row> right) {
    return SparkTransport.between(left, right).id("row").weight("w").features("x", "y");
  }

  private static double[] column(Dataset<Row> table, String column) {
    return table.orderBy("id").collectAsList().stream()
        .mapToDouble(row -> row.<Double>getAs(column))
        .toArray();
  }

  private static double[] known(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
  }

  /** The second is too much work for one process, and is swept in spatial order. */
  @ParameterizedTest
  @CsvSource({"150, 130", "3000, 2800"})
  void tablesAndArraysHaveTheSameBits(int n, int m) {
    double[][] x = cloud(1, n);
    double[][] y = cloud(2, m);
    TransportSolution alone =
        Transport.between(x, y).weights(weights(n), weights(m)).blur(0.05).solve();
    Dataset<Row> left = tableOf(x, weights(n));
    try (SparkTransportSolution solution =
        question(left, tableOf(y, weights(m))).blur(0.05).solve()) {
      assertThat(solution.cost()).isEqualTo(alone.cost());
      assertThat(solution.dual()).isEqualTo(alone.dual());
      assertThat(solution.bracket()).isEqualTo(alone.bracket());
      assertThat(solution.iterations()).isEqualTo(alone.iterations());
      assertThat(solution.converged()).isTrue();
      assertThat(solution.divergence()).isEqualTo(alone.divergence());
      assertThat(column(solution.sourcePotentials(), "f"))
          .isEqualTo(known(alone.sourcePotentials()));
      assertThat(column(solution.targetPotentials(), "g"))
          .isEqualTo(known(alone.targetPotentials()));
      assertThat(
              solution.plan(2).collectAsList().stream()
                  .map(e -> new PlanEntry(e.getInt(0), e.getInt(1), e.getDouble(2)))
                  .toList())
          .isEqualTo(alone.plan(2));
      double[][] images = alone.map(x);
      for (Row image : solution.map().collectAsList()) {
        assertThat(image.<Double>getAs("x")).isCloseTo(images[image.getInt(0)][0], within(1e-9));
        assertThat(image.<Double>getAs("y")).isCloseTo(images[image.getInt(0)][1], within(1e-9));
      }
    }
  }

  @Test
  void newRowsAreMappedToTheBitsOfArrays() {
    double[][] x = cloud(3, 90);
    double[][] y = cloud(4, 80);
    double[][] points = cloud(5, 70);
    double[] ones = new double[70];
    Arrays.fill(ones, 1);
    double[][] expected =
        Transport.between(x, y).weights(weights(90), weights(80)).solve().map(points);
    try (SparkTransportSolution solution =
        question(tableOf(x, weights(90)), tableOf(y, weights(80))).solve()) {
      Dataset<Row> images = solution.map(tableOf(points, ones));
      assertThat(column(images, "x"))
          .isEqualTo(Arrays.stream(expected).mapToDouble(p -> p[0]).toArray());
      assertThat(images.columns()).containsExactly("id", "x", "y");
    }
  }

  @Test
  void columnsFillTheRolesTheirNamesSay() {
    Dataset<Row> left =
        table(
            "id STRING, label INT, x DOUBLE, y DOUBLE",
            row("b", 1, 0.0, 0.0),
            row("a", 2, 1.0, 1.0));
    Dataset<Row> right =
        table("weight INT, y DOUBLE, x DOUBLE", row(3, 2.0, 1.0), row(1, 0.0, 5.0), row(0, 9., 9.));
    try (SparkTransportSolution solution =
        SparkTransport.between(left, right).epsilon(0.01).solve()) {
      double[][] x = {{1, 1}, {0, 0}};
      double[][] y = {{1, 2}, {5, 0}};
      assertThat(solution.cost())
          .isEqualTo(
              Transport.between(x, y)
                  .weights(new double[] {0.5, 0.5}, new double[] {0.75, 0.25})
                  .epsilon(0.01)
                  .solve()
                  .cost());
      assertThat(solution.sourcePotentials().schema().simpleString())
          .isEqualTo("struct<id:string,f:double>");
      assertThat(solution.targetPotentials().schema().simpleString())
          .isEqualTo("struct<id:bigint,g:double>");
      assertThat(solution.plan(1).schema().simpleString())
          .isEqualTo("struct<source_id:string,target_id:bigint,mass:double>");
    }
  }

  @Test
  void aSoleColumnOfVectorsIsTheFeatures() {
    StructType schema =
        new StructType().add("n", DataTypes.IntegerType).add("v", SQLDataTypes.VectorType());
    Dataset<Row> left =
        LocalSpark.SESSION.createDataFrame(
            List.of(
                RowFactory.create(1, Vectors.dense(0, 0)),
                RowFactory.create(2, Vectors.dense(1, 1))),
            schema);
    Dataset<Row> right = table("a ARRAY<DOUBLE>", row(List.of(0.0, 1.0)), row(List.of(1.0, 2.0)));
    try (SparkTransportSolution solution =
        SparkTransport.between(left, right).epsilon(1e-3).solve()) {
      assertThat(solution.cost()).isCloseTo(1, within(1e-6));
      List<Row> images = solution.map().orderBy("id").collectAsList();
      assertThat(solution.map().columns()).containsExactly("id", "v");
      assertThat(images.get(0).<Double>getList(1).get(1)).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void whatCannotBeReadIsSaidInOneSentence() {
    Dataset<Row> good = table("x DOUBLE, y DOUBLE", row(0.0, 1.0));
    assertRefused(
        SparkTransport.between(good, good).features("z"),
        "left has no column 'z' for features; its columns are x, y");
    assertRefused(
        SparkTransport.between(good, good).id("key"),
        "left has no column 'key' for id; its columns are x, y");
    assertRefused(
        SparkTransport.between(good, table("x DOUBLE", row(1.0))),
        "right has no column 'y' for features; its columns are x");
    assertRefused(
        SparkTransport.between(table("x DOUBLE", row(1.0)), good),
        "numeric features match by name, and right alone has y: name those of both with features");
    assertRefused(
        SparkTransport.between(table("s STRING", row("a")), good),
        "left has no numeric column left for features; its columns are s");
    assertRefused(
        SparkTransport.between(
            table("a ARRAY<DOUBLE>, b ARRAY<DOUBLE>", row(List.of(1.0), List.of(1.0))), good),
        "left has 2 columns of vectors (a, b): name one with features");
    assertRefused(
        SparkTransport.between(
            table("v ARRAY<DOUBLE>", row(List.of(1.0))),
            table("v ARRAY<DOUBLE>", row(List.of(1.0, 2.0)))),
        "rows must be of equal length, got 1 features in left and 2 in right");
    assertThatThrownBy(
            () ->
                SparkTransport.between(good, table("x DOUBLE, y DOUBLE", row(0.0, Double.NaN)))
                    .solve())
        .isInstanceOf(TableException.class)
        .hasMessageContaining("right: row 0");
    assertThatThrownBy(() -> SparkTransport.between(good.filter("x > 1"), good).solve())
        .isInstanceOf(TableException.class)
        .hasMessageContaining("left: the table has no rows");
  }

  private static void assertRefused(SparkTransport question, String message) {
    assertThatIllegalArgumentException().isThrownBy(question::solve).withMessage(message);
  }
}
