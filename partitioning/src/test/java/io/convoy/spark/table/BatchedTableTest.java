package io.convoy.spark.table;

import static io.convoy.spark.Tables.CLOUD;
import static io.convoy.spark.Tables.NEVER_SMALL;
import static io.convoy.spark.Tables.cloud;
import static io.convoy.spark.Tables.cloudTable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.convoy.iterate.Sweep;
import io.convoy.spark.Bits;
import io.convoy.spark.block.Batching;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.intake.ReadOptions;
import io.convoy.spark.intake.TableReading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchedTableTest {

  private static final ReadOptions SOURCE = ReadOptions.of("source");

  @Test
  void everyRowIsInOneBatchAndBatchesAreNotInTheOrderOfIds() {
    for (TableReading.Small small : List.of(TableReading.SMALL, NEVER_SMALL)) {
      try (PointTable table = read(cloudTable(cloud(3000, 1)), 3, small);
          PointTable batched = table.inBatches(new Batching(7, table.rows(), 100), 3)) {
        List<String> rows = withoutBlock(table);
        List<String> moved = withoutBlock(batched);
        assertThat(moved).isNotEqualTo(rows).containsExactlyInAnyOrderElementsOf(rows);
        List<Integer> sizes = batched.blocks().map(TableBlock::rows).collect();
        assertThat(sizes.subList(0, sizes.size() - 1)).containsOnly(100);
        assertThat(sizes.get(sizes.size() - 1)).isEqualTo((int) (table.rows() % 100));
      }
    }
  }

  @Test
  void aTableThatIsTooShortIsUsedAgainInAnotherOrder() {
    for (TableReading.Small small : List.of(TableReading.SMALL, NEVER_SMALL)) {
      try (PointTable table = read(cloudTable(cloud(700, 2)), 2, small);
          PointTable batched = table.inBatches(new Batching(7, 2 * table.rows() + 50, 64), 4)) {
        int n = (int) table.rows();
        List<String> moved = withoutBlock(batched);
        assertThat(moved).hasSize(2 * n + 50);
        List<String> first = moved.subList(0, n);
        List<String> second = moved.subList(n, 2 * n);
        assertThat(new HashSet<>(first)).hasSize(n).isEqualTo(new HashSet<>(second));
        assertThat(first).isNotEqualTo(second);
        assertThat(new HashSet<>(moved.subList(2 * n, moved.size()))).hasSize(50);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void neitherLayoutNorTasksNorPlaceOfAssemblyShow(int partitions) {
    List<String> expected;
    Batching batching = new Batching(3, 2000, 48);
    try (PointTable table = read(cloudTable(cloud(2000, 3)), 1, TableReading.SMALL);
        PointTable batched = table.inBatches(batching, 1)) {
      expected = Bits.of(batched);
    }
    Dataset<Row> shuffled = cloudTable(cloud(2000, 3)).repartition(partitions);
    for (TableReading.Small small : List.of(TableReading.SMALL, NEVER_SMALL)) {
      try (PointTable table = read(shuffled, 2, small);
          PointTable batched = table.inBatches(batching, partitions)) {
        assertThat(Bits.of(batched)).isEqualTo(expected);
      }
    }
  }

  @Test
  void batchesOutliveTheirTableAndTheLossOfTheirBlocks() {
    PointTable table = read(cloudTable(cloud(900, 4)), 4, NEVER_SMALL);
    try (PointTable batched = table.inBatches(new Batching(1, 900, 50), 4)) {
      List<String> before = Bits.of(batched);
      table.close();
      batched.blocks().unpersist(true);
      assertThat(Bits.of(batched)).isEqualTo(before);
    }
  }

  @Test
  void batchesWithoutRowsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Batching(0, 10, 0))
        .withMessage("batch must be in 1 to 65536, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Batching(0, 0, 5))
        .withMessageContaining("got 0 rows in batches of 5");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void couplingsAreMadeOfBlocksAtTheSamePlace(boolean small) {
    TableReading.Small where = small ? TableReading.SMALL : NEVER_SMALL;
    try (PointTable one = read(cloudTable(cloud(1000, 5)), 3, where);
        PointTable two = read(cloudTable(cloud(300, 6)), 2, where);
        PointTable left = one.inBatches(new Batching(1, one.rows(), 32), 3);
        PointTable right = two.inBatches(new Batching(2, one.rows(), 32), 3);
        Couplings<String> made =
            Couplings.of(
                left,
                Optional.of(right),
                (String state, BlockPair pair) ->
                    state + pair.block().ids().text(0) + ":" + pair.other().get().ids().text(0),
                "at ")) {
      List<TableBlock> lefts = left.blocks().collect();
      List<TableBlock> rights = right.blocks().collect();
      List<String> expected = new ArrayList<>();
      for (int b = 0; b < lefts.size(); b++) {
        expected.add("at " + lefts.get(b).ids().text(0) + ":" + rights.get(b).ids().text(0));
      }
      assertThat(made.run("list", new Listing(), "")).isEqualTo(expected);
      StructType schema =
          new StructType().add("made", DataTypes.StringType).add("rows", DataTypes.IntegerType);
      assertThat(
              made
                  .derive(
                      schema,
                      (String result, BlockPair pair) ->
                          List.of(RowFactory.create(result, pair.block().rows())))
                  .collectAsList()
                  .stream()
                  .map(row -> row.getString(0))
                  .toList())
          .isEqualTo(expected);
    }
  }

  @Test
  void tablesCutDifferentlyAreNotCoupled() {
    try (PointTable one = read(cloudTable(cloud(1000, 5)), 3, TableReading.SMALL);
        PointTable left = one.inBatches(new Batching(1, 500, 32), 3);
        PointTable right = one.inBatches(new Batching(2, 500, 64), 3)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> Couplings.of(left, Optional.of(right), (String s, BlockPair pair) -> "", ""))
          .withMessageStartingWith("two tables must be cut alike, got ");
    }
  }

  private record Listing() implements Sweep<String, String, ArrayList<String>> {
    @Override
    public ArrayList<String> visit(String state, String block) {
      return new ArrayList<>(Collections.singletonList(block));
    }

    @Override
    public ArrayList<String> merge(ArrayList<String> left, ArrayList<String> right) {
      left.addAll(right);
      return left;
    }
  }

  private static PointTable read(Dataset<Row> rows, int tasks, TableReading.Small small) {
    return PointTable.read(rows, CLOUD, SOURCE.withTasks(tasks), small);
  }

  /** Returns id, weight and coordinates of all rows. */
  private static List<String> withoutBlock(PointTable table) {
    return Bits.of(table).stream().map(line -> line.substring(line.indexOf('|'))).toList();
  }
}
