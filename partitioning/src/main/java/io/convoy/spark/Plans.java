package io.convoy.spark;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.QueryExecution;

/** The plan behind a dataset, for reading rows in Spark's own format. */
final class Plans {

  private Plans() {}

  static QueryExecution of(Dataset<Row> table) {
    if (table instanceof org.apache.spark.sql.classic.Dataset<Row> planned) {
      return planned.queryExecution();
    }
    throw new IllegalArgumentException(
        "a table must be a dataset of a Spark driver in this process, got "
            + table.getClass().getName());
  }

  /** Returns the rows; an iterator's next row overwrites the last one, so copy what is kept. */
  static JavaRDD<InternalRow> rows(Dataset<Row> table) {
    return of(table).toRdd().toJavaRDD();
  }
}
