package io.convoy.jobs.table;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.spark.column.TableRoles;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Two open tables whose features mean the same, position by position. */
public record TablePair(OpenTable source, OpenTable target) {

  /**
   * Opens both tables and matches their features by name.
   *
   * @throws JobFailure if one cannot be read is empty, or their features do not match
   */
  public static TablePair open(SparkSession spark, InputTable source, InputTable target) {
    return open(spark, source, target, Set.of());
  }

  /**
   * Opens both tables and matches their features by name.
   *
   * @param apart columns that are never features and have no role
   * @throws JobFailure if one cannot be read is empty, or their features do not match
   */
  public static TablePair open(
      SparkSession spark, InputTable source, InputTable target, Set<String> apart) {
    Dataset<Row> from = source.open(spark);
    Dataset<Row> to = target.open(spark);
    // first, because a file without rows says nothing of its columns' types
    source.refuseEmpty(from);
    target.refuseEmpty(to);
    StructType fromSchema = without(from.schema(), apart);
    StructType toSchema = without(to.schema(), apart);
    TableRoles fromRoles = Roles.resolve(source.name(), fromSchema, toSchema, source.roles());
    TableRoles toRoles = Roles.resolve(target.name(), toSchema, fromSchema, target.roles());
    TableRoles matched = Roles.matched(source.name(), fromRoles, fromSchema, toRoles, toSchema);
    return new TablePair(
        new OpenTable(source.name(), source.location(), from, fromRoles),
        new OpenTable(target.name(), target.location(), to, matched));
  }

  private static StructType without(StructType schema, Set<String> apart) {
    return new StructType(
        Arrays.stream(schema.fields())
            .filter(field -> !apart.contains(field.name()))
            .toArray(StructField[]::new));
  }

  /** Returns the source and the target. */
  public List<OpenTable> both() {
    return List.of(source, target);
  }
}
