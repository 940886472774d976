package io.convoy.jobs.lasso;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Nearest;
import io.convoy.jobs.table.OpenTable;
import io.convoy.spark.column.Columns;
import io.convoy.spark.column.TableRoles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * A table with one column per node and one row per time, made one row per node and time: the
 * windows of the last values before each time, which forecast it, or up to it, which describe it.
 * Times where a value of the window is null have no row.
 */
public record WideTable(OpenTable table, String time, int lags) {

  static final String NODE = "node";
  private static final String VALUE = "value";
  private static final String WINDOW = "window";
  private static final String LABEL = "label";

  /**
   * Returns a table whose numeric columns but {@code time} are nodes.
   *
   * @throws JobFailure if there is no such column
   */
  public static WideTable of(OpenTable table, String time, int lags) {
    if (!table.columns().contains(time)) {
      throw JobFailure.badInput(
          table.name() + " has no column '" + time + "'" + Nearest.hint(time, table.columns()));
    }
    TableRoles roles = table.roles();
    List<String> nodes = roles.features().stream().filter(column -> !column.equals(time)).toList();
    return new WideTable(
        OpenTable.listing(table.name(), table.location(), table.rows(), nodes), time, lags);
  }

  /** Returns the names of the nodes, in the order of their columns. */
  List<String> nodes() {
    return table.roles().features();
  }

  /** Returns windows of {@code lags} values with the value that follows as their label. */
  public OpenTable forecasts() {
    return opened(windowed(1).withColumnRenamed(VALUE, LABEL), Optional.of(LABEL));
  }

  /**
   * Returns windows of a value and the {@code lags} before it.
   *
   * @param labels a table of the same form that says which values are incidents, with a number
   *     other than 0
   */
  public OpenTable windows(Optional<OpenTable> labels) {
    Dataset<Row> rows = windowed(0).drop(VALUE);
    if (labels.isEmpty()) {
      return opened(rows, Optional.empty());
    }
    for (String column : table.columns()) {
      if ((nodes().contains(column) || column.equals(time))
          && !labels.get().columns().contains(column)) {
        throw JobFailure.badInput(
            "labels has no column '"
                + column
                + "'"
                + Nearest.hint(column, labels.get().columns())
                + "; it needs those of "
                + table.name());
      }
    }
    Dataset<Row> known = stacked(labels.get().rows()).withColumnRenamed(VALUE, LABEL);
    return opened(
        rows.join(
                known,
                rows.col(NODE)
                    .equalTo(known.col(NODE))
                    .and(rows.col(Columns.quoted(time)).equalTo(known.col(Columns.quoted(time)))),
                "left")
            .select(
                rows.col(NODE), rows.col(Columns.quoted(time)), rows.col(WINDOW), known.col(LABEL)),
        Optional.of(LABEL));
  }

  private OpenTable opened(Dataset<Row> rows, Optional<String> label) {
    return new OpenTable(
        table.name(),
        table.location(),
        rows.sort(NODE, Columns.quoted(time)),
        new TableRoles(Optional.of(NODE), Optional.empty(), label, List.of(WINDOW)));
  }

  /** Returns windows that end {@code ahead} steps before the value beside them. */
  private Dataset<Row> windowed(int ahead) {
    WindowSpec past = Window.partitionBy(NODE).orderBy(Columns.quoted(time));
    Dataset<Row> rows = stacked(table.rows());
    List<Column> values = new ArrayList<>();
    Column whole = lit(true);
    for (int back = ahead; back <= lags; back++) {
      String name = "back" + back;
      rows = rows.withColumn(name, back == 0 ? col(VALUE) : lag(col(VALUE), back).over(past));
      values.add(col(name));
      whole = whole.and(col(name).isNotNull());
    }
    return rows.where(whole.and(col(VALUE).isNotNull()))
        .select(
            col(NODE),
            Columns.named(time),
            col(VALUE),
            array(values.toArray(Column[]::new)).as(WINDOW));
  }

  private Dataset<Row> stacked(Dataset<Row> wide) {
    Column[] cells =
        nodes().stream()
            .map(node -> struct(lit(node).as(NODE), Columns.named(node).cast("double").as(VALUE)))
            .toArray(Column[]::new);
    return wide.select(Columns.named(time), explode(array(cells)).as("cell"))
        .select(col("cell." + NODE), Columns.named(time), col("cell." + VALUE));
  }
}
