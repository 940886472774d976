package io.convoy.spark.table;

import static io.convoy.spark.Tables.CLOUD;
import static io.convoy.spark.Tables.NEVER_SMALL;
import static io.convoy.spark.Tables.cloud;
import static io.convoy.spark.Tables.cloudTable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.SpatialRows;
import io.convoy.spark.Bits;
import io.convoy.spark.Tables;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.intake.ReadOptions;
import io.convoy.spark.intake.TableReading;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpatialTableTest {

  private static final ReadOptions SOURCE = ReadOptions.of("source");

  /** Rows of {@link Tables#cloud}, of which six in seven are in the table. */
  private static final int ROWS = 6000;

  @Test
  void theRowsAreThoseOfTheTableInTheOrderOfAllPoints() {
    for (TableReading.Small small : List.of(TableReading.SMALL, NEVER_SMALL)) {
      try (PointTable table = read(cloudTable(cloud(ROWS, 1)), 3, small);
          PointTable inSpace = table.inSpace(space(table))) {
        List<String> rows = withoutBlock(table);
        PointBlock all = table.gather().points();
        int[] order = space(table).order(List.of(space(table).visit("", all)));
        List<String> expected = new ArrayList<>();
        for (int row : order) {
          expected.add(rows.get(row));
        }
        assertThat(withoutBlock(inSpace)).isEqualTo(expected).isNotEqualTo(rows);
        assertThat(inSpace.blocks().map(TableBlock::index).collect())
            .isEqualTo(table.blocks().map(TableBlock::index).collect());
        assertThat(inSpace.blocks().map(TableBlock::rows).collect())
            .isEqualTo(table.blocks().map(TableBlock::rows).collect());
        assertThat(inSpace.runner().tasks()).isEqualTo(table.runner().tasks());
        assertThat(inSpace.totalWeight()).isEqualTo(table.totalWeight());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void neitherLayoutNorTasksNorPlaceOfAssemblyShow(int partitions) {
    List<String> expected;
    try (PointTable table = read(cloudTable(cloud(ROWS, 2)), 1, TableReading.SMALL);
        PointTable inSpace = table.inSpace(space(table))) {
      expected = Bits.of(inSpace);
    }
    Dataset<Row> shuffled = cloudTable(cloud(ROWS, 2)).repartition(partitions);
    for (int tasks : new int[] {1, 2, 7}) {
      for (TableReading.Small small : List.of(TableReading.SMALL, NEVER_SMALL)) {
        try (PointTable table = read(shuffled, tasks, small);
            PointTable inSpace = table.inSpace(space(table))) {
          assertThat(Bits.of(inSpace)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void blocksFillSmallBoxes() {
    try (PointTable table = read(cloudTable(cloud(ROWS, 3)), 4, NEVER_SMALL);
        PointTable inSpace = table.inSpace(space(table))) {
      assertThat(meanArea(table)).isGreaterThan(0.8);
      // as many boxes as blocks would tile the square; cuts need not fall between subtrees
      int blocks = inSpace.runner().blocks();
      assertThat(blocks).isGreaterThan(50);
      assertThat(meanArea(inSpace)).isLessThan(3.0 / blocks);
    }
  }

  private static double meanArea(PointTable table) {
    return table.collectBlocks().stream()
        .mapToDouble(block -> extent(block, 0) * extent(block, 1))
        .average()
        .orElseThrow();
  }

  private static double extent(PointBlock block, int k) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < block.rows(); i++) {
      low = Math.min(low, block.coordinate(i, k));
      high = Math.max(high, block.coordinate(i, k));
    }
    return high - low;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTableOutlivesTheOneItCameFromAndTheLossOfItsBlocks(boolean small) {
    PointTable table =
        read(cloudTable(cloud(2000, 4)), 4, small ? TableReading.SMALL : NEVER_SMALL);
    try (PointTable inSpace = table.inSpace(space(table))) {
      List<String> before = Bits.of(inSpace);
      table.close();
      inSpace.blocks().unpersist(true);
      assertThat(Bits.of(inSpace)).isEqualTo(before);
    }
  }

  @Test
  void whatIsMadeOfATableOutlivesIt() {
    try (PointTable table = read(cloudTable(cloud(2000, 4)), 4, NEVER_SMALL)) {
      PointTable inSpace = table.inSpace(space(table));
      List<String> expected = Bits.of(inSpace);
      try (PointTable again = inSpace.inSpace(space(table));
          PointTable same = inSpace.standardized(new double[2], new double[] {1, 1})) {
        List<String> twice = Bits.of(again);
        inSpace.close();
        again.blocks().unpersist(true);
        assertThat(Bits.of(again)).isEqualTo(twice);
        assertThat(Bits.of(same)).isEqualTo(expected);
      }
    }
  }

  @Test
  void anOrderForAnotherDimensionIsRefused() {
    PointBlock solid = PointBlock.of(0, 3, new double[3], new double[] {1});
    try (PointTable table = read(cloudTable(cloud(100, 5)), 1, TableReading.SMALL)) {
      assertThatThrownBy(() -> table.inSpace(SpatialRows.near(solid)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("of dimension 3, got 86 rows of dimension 2");
    }
  }

  private static PointTable read(Dataset<Row> rows, int tasks, TableReading.Small small) {
    return PointTable.read(rows, CLOUD, SOURCE.withTasks(tasks), small);
  }

  private static SpatialRows space(PointTable table) {
    return SpatialRows.near(table.collectBlocks().get(0));
  }

  /** Returns id, weight and coordinates of all rows. */
  private static List<String> withoutBlock(PointTable table) {
    return Bits.of(table).stream().map(line -> line.substring(line.indexOf('|'))).toList();
  }
}
