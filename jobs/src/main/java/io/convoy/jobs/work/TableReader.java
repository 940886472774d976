package io.convoy.jobs.work;

import io.convoy.geometry.Moments;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.table.OpenTable;
import io.convoy.spark.column.Columns;
import io.convoy.spark.intake.ReadOptions;
import io.convoy.spark.table.PointTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Reads a job's tables into blocks, which are held with everything else the run opens.
 *
 * @param tasks asked for by the user
 * @param quarantine whether bad rows are set aside
 */
public record TableReader(OptionalInt tasks, boolean quarantine, Holdings held) {

  /** Returns the table in blocks. */
  public PointTable read(OpenTable table) {
    ReadOptions options = new ReadOptions(table.name(), tasks, quarantine);
    return held.hold(PointTable.read(table.rows(), table.roles(), options));
  }

  /**
   * Passes if two tables have the same dimension.
   *
   * @throws JobFailure if they do not
   */
  public static void requireEqualDimensions(
      String name, PointTable table, String otherName, PointTable other) {
    if (table.dimension() != other.dimension()) {
      throw JobFailure.badInput(
          name
              + " has dimension "
              + table.features()
              + " and "
              + otherName
              + " has dimension "
              + other.features()
              + "; they must be equal");
    }
  }

  /** Returns the tables with every feature of mean 0 and deviation 1 over all of them together. */
  public List<PointTable> standardized(List<PointTable> tables) {
    Moments pooled = tables.stream().map(TableReader::moments).reduce(Moments::with).orElseThrow();
    double[] deviation =
        IntStream.range(0, tables.get(0).dimension()).mapToDouble(pooled::deviation).toArray();
    List<PointTable> standardized = new ArrayList<>();
    for (PointTable table : tables) {
      standardized.add(held.hold(table.standardized(pooled.mean(), deviation)));
    }
    return standardized;
  }

  /** Returns the mean and deviation of every feature of a table. */
  public static Moments moments(PointTable table) {
    return table.runner().run("moments", Moments.sweep(), "");
  }

  /**
   * Returns the rows set aside of both tables, a column saying of which. Where a column has another
   * type in the other table, both become text: bad rows are for people to look at.
   */
  public static Dataset<Row> quarantined(
      String name, PointTable table, String otherName, PointTable other) {
    Dataset<Row> from = quarantined(name, table);
    Dataset<Row> to = quarantined(otherName, other);
    for (StructField field : from.schema().fields()) {
      boolean differs =
          Arrays.stream(to.schema().fields())
              .anyMatch(
                  same ->
                      same.name().equals(field.name())
                          && !same.dataType().equals(field.dataType()));
      if (differs) {
        Column text = Columns.named(field.name()).cast(DataTypes.StringType);
        from = from.withColumn(field.name(), text);
        to = to.withColumn(field.name(), text);
      }
    }
    return from.unionByName(to, true);
  }

  /** Returns the rows set aside of a table, a column saying of which. */
  public static Dataset<Row> quarantined(String name, PointTable table) {
    return table.quarantined().withColumn("table", functions.lit(name));
  }
}
