package io.convoy.spark.column;

import static io.convoy.spark.Tables.features;
import static io.convoy.spark.Tables.row;
import static io.convoy.spark.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.geometry.PointBlock;
import io.convoy.spark.LocalSpark;
import io.convoy.spark.intake.ReadOptions;
import io.convoy.spark.table.PointTable;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class FeatureColumnTest {

  private static final float[][] FLOATS = {{0.1f, -2.5f, 3e30f}, {1f, 0f, -7f}};

  private static void assertPoints(Dataset<Row> rows, boolean floats, String... names) {
    try (PointTable table = PointTable.read(rows, features(names), ReadOptions.of("source"))) {
      PointBlock points = table.gather().points();
      for (int i = 0; i < 2; i++) {
        for (int k = 0; k < 3; k++) {
          assertThat(points.coordinate(i, k)).isEqualTo(FLOATS[i][k]);
        }
      }
      long coordinateBytes = table.blocks().first().points().bytes() - 2 * 8;
      assertThat(coordinateBytes).isEqualTo(6L * (floats ? 4 : 8));
    }
  }

  private static List<Object> boxed(float[] values, boolean floats) {
    Object[] boxed = new Object[values.length];
    for (int k = 0; k < values.length; k++) {
      boxed[k] = floats ? (Object) values[k] : (Object) (double) values[k];
    }
    return Arrays.asList(boxed);
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, k -> values[k]);
    return doubles;
  }

  private static byte[] bytes(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  @Test
  void everyKindOfColumnKeepsItsValuesAndItsPrecision() {
    assertPoints(
        table("v ARRAY<FLOAT>", row(boxed(FLOATS[0], true)), row(boxed(FLOATS[1], true))),
        true,
        "v");
    assertPoints(
        table("v ARRAY<DOUBLE>", row(boxed(FLOATS[0], false)), row(boxed(FLOATS[1], false))),
        false,
        "v");
    assertPoints(table("v BINARY", row(bytes(FLOATS[0])), row(bytes(FLOATS[1]))), true, "v");
    assertPoints(
        table("a FLOAT, b FLOAT, c FLOAT", row(0.1f, -2.5f, 3e30f), row(1f, 0f, -7f)),
        true,
        "a",
        "b",
        "c");
    assertPoints(
        table(
            "`a.1` FLOAT, `b``2` DECIMAL(3,1), c DOUBLE",
            row(0.1f, new BigDecimal("-2.5"), (double) 3e30f),
            row(1f, new BigDecimal("0.0"), -7.0)),
        false,
        "a.1",
        "b`2",
        "c");
    StructType vectors = new StructType().add("v", SQLDataTypes.VectorType());
    assertPoints(
        LocalSpark.SESSION.createDataFrame(
            List.of(
                RowFactory.create(Vectors.dense(doubles(FLOATS[0]))),
                RowFactory.create(Vectors.sparse(3, new int[] {0, 2}, new double[] {1, -7}))),
            vectors),
        false,
        "v");
  }

  @Test
  void wholeNumbersAreFeaturesToo() {
    Dataset<Row> rows = table("v ARRAY<BIGINT>, n SMALLINT", row(List.of(4L, 5L), (short) 6));
    try (PointTable table = PointTable.read(rows, features("v"), ReadOptions.of("source"))) {
      assertThat(table.gather().points().coordinate(0, 1)).isEqualTo(5);
    }
    try (PointTable table = PointTable.read(rows, features("n"), ReadOptions.of("source"))) {
      assertThat(table.gather().points().coordinate(0, 0)).isEqualTo(6);
    }
  }

  @Test
  void everyKindOfColumnSaysWhatIsWrong() {
    refuses(table("v ARRAY<FLOAT>", row(Arrays.asList(1f, null))), "v[1] is null");
    refuses(table("v ARRAY<DOUBLE>", row(Arrays.asList(null, 1.0))), "v[0] is null");
    refuses(table("v ARRAY<DOUBLE>", row(List.of(1.0, Double.NaN))), "v[1] is NaN");
    refuses(table("v BINARY", row(new byte[7])), "'v' is not a whole number of 4-byte floats");
    refuses(table("v BINARY", row(new byte[0])), "'v' is empty");
    refuses(table("v BINARY", row(bytes(1f, Float.POSITIVE_INFINITY))), "v[1] is Infinity");
    refuses(
        LocalSpark.SESSION.createDataFrame(
            List.of(RowFactory.create(Vectors.dense(1, Double.NaN))),
            new StructType().add("v", SQLDataTypes.VectorType())),
        "v[1] is NaN");
    refuses(
        LocalSpark.SESSION.createDataFrame(
            Arrays.asList(RowFactory.create((Object) null)),
            new StructType().add("v", SQLDataTypes.VectorType())),
        "'v' is null");
  }

  private static void refuses(Dataset<Row> rows, String message) {
    assertThatThrownBy(() -> PointTable.read(rows, features("v"), ReadOptions.of("source")))
        .isInstanceOf(TableException.class)
        .hasMessageStartingWith("source: row 0 (counted from 0) cannot be used: " + message + ";");
  }

  @Test
  void whatIsCarriedStandsBetweenTheLabelAndTheFeatures() {
    TableRoles roles =
        new TableRoles(Optional.empty(), Optional.empty(), Optional.of("l"), List.of("v"))
            .withLabels(List.of("a", "b"))
            .withCarried(List.of("n", "q"));
    Dataset<Row> rows =
        table(
            "l STRING, n INT, q DOUBLE, v ARRAY<FLOAT>",
            row("b", 5, 0.5, boxed(FLOATS[0], true)),
            row("a", 6, 1.5, boxed(FLOATS[1], true)));
    try (PointTable table = PointTable.read(rows, roles, ReadOptions.of("pool"))) {
      assertThat(table.features()).isEqualTo(3);
      assertThat(table.labels()).isEqualTo(3);
      PointBlock points = table.gather().points();
      assertThat(points.coordinate(0, 0)).isEqualTo(1);
      assertThat(points.coordinate(0, 1)).isEqualTo(5);
      assertThat(points.coordinate(0, 2)).isEqualTo(0.5);
      assertThat(points.coordinate(1, 1)).isEqualTo(6);
      assertThat(points.coordinate(1, 3)).isEqualTo(FLOATS[1][0]);
      try (PointTable scaled = table.standardized(new double[6], new double[] {2, 2, 2, 2, 2, 2})) {
        PointBlock half = scaled.gather().points();
        assertThat(half.coordinate(1, 1)).isEqualTo(6);
        assertThat(half.coordinate(1, 3)).isEqualTo(FLOATS[1][0] / 2);
      }
      PointTable.Gathered last = table.rows(new long[] {1});
      assertThat(last.points().coordinate(0, 1)).isEqualTo(6);
      assertThat(last.ids().value(0)).isEqualTo(1L);
    }
    Dataset<Row> missing =
        table(
            "l STRING, n INT, q DOUBLE, v ARRAY<FLOAT>",
            row("b", null, 0.5, boxed(FLOATS[0], true)));
    assertThatThrownBy(() -> PointTable.read(missing, roles, ReadOptions.of("pool")))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("n is null");
  }

  @Test
  void aLabelIsThePlaceOfItsValueBeforeTheFeatures() {
    TableRoles roles =
        new TableRoles(Optional.empty(), Optional.empty(), Optional.of("l"), List.of("v"))
            .withLabels(List.of("a", "7"));
    Dataset<Row> floats =
        table(
            "l STRING, v ARRAY<FLOAT>",
            row("7", boxed(FLOATS[0], true)),
            row("a", boxed(FLOATS[1], true)));
    try (PointTable table = PointTable.read(floats, roles, ReadOptions.of("source"))) {
      assertThat(table.features()).isEqualTo(3);
      assertThat(table.dimension()).isEqualTo(4);
      PointBlock points = table.gather().points();
      assertThat(points.coordinate(0, 0)).isEqualTo(1);
      assertThat(points.coordinate(1, 0)).isZero();
      assertThat(points.coordinate(1, 3)).isEqualTo(FLOATS[1][2]);
      double[] moments = {9, 1, 1, 1};
      try (PointTable scaled = table.standardized(moments, new double[] {0, 2, 2, 2})) {
        PointBlock scaledPoints = scaled.gather().points();
        assertThat(scaledPoints.coordinate(0, 0)).isEqualTo(1);
        assertThat(scaledPoints.coordinate(1, 3)).isEqualTo(-4);
      }
    }
    assertThatThrownBy(
            () ->
                PointTable.read(
                    table("l STRING, v ARRAY<FLOAT>", row("b", boxed(FLOATS[0], true))),
                    roles,
                    ReadOptions.of("source")))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("l is null");
    assertThatThrownBy(
            () ->
                PointTable.read(
                    table(
                        "l STRING, v ARRAY<DOUBLE>",
                        row("a", List.of(1.0, 2.0)),
                        row("a", List.of(1.0, 2.0)),
                        row("a", List.of(1.0))),
                    roles,
                    ReadOptions.of("source")))
        .hasMessageContaining("it has 1 features and most rows have 2");
  }
}
