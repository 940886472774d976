package io.convoy.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.random.SeedStream;
import io.convoy.spark.LocalSpark;
import io.convoy.spark.column.TableException;
import io.convoy.spark.column.TableRoles;
import io.convoy.training.LabeledRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTableTest {

  private static final SeedStream SEEDS = new SeedStream(11);

  private static final TableRoles ROLES =
      new TableRoles(Optional.of("id"), Optional.of("weight"), Optional.of("label"), List.of("x"));

  @TempDir Path dir;

  private static Dataset<Row> table(int rows) {
    StructType schema =
        new StructType()
            .add("id", DataTypes.StringType)
            .add("label", DataTypes.StringType)
            .add("weight", DataTypes.DoubleType)
            .add("source", DataTypes.StringType)
            .add("x", DataTypes.createArrayType(DataTypes.FloatType));
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      all.add(
          RowFactory.create(
              "row " + i,
              i % 7 == 0 ? "b" : "a",
              1.0 + i % 2,
              "s" + i % 3,
              i == 5 ? List.of(1f) : List.of((float) i, i == 9 ? Float.NaN : 2f * i)));
    }
    return LocalSpark.SESSION.createDataFrame(all, schema);
  }

  private TrainingTable read(Dataset<Row> rows) {
    return TrainingTable.read(rows, "data", ROLES, List.of("a", "b"), Optional.of("source"));
  }

  private static List<LabeledRows> assigned(TrainingTable table, Assignment how, double share) {
    return table.assigned(how, share, SEEDS).rows().collect();
  }

  private static Set<String> said(LabeledRows rows) {
    TreeSet<String> said = new TreeSet<>();
    for (int i = 0; i < rows.rows(); i++) {
      said.add(
          rows.key(i)
              + " "
              + rows.points().coordinate(i, 0)
              + " "
              + rows.label(i)
              + " "
              + rows.points().weight(i));
    }
    return said;
  }

  @Test
  void chanceDependsOnIdsAloneAndNoRowIsLostOrTwice() {
    double[][] equal = {{0.25, 0.25, 0.25, 0.25}};
    Assignment chance = new Assignment.ByChance(4, SEEDS, equal, 0);
    try (TrainingTable one = read(table(500).coalesce(1));
        TrainingTable other = read(table(500).repartition(5))) {
      List<LabeledRows> expected = assigned(one, chance, 0.3);
      List<LabeledRows> found = assigned(other, chance, 0.3);
      TreeSet<String> all = new TreeSet<>();
      int rows = 0;
      for (int worker = 0; worker < 4; worker++) {
        assertThat(said(found.get(worker))).isEqualTo(said(expected.get(worker)));
        assertThat(found.get(worker).index()).isEqualTo(worker);
        all.addAll(said(found.get(worker)));
        rows += found.get(worker).rows();
      }
      for (LabeledRows held : other.heldOut(0.3, SEEDS).collect()) {
        all.addAll(said(held));
        rows += held.rows();
      }
      assertThat(rows).isEqualTo(500);
      assertThat(all).hasSize(500);
    }
  }

  @Test
  void rowsThatCannotBeUsedAreNanAndCounted() {
    try (TrainingTable table = read(table(30))) {
      TrainingTable.Assigned assigned = table.assigned(new Assignment.ByColumn("source"), 0, SEEDS);
      assertThat(assigned.domains())
          .extracting(TrainingTable.Domain::name)
          .containsExactly("s0", "s1", "s2");
      assertThat(assigned.domains())
          .extracting(TrainingTable.Domain::unsound)
          .containsExactly(1L, 0L, 1L); // rows 9 and 5
      assertThat(assigned.domains())
          .extracting(TrainingTable.Domain::rows)
          .containsExactly(10L, 10L, 10L);
      LabeledRows last = assigned.rows().collect().get(2);
      assertThat(IntStream.range(0, 10).filter(i -> Double.isNaN(last.points().coordinate(i, 1))))
          .hasSize(1);
    }
  }

  @Test
  void filesStayWholeWhereThereAreEnoughOfThem() {
    String path = dir.resolve("t").toString();
    table(400).repartition(8).write().parquet(path);
    try (TrainingTable table = read(LocalSpark.SESSION.read().parquet(path))) {
      List<TrainingTable.Domain> domains =
          table.assigned(new Assignment.ByFiles(4), 0, SEEDS).domains();
      TreeSet<String> files = new TreeSet<>();
      domains.forEach(domain -> files.addAll(domain.files()));
      assertThat(files).hasSize(8);
      assertThat(domains.stream().mapToInt(domain -> domain.files().size())).containsOnly(2);
      // fewer files than workers: runs of rows
      List<TrainingTable.Domain> many =
          table.assigned(new Assignment.ByFiles(16), 0, SEEDS).domains();
      assertThat(many).extracting(TrainingTable.Domain::rows).containsOnly(25L);
    }
  }

  @Test
  void classesMakeWorkersDiffer() {
    Assignment sorted =
        new Assignment.ByChance(2, SEEDS, new double[][] {{0.5, 0.5}}, 1); // all rows by class
    try (TrainingTable table = read(table(700))) {
      List<LabeledRows> found = assigned(table, sorted, 0);
      assertThat(IntStream.range(0, found.get(0).rows()).mapToDouble(found.get(0)::label))
          .containsOnly(0.0);
      double[][] shares = {{1, 0}, {0, 1}};
      List<LabeledRows> split = assigned(table, new Assignment.ByChance(2, SEEDS, shares, 0), 0);
      assertThat(split.get(1).rows()).isEqualTo(100);
    }
  }

  @Test
  void aWorkerWithoutRowsIsRefused() {
    try (TrainingTable table = read(table(10))) {
      assertThatThrownBy(() -> table.assigned(new Assignment.ByFiles(11), 0, SEEDS))
          .isInstanceOf(TableException.class)
          .hasMessageContaining("would have none of the 10 rows; ask for fewer workers");
    }
  }
}
