package io.convoy.jobs.table;

import io.convoy.spark.column.TableRoles;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table ready to be read into blocks.
 *
 * @param name {@code source} or {@code target}
 * @param location where the user says it is
 * @param rows all its columns, filter applied, vectors as {@code array<float|double>}, ml {@code
 *     Vector} or binary
 * @param roles which of its columns to read as what
 * @param listing whether its columns have names of their own and no roles, such as those of a list
 *     of edges; all of them count as features
 */
public record OpenTable(
    String name, String location, Dataset<Row> rows, TableRoles roles, boolean listing) {

  private static final int MOST_FEATURES_SHOWN = 6;

  /** A table whose columns have roles. */
  public OpenTable(String name, String location, Dataset<Row> rows, TableRoles roles) {
    this(name, location, rows, roles, false);
  }

  /** Returns a table of these columns of {@code rows}, which have no roles. */
  public static OpenTable listing(
      String name, String location, Dataset<Row> rows, List<String> columns) {
    return new OpenTable(
        name,
        location,
        rows,
        new TableRoles(Optional.empty(), Optional.empty(), Optional.empty(), columns),
        true);
  }

  /**
   * Opens a table that stands alone.
   *
   * @throws io.convoy.jobs.outcome.JobFailure if it cannot be read or is empty, or a role that the
   *     user names cannot be filled
   */
  public static OpenTable open(SparkSession spark, InputTable table) {
    Dataset<Row> rows = table.open(spark);
    // first, because a file without rows says nothing of its columns' types
    table.refuseEmpty(rows);
    TableRoles roles = Roles.resolve(table.name(), rows.schema(), rows.schema(), table.roles());
    return new OpenTable(table.name(), table.location(), rows, roles);
  }

  /**
   * Opens a table without roles.
   *
   * @throws io.convoy.jobs.outcome.JobFailure if it cannot be read or is empty
   */
  public static OpenTable listing(SparkSession spark, InputTable table) {
    return withoutRoles(table, table.open(spark));
  }

  /** Opens a table without roles, which may have no rows. */
  public static OpenTable idsOf(SparkSession spark, InputTable table) {
    Dataset<Row> rows = table.open(spark);
    return listing(table.name(), table.location(), rows, Arrays.asList(rows.columns()));
  }

  /**
   * Opens text files as a table of their lines, in order if there is one file.
   *
   * @throws io.convoy.jobs.outcome.JobFailure if it cannot be read or is empty
   */
  public static OpenTable lines(SparkSession spark, InputTable table) {
    return withoutRoles(table, spark.read().text(table.location()));
  }

  private static OpenTable withoutRoles(InputTable table, Dataset<Row> rows) {
    table.refuseEmpty(rows);
    return listing(table.name(), table.location(), rows, Arrays.asList(rows.columns()));
  }

  /** Returns one line for a person: which column plays which role. */
  public String describe() {
    List<String> features = roles.features();
    String shown =
        features.size() <= MOST_FEATURES_SHOWN
            ? String.join(", ", features)
            : String.join(", ", features.subList(0, 2))
                + ", ... "
                + features.get(features.size() - 1);
    String counted = shown + (features.size() > 1 ? " (" + features.size() + ")" : "");
    if (listing) {
      return name + " " + location + ": columns " + counted;
    }
    return String.format(
        "%s %s: id %s, weight %s, label %s, features %s",
        name,
        location,
        roles.id().orElse("none (row numbers)"),
        roles.weight().orElse("none (equal)"),
        roles.label().orElse("none"),
        counted);
  }

  /** Returns the roles for the report; a role nobody plays is null. */
  public Map<String, Object> rolesByName() {
    Map<String, Object> byName = new LinkedHashMap<>();
    byName.put("id", orNull(roles.id()));
    byName.put("weight", orNull(roles.weight()));
    byName.put("label", orNull(roles.label()));
    byName.put("features", roles.features());
    return byName;
  }

  /** Returns the names of all columns. */
  public List<String> columns() {
    return Arrays.asList(rows.columns());
  }

  private static String orNull(Optional<String> role) {
    return role.orElse(null);
  }
}
