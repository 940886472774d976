package io.convoy.spark.column;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.catalog.HiveTableRelation;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;

/** The plan behind a dataset, for reading rows in Spark's own format. */
public final class Plans {

  private Plans() {}

  private static QueryExecution of(Dataset<Row> table) {
    if (table instanceof org.apache.spark.sql.classic.Dataset<Row> planned) {
      return planned.queryExecution();
    }
    throw new IllegalArgumentException(
        "a table must be a dataset of a Spark driver in this process, got "
            + table.getClass().getName());
  }

  /** Returns the rows; an iterator's next row overwrites the last one, so copy what is kept. */
  public static JavaRDD<InternalRow> rows(Dataset<Row> table) {
    return of(table).toRdd().toJavaRDD();
  }

  /**
   * Returns whether every row is a row of a data source, one for one and in its order, so that it
   * has a place in a file if the source is made of files.
   */
  public static boolean readsFiles(Dataset<Row> table) {
    LogicalPlan plan = of(table).analyzed();
    while (plan instanceof Project
        || plan instanceof Filter
        || plan instanceof SubqueryAlias
        || plan instanceof View) {
      plan = plan.children().head();
    }
    return plan instanceof LogicalRelation
        || plan instanceof HiveTableRelation
        || plan instanceof DataSourceV2Relation;
  }
}
