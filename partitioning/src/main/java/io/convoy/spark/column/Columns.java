package io.convoy.spark.column;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Columns of a table by their exact names, dots and backticks included. */
public final class Columns {

  private Columns() {}

  /**
   * Returns the type of a column.
   *
   * @throws TableException if there is none of that name
   */
  public static DataType type(String table, StructType schema, String name) {
    if (!Arrays.asList(schema.fieldNames()).contains(name)) {
      throw new TableException(
          table
              + ": there is no column '"
              + name
              + "'; its columns are "
              + String.join(", ", schema.fieldNames()));
    }
    return schema.apply(name).dataType();
  }

  /** Returns the column of that name of whatever table it is selected from. */
  public static Column named(String name) {
    return functions.col(quoted(name));
  }

  /** Returns the column of that name of {@code table}. */
  public static Column column(Dataset<Row> table, String name) {
    return table.col(quoted(name));
  }

  /** Returns a name as it must stand in an expression. */
  public static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
