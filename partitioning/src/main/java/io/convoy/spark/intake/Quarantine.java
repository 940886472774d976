package io.convoy.spark.intake;

import io.convoy.spark.column.Columns;
import io.convoy.spark.column.Plans;
import io.convoy.spark.column.TableRoles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.encoders.RowEncoder;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Function1;

/**
 * The rows of a table whose features cannot be used, and why.
 *
 * @param table the table as it was given
 * @param dimension the number of features a row must have
 * @param rows how many such rows there are
 */
public record Quarantine(
    Dataset<Row> table, TableRoles roles, String name, int dimension, long rows) {

  /** Returns the rows with a last column that says why, computed whenever the dataset is used. */
  public Dataset<Row> dataset() {
    StructType schema = table.schema();
    List<String> names = Arrays.asList(schema.fieldNames());
    String reason = names.contains("reason") ? "quarantine_reason" : "reason";
    StructType extended = schema.add(reason, DataTypes.StringType);
    if (rows == 0) {
      return table.sparkSession().createDataFrame(List.of(), extended);
    }
    RowLayout layout = RowLayout.of(name, table, roles, schema.length());
    List<Column> columns = new ArrayList<>();
    names.forEach(field -> columns.add(Columns.column(table, field)));
    columns.addAll(layout.select(table, roles));
    Dataset<Row> selected = table.select(columns.toArray(new Column[0]));
    JavaRDD<Row> bad =
        Plans.rows(selected)
            .mapPartitions(new Sieve(layout, selected.schema(), schema.length(), dimension));
    return table.sparkSession().createDataset(bad.rdd(), RowEncoder.encoderFor(extended, true));
  }

  private record Sieve(RowLayout layout, StructType schema, int columns, int dimension)
      implements FlatMapFunction<Iterator<InternalRow>, Row> {

    @Override
    public Iterator<Row> call(Iterator<InternalRow> rows) {
      Batch scratch = new Batch(layout, dimension);
      Function1<Object, Object> toRow = CatalystTypeConverters.createToScalaConverter(schema);
      return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, 0), false)
          .flatMap(
              row ->
                  reason(row, scratch).map(why -> extended((Row) toRow.apply(row), why)).stream())
          .iterator();
    }

    private Optional<String> reason(InternalRow row, Batch scratch) {
      if (layout.weight(row) == 0) {
        return Optional.empty();
      }
      Optional<String> broken = Batch.broken(layout, row);
      if (broken.isPresent()) {
        return broken;
      }
      int length = layout.features().length(row, layout.featuresAt());
      if (length != dimension) {
        int labels = layout.features().labels();
        return Optional.of(
            "it has " + (length - labels) + " features and most rows have " + (dimension - labels));
      }
      int bad = scratch.read(row);
      return bad < 0
          ? Optional.empty()
          : Optional.of(Batch.describe(layout, row, bad, scratch.last(bad)));
    }

    /** Returns the table's own columns of a row and the reason. */
    private Row extended(Row row, String reason) {
      Object[] values = new Object[columns + 1];
      for (int i = 0; i < columns; i++) {
        values[i] = row.get(i);
      }
      values[columns] = reason;
      return RowFactory.create(values);
    }
  }
}
