package io.convoy.spark;

import static io.convoy.spark.Tables.CLOUD;
import static io.convoy.spark.Tables.NEVER_SMALL;
import static io.convoy.spark.Tables.cloud;
import static io.convoy.spark.Tables.cloudTable;
import static io.convoy.spark.Tables.features;
import static io.convoy.spark.Tables.row;
import static io.convoy.spark.Tables.table;
import static io.convoy.spark.Tables.withId;
import static io.convoy.spark.Tables.withWeight;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.MemoryRunner;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.encoders.RowEncoder;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointTableTest {

  private static final ReadOptions SOURCE = ReadOptions.of("source");

  @Test
  void aTableIsItsRowsInTheOrderOfIds() {
    Dataset<Row> rows =
        table("id INT, x DOUBLE, y DOUBLE", row(10, 1.0, 2.0), row(9, 3.0, 4.0), row(-1, 5.0, 6.0));
    try (PointTable table = PointTable.read(rows, withId("id", "y", "x"), SOURCE)) {
      assertThat(table.rows()).isEqualTo(3);
      assertThat(table.dimension()).isEqualTo(2);
      assertThat(table.totalWeight()).isEqualTo(3);
      assertThat(table.idType()).isEqualTo(DataTypes.IntegerType);
      assertThat(Bits.ids(table)).containsExactly(-1, 9, 10);
      PointTable.Gathered all = table.gather();
      assertThat(all.ids().text(1)).isEqualTo("9");
      assertThat(all.points().rows()).isEqualTo(3);
      assertThat(all.points().coordinate(0, 0)).isEqualTo(6);
      assertThat(all.points().coordinate(0, 1)).isEqualTo(5);
      assertThat(all.points().weight(2)).isEqualTo(1.0 / 3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void neitherLayoutNorTasksNorPlaceOfAssemblyShow(int partitions) {
    List<Row> rows = cloud(3000, 1);
    List<String> expected;
    try (PointTable table = PointTable.read(cloudTable(rows), CLOUD, SOURCE)) {
      expected = Bits.of(table);
      assertThat(table.rows()).isEqualTo(expected.size()).isEqualTo(3000 - 429);
      assertThat(table.removedRows()).isEqualTo(429);
    }
    Dataset<Row> shuffled = cloudTable(cloud(3000, 1)).repartition(partitions);
    Dataset<Row> sorted = cloudTable(rows).repartitionByRange(partitions, col("id"));
    List<Dataset<Row>> layouts =
        List.of(shuffled, cloudTable(rows).coalesce(partitions), sorted.sort("id"), sorted);
    for (Dataset<Row> layout : layouts) {
      for (int tasks : new int[] {3, 16}) {
        for (TableReading.Small small : List.of(TableReading.SMALL, NEVER_SMALL)) {
          try (PointTable table = PointTable.read(layout, CLOUD, SOURCE.withTasks(tasks), small)) {
            assertThat(Bits.of(table)).isEqualTo(expected);
            assertThat(table.runner().tasks()).isGreaterThanOrEqualTo(tasks);
          }
        }
      }
    }
  }

  @Test
  void bothRunnersAndAllWaysOfReadingGiveEqualBits() {
    Dataset<Row> rows = cloudTable(cloud(2500, 4));
    List<double[]> means = new ArrayList<>();
    for (int tasks : new int[] {1, 2, 7}) {
      for (TableReading.Small small : List.of(TableReading.SMALL, NEVER_SMALL)) {
        try (PointTable table = PointTable.read(rows, CLOUD, SOURCE.withTasks(tasks), small)) {
          means.add(table.runner().run("moments", Moments.sweep(), "").mean());
          MemoryRunner<PointBlock> memory =
              new MemoryRunner<>(table.collectBlocks(), ForkJoinPool.commonPool());
          means.add(memory.run("moments", Moments.sweep(), "").mean());
        }
      }
    }
    assertThat(means).allSatisfy(mean -> assertThat(mean).containsExactly(means.get(0)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void blocksLostFromTheCacheComeBackWithEqualBits(boolean small) {
    try (PointTable table =
        PointTable.read(
            cloudTable(cloud(2000, 2)).repartition(5),
            CLOUD,
            SOURCE.withTasks(4),
            small ? TableReading.SMALL : NEVER_SMALL)) {
      List<String> before = Bits.of(table);
      table.blocks().unpersist(true);
      assertThat(Bits.of(table)).isEqualTo(before);
    }
  }

  @Test
  void weightsSumToOneAndTheirTotalIsKept() {
    try (PointTable table = PointTable.read(cloudTable(cloud(1000, 3)), CLOUD, SOURCE)) {
      double raw = cloud(1000, 3).stream().mapToDouble(row -> row.getDouble(1)).sum();
      assertThat(table.totalWeight()).isCloseTo(raw, within(1e-12 * raw));
      double sum = 0;
      for (PointBlock block : table.collectBlocks()) {
        for (int i = 0; i < block.rows(); i++) {
          sum += block.weight(i);
        }
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
  }

  private static Offset<Double> within(double offset) {
    return Offset.offset(offset);
  }

  @Test
  void idsOfEveryTypeKeepTheirTypeAndOrder() {
    assertIds("TINYINT", (byte) -3, (byte) 2, (byte) 10);
    assertIds("SMALLINT", (short) -3, (short) 2, (short) 10);
    assertIds("BIGINT", Long.MIN_VALUE, 2L, Long.MAX_VALUE);
    assertIds("FLOAT", -2.5f, 1f, 1e9f);
    assertIds("DOUBLE", Double.NEGATIVE_INFINITY, -0.5, 0.0, 1e-300, 2.0, 10.0);
    assertIds(
        "DECIMAL(10,2)", new BigDecimal("-1.50"), new BigDecimal("9.00"), new BigDecimal("10.00"));
    assertIds(
        "DECIMAL(30,1)",
        new BigDecimal("-1.5"),
        new BigDecimal("9.0"),
        new BigDecimal("12345678901234567890123.0"));
    assertIds("STRING", "10", "9", "a", "ä", "\uD83D\uDE00");
    assertIds("DATE", LocalDate.of(1950, 1, 2), LocalDate.of(2020, 2, 29));
    assertIds(
        "TIMESTAMP",
        Instant.parse("1950-01-01T00:00:00.000001Z"),
        Instant.parse("2020-01-01T00:00:00Z"));
    assertIds(
        "TIMESTAMP_NTZ",
        LocalDateTime.parse("1950-01-01T00:00:00.000001"),
        LocalDateTime.parse("2020-01-01T00:00:00"));
  }

  private static void assertIds(String type, Object... ascending) {
    StructType schema = StructType.fromDDL("id " + type + ", x DOUBLE");
    List<Row> rows = new ArrayList<>();
    for (int i = ascending.length - 1; i >= 0; i--) {
      rows.add(RowFactory.create(ascending[i], (double) i));
    }
    Encoder<Row> lenient = RowEncoder.encoderFor(schema, true);
    Dataset<Row> source = LocalSpark.SESSION.createDataset(rows, lenient);
    for (TableReading.Small small : List.of(TableReading.SMALL, NEVER_SMALL)) {
      try (PointTable table = PointTable.read(source, withId("id", "x"), SOURCE, small)) {
        assertThat(Bits.ids(table)).containsExactly(ascending);
        Dataset<Row> derived =
            table.derive(
                new StructType().add("id", table.idType()),
                (String state, TableBlock block) ->
                    IntStream.range(0, block.rows())
                        .mapToObj(i -> RowFactory.create(block.ids().value(i)))
                        .toList(),
                "");
        assertThat(derived.schema().apply("id").dataType())
            .isEqualTo(schema.apply("id").dataType());
        assertThat(derived.collectAsList())
            .isEqualTo(source.select("id").sort("id").collectAsList());
      }
    }
  }

  @Test
  void rowsOfFilesAreNumberedInTheirOrderWhateverTheSplits(@TempDir Path directory) {
    String path = directory.resolve("numbers").toString();
    Dataset<Row> numbers =
        LocalSpark.SESSION.range(0, 5000, 1, 3).selectExpr("cast(id as double) x", "id % 5 = 0 z");
    numbers.write().csv(path + "/csv");
    numbers.write().parquet(path + "/parquet");
    for (String format : List.of("csv", "parquet")) {
      List<List<String>> seen = new ArrayList<>();
      for (String splitBytes : List.of("4000", "128m")) {
        LocalSpark.SESSION.conf().set("spark.sql.files.maxPartitionBytes", splitBytes);
        LocalSpark.SESSION.conf().set("spark.sql.files.openCostInBytes", "1000");
        try {
          Dataset<Row> source =
              LocalSpark.SESSION
                  .read()
                  .schema("x DOUBLE, z BOOLEAN")
                  .format(format)
                  .load(path + "/" + format)
                  .filter("x >= 10")
                  .withColumn("y", col("x"));
          source.createOrReplaceTempView("numbers");
          for (TableReading.Small small : List.of(TableReading.SMALL, NEVER_SMALL)) {
            try (PointTable table =
                PointTable.read(
                    LocalSpark.SESSION.table("numbers"), features("y"), SOURCE, small)) {
              assertThat(table.idType()).isEqualTo(DataTypes.LongType);
              seen.add(Bits.of(table));
              PointTable.Gathered all = table.gather();
              assertThat(all.ids().size()).isEqualTo(4990);
              for (int i = 0; i < 4990; i++) {
                assertThat(all.ids().value(i)).isEqualTo((long) i);
                assertThat(all.points().coordinate(i, 0)).isEqualTo(i + 10.0);
              }
            }
          }
        } finally {
          LocalSpark.SESSION.conf().unset("spark.sql.files.maxPartitionBytes");
          LocalSpark.SESSION.conf().unset("spark.sql.files.openCostInBytes");
        }
      }
      assertThat(seen).allSatisfy(bits -> assertThat(bits).isEqualTo(seen.get(0)));
    }
  }

  @Test
  void rowNumbersCountRemovedRowsAndFollowFilters() {
    Dataset<Row> rows =
        table(
            "w DOUBLE, x DOUBLE",
            row(1.0, 0.0),
            row(0.0, 1.0),
            row(1.0, Double.NaN),
            row(1.0, 3.0));
    TableRoles roles =
        new TableRoles(Optional.empty(), Optional.of("w"), Optional.empty(), List.of("x"));
    for (TableReading.Small small : List.of(TableReading.SMALL, NEVER_SMALL)) {
      try (PointTable table = PointTable.read(rows, roles, SOURCE.withQuarantine(true), small)) {
        assertThat(Bits.ids(table)).containsExactly(0L, 3L);
        assertThat(table.removedRows()).isEqualTo(1);
        assertThat(table.quarantinedRows()).isEqualTo(1);
      }
    }
    try (PointTable table = PointTable.read(rows.filter("x >= 1"), features("x"), SOURCE)) {
      assertThat(Bits.ids(table)).isEqualTo(List.of(0L, 1L)); // Spark holds NaN the largest number
    } catch (TableException expected) {
      assertThat(expected).hasMessageContaining("row 1 (counted from 0)");
    }
  }

  @Test
  void tasksAreWorthTheirRows() {
    assertThat(BlockPlan.suitedTasks(900, 100)).isEqualTo(1);
    assertThat(BlockPlan.suitedTasks(100_000, 2)).isEqualTo(4);
  }

  @Test
  void standardizedPointsAreCentredAndScaledInDouble() {
    Dataset<Row> rows = table("id INT, x FLOAT, y FLOAT", row(1, 0.1f, 5f), row(2, 0.3f, 5f));
    for (TableReading.Small small : List.of(TableReading.SMALL, NEVER_SMALL)) {
      PointTable raw = PointTable.read(rows, withId("id", "x", "y"), SOURCE, small);
      try (PointTable table = raw.standardized(new double[] {0.2, 5}, new double[] {0.1, 0})) {
        raw.close();
        PointBlock points = table.gather().points();
        assertThat(points.coordinate(0, 0)).isEqualTo((0.1f - 0.2) / 0.1);
        assertThat(points.coordinate(1, 0)).isEqualTo((0.3f - 0.2) / 0.1);
        assertThat(points.coordinate(1, 1)).isZero();
        assertThat(points.weight(1)).isEqualTo(0.5);
        assertThat(Bits.ids(table)).containsExactly(1, 2);
        assertThatThrownBy(() -> table.standardized(new double[1], new double[2]))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("dimension 2");
      }
    }
  }

  @Test
  void derivedRowsComeInOrderAndSeeTheState() {
    Dataset<Row> rows = cloudTable(cloud(700, 5));
    StructType schema =
        new StructType().add("id", DataTypes.LongType).add("value", DataTypes.DoubleType);
    try (PointTable table = PointTable.read(rows, CLOUD, SOURCE.withTasks(4))) {
      Dataset<Row> derived =
          table.derive(
              schema,
              (double[] plus, TableBlock block) ->
                  IntStream.range(0, block.rows())
                      .mapToObj(
                          i ->
                              RowFactory.create(
                                  block.ids().value(i), block.points().coordinate(i, 1) + plus[0]))
                      .toList(),
              new double[] {100});
      List<Row> collected = derived.collectAsList();
      assertThat(collected).hasSize(600);
      PointTable.Gathered all = table.gather();
      for (int i = 0; i < 600; i++) {
        assertThat(collected.get(i).getLong(0)).isEqualTo(all.ids().value(i));
        assertThat(collected.get(i).getDouble(1)).isEqualTo(all.points().coordinate(i, 1) + 100);
      }
    }
  }

  @Test
  void badTablesAreRefusedInOneSentence() {
    refuses(
        table("id INT, x DOUBLE"),
        withId("id", "x"),
        "source: the table has no rows; at least one is needed");
    refuses(
        table("id INT, x DOUBLE", row(5, 1.0), row(7, Double.NaN), row(3, Double.NaN)),
        withId("id", "x"),
        "source: the row with id '3' cannot be used: x is NaN (and 1 other row); all rows need the"
            + " same number of finite features, or quarantine sets them aside");
    refuses(
        table("x DOUBLE, y DOUBLE", row(5.0, 1.0), row(7.0, null)),
        features("x", "y"),
        "source: row 1 (counted from 0) cannot be used: y is null; all rows need the same number of"
            + " finite features, or quarantine sets them aside");
    refuses(
        table("id STRING, x FLOAT", row("b", 1f), row("a", Float.NEGATIVE_INFINITY)),
        withId("id", "x"),
        "the row with id 'a' cannot be used: x is -Infinity;");
    refuses(
        table("id INT, x DOUBLE", row(5, 1.0), row(null, 2.0), row(null, 2.0)),
        withId("id", "x"),
        "source: 2 rows have no id (null or NaN); every row needs one");
    refuses(
        table("id INT, x DOUBLE", row(5, 1.0), row(4, 2.0), row(5, 3.0), row(4, 3.0), row(5, 3.0)),
        withId("id", "x"),
        "source: 3 rows repeat an id, the first of them '4'; ids must be unique");
    refuses(
        table("id INT, w DOUBLE, x DOUBLE", row(5, 1.0, 1.0), row(4, -0.5, 2.0), row(6, -1.0, 2.0)),
        withWeight("id", "w", "x"),
        "source: the row with id '4' has weight -0.5 (and 1 other row); weights must be finite and"
            + " >= 0");
    refuses(
        table("id INT, w DOUBLE, x DOUBLE", row(5, 1.0, 1.0), row(4, null, 2.0)),
        withWeight("id", "w", "x"),
        "the row with id '4' has weight null;");
    refuses(
        table("id INT, w INT, x DOUBLE", row(5, 0, 1.0), row(4, 0, 2.0)),
        withWeight("id", "w", "x"),
        "source: all weights are 0; at least one must be > 0");
    refuses(
        table("id INT, w DOUBLE, x DOUBLE", row(5, 1e308, 1.0), row(4, 1e308, 2.0)),
        withWeight("id", "w", "x"),
        "source: the weights sum to Infinity;");
    refuses(
        table("id INT, x STRING", row(5, "1")),
        withId("id", "x"),
        "source: feature column 'x' has type string; allowed are one column of");
    refuses(
        table("id INT, x DOUBLE", row(5, 1.0)),
        withId("key", "x"),
        "source: there is no column 'key'; its columns are id, x");
    refuses(
        table("id BOOLEAN, x DOUBLE", row(true, 1.0)),
        withId("id", "x"),
        "source: id column 'id' has type boolean, allowed are numbers, strings, dates and"
            + " timestamps");
    refuses(
        table("id INT, w STRING, x DOUBLE", row(5, "1", 1.0)),
        withWeight("id", "w", "x"),
        "source: weight column 'w' has type string, allowed are numbers");
  }

  @Test
  void rowsOfAnotherLengthThanMostAreRefused() {
    refuses(
        table(
            "id INT, v ARRAY<DOUBLE>",
            row(1, List.of(1.0)),
            row(2, List.of(1.0, 2.0)),
            row(3, List.of(3.0, 2.0)),
            row(4, List.of())),
        withId("id", "v"),
        "source: the row with id '1' cannot be used: it has 1 features and most rows have 2 (and 1"
            + " other row)");
  }

  private static void refuses(Dataset<Row> rows, TableRoles roles, String message) {
    for (TableReading.Small small : List.of(TableReading.SMALL, NEVER_SMALL)) {
      for (int partitions : new int[] {1, 3}) {
        // without ids a shuffle makes another table
        Dataset<Row> layout =
            roles.id().isPresent() ? rows.repartition(partitions) : rows.coalesce(partitions);
        assertThatThrownBy(() -> PointTable.read(layout, roles, SOURCE, small))
            .isInstanceOf(TableException.class)
            .hasMessageContaining(message);
      }
    }
  }

  @Test
  void quarantineSetsBadRowsAsideWithAReason() {
    Dataset<Row> rows =
        table(
            "v ARRAY<FLOAT>, id INT, day DATE, w FLOAT",
            row(List.of(1f, 2f), 1, Date.valueOf("2020-01-01"), 1f),
            row(List.of(1f), 2, Date.valueOf("2020-01-02"), 1f),
            row(List.of(1f, Float.NaN), 3, Date.valueOf("2020-01-03"), 1f),
            row(null, 4, Date.valueOf("2020-01-04"), 1f),
            row(List.of(Float.NaN), 5, Date.valueOf("2020-01-05"), 0f),
            row(List.of(3f, 4f), 6, Date.valueOf("2020-01-06"), 1f));
    for (TableReading.Small small : List.of(TableReading.SMALL, NEVER_SMALL)) {
      try (PointTable table =
          PointTable.read(
              rows.repartition(2),
              withWeight("id", "w", "v"),
              SOURCE.withQuarantine(true),
              small)) {
        assertThat(Bits.ids(table)).containsExactly(1, 6);
        assertThat(table.removedRows()).isEqualTo(1);
        assertThat(table.quarantinedRows()).isEqualTo(3);
        Dataset<Row> aside = table.quarantined().sort("id");
        assertThat(aside.columns()).containsExactly("v", "id", "day", "w", "reason");
        assertThat(aside.select("id", "day", "reason").collectAsList())
            .containsExactly(
                RowFactory.create(
                    2, Date.valueOf("2020-01-02"), "it has 1 features and most rows have 2"),
                RowFactory.create(3, Date.valueOf("2020-01-03"), "v[1] is NaN"),
                RowFactory.create(4, Date.valueOf("2020-01-04"), "'v' is null"));
      }
    }
    assertThatThrownBy(
            () ->
                PointTable.read(
                    rows.filter("id in (3, 4, 5)"),
                    withWeight("id", "w", "v"),
                    SOURCE.withQuarantine(true)))
        .isInstanceOf(TableException.class)
        .hasMessageContaining(
            "no row is left: 2 rows were set aside by quarantine and 1 has weight 0");
  }

  @Test
  void withoutBadRowsNothingIsSetAside() {
    Dataset<Row> rows = table("id INT, x DOUBLE, reason STRING", row(1, 1.0, "?"));
    try (PointTable table = PointTable.read(rows, withId("id", "x"), SOURCE)) {
      assertThat(table.quarantined().count()).isZero();
      assertThat(table.quarantined().columns())
          .containsExactly("id", "x", "reason", "quarantine_reason");
    }
  }
}
