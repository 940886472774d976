package io.convoy.jobs.table;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Nearest;
import io.convoy.spark.column.Columns;
import io.convoy.spark.column.TableRoles;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;

/** Finds out which labels a table has. */
public final class LabelValues {

  /** Labels beyond so many are ids, or numbers. */
  private static final int MOST = 4096;

  /** Groups beyond so many are better rows of a table of their own. */
  private static final int MOST_GROUPS = 1_000_000;

  private LabelValues() {}

  /**
   * Returns the values of a column that both tables have, in the order of their texts: one per
   * group.
   *
   * @throws JobFailure if a table has no such column, or there are too many groups
   */
  public static List<String> ofGroups(OpenTable source, OpenTable target, String column) {
    TreeSet<String> keys = new TreeSet<>();
    for (OpenTable table : List.of(source, target)) {
      if (!table.roles().label().equals(Optional.of(column))) {
        throw JobFailure.badInput(
            table.name()
                + " has no column '"
                + column
                + "' to group by"
                + Nearest.hint(column, table.columns()));
      }
      keys.addAll(values(table, column).limit(MOST_GROUPS + 1).collectAsList());
      if (keys.size() > MOST_GROUPS) {
        throw new JobFailure(
            ExitCode.INFEASIBLE,
            "by: column '" + column + "' has more than " + MOST_GROUPS + " values",
            null);
      }
    }
    if (keys.isEmpty()) {
      throw JobFailure.badInput("by: column '" + column + "' is null in every row");
    }
    return List.copyOf(keys);
  }

  /** Returns a table whose label is read as a coordinate, the place of its value. */
  public static OpenTable withLabels(OpenTable table, List<String> values) {
    return new OpenTable(
        table.name(), table.location(), table.rows(), table.roles().withLabels(values));
  }

  /**
   * Returns the table, which has a label.
   *
   * @throws JobFailure if not
   */
  public static OpenTable require(OpenTable table) {
    if (table.roles().label().isEmpty()) {
      throw JobFailure.usage(
          "label-cost needs labels, and " + table.name() + " has none: name a column with --label");
    }
    return table;
  }

  /**
   * Returns the table with its label to be read as a coordinate, its values in the order of their
   * texts.
   *
   * @throws JobFailure if it has no label column, no labels in it or too many
   */
  public static OpenTable read(OpenTable table) {
    TableRoles roles = require(table).roles();
    String label = roles.label().get();
    List<String> some = values(table, label).limit(MOST + 1).collectAsList();
    if (some.isEmpty()) {
      throw JobFailure.badInput(
          table.name() + ": label column '" + label + "' is null in every row");
    }
    if (some.size() > MOST) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "label-cost is for at most "
              + MOST
              + " labels, and "
              + table.name()
              + " has more in '"
              + label
              + "': name another column with --label",
          null);
    }
    return withLabels(table, some.stream().sorted().toList());
  }

  /**
   * Returns the labels that rows of either table have, in the order of their texts.
   *
   * @param setting what needs them
   * @throws JobFailure if a table has no label column, no labels in it, or there are too many
   */
  public static List<String> ofBoth(OpenTable table, OpenTable other, String setting) {
    TreeSet<String> found = new TreeSet<>();
    for (OpenTable each : List.of(table, other)) {
      String label =
          each.roles()
              .label()
              .orElseThrow(
                  () ->
                      JobFailure.usage(
                          setting
                              + " needs labels, and "
                              + each.name()
                              + " has none: name a column with --label"));
      List<String> some = values(each, label).limit(MOST + 1).collectAsList();
      if (some.isEmpty()) {
        throw JobFailure.badInput(
            each.name() + ": label column '" + label + "' is null in every row");
      }
      found.addAll(some);
    }
    if (found.size() > MOST) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          setting + " is for at most " + MOST + " labels, and the tables have more",
          null);
    }
    return List.copyOf(found);
  }

  /**
   * Returns the classes of some tables, in the order of numbers if all are, else of their texts.
   *
   * @throws JobFailure if there are fewer than two, or too many
   */
  public static List<String> classes(List<OpenTable> tables) {
    TreeSet<String> found = new TreeSet<>();
    for (OpenTable table : tables) {
      String label = table.roles().label().orElseThrow();
      found.addAll(values(table, label).limit(MOST + 1).collectAsList());
      if (found.size() < 2 || found.size() > MOST) {
        throw JobFailure.badInput(
            table.name()
                + ": label column '"
                + label
                + "' has "
                + (found.size() > MOST ? "more than " + MOST : found.size())
                + " values, classes must be 2 to "
                + MOST
                + "; for a number to predict give --model linear");
      }
    }
    try {
      return found.stream().sorted(Comparator.comparingDouble(Double::parseDouble)).toList();
    } catch (NumberFormatException texts) {
      return List.copyOf(found);
    }
  }

  private static Dataset<String> values(OpenTable table, String column) {
    return table
        .rows()
        .select(Columns.named(column).cast("string"))
        .na()
        .drop()
        .distinct()
        .as(Encoders.STRING());
  }
}
