package io.convoy.jobs.table;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.spark.TableRoles;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Two open tables whose features mean the same, position by position. */
public record TablePair(OpenTable source, OpenTable target) {

  /**
   * Opens both tables and matches their features by name.
   *
   * @throws JobFailure if one cannot be read is empty, or their features do not match
   */
  public static TablePair open(SparkSession spark, InputTable source, InputTable target) {
    Dataset<Row> from = source.open(spark);
    Dataset<Row> to = target.open(spark);
    // first, because a file without rows says nothing of its columns' types
    source.refuseEmpty(from);
    target.refuseEmpty(to);
    TableRoles fromRoles = Roles.resolve(source.name(), from.schema(), to.schema(), source.roles());
    TableRoles toRoles = Roles.resolve(target.name(), to.schema(), from.schema(), target.roles());
    TableRoles matched =
        Roles.matched(source.name(), fromRoles, from.schema(), toRoles, to.schema());
    return new TablePair(
        new OpenTable(source.name(), source.location(), from, fromRoles),
        new OpenTable(target.name(), target.location(), to, matched));
  }

  /** Returns the source and the target. */
  public List<OpenTable> both() {
    return List.of(source, target);
  }
}
