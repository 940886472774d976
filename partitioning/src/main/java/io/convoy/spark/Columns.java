package io.convoy.spark;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Columns of a table by their exact names, dots and backticks included. */
final class Columns {

  private Columns() {}

  /**
   * Returns the type of a column.
   *
   * @throws TableException if there is none of that name
   */
  static DataType type(String table, StructType schema, String name) {
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

  static Column column(Dataset<Row> table, String name) {
    return table.col("`" + name.replace("`", "``") + "`");
  }
}
