package io.convoy.jobs.table;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.spark.TableRoles;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.functions;

/** Finds out which labels a table has. */
public final class LabelValues {

  /** Labels beyond so many are ids, or numbers. */
  private static final int MOST = 4096;

  private LabelValues() {}

  /**
   * Returns the table with its label to be read as a coordinate, its values in the order of their
   * texts.
   *
   * @throws JobFailure if it has no label column, no labels in it or too many
   */
  public static OpenTable read(OpenTable table) {
    TableRoles roles = table.roles();
    if (roles.label().isEmpty()) {
      throw JobFailure.usage(
          "label-cost needs labels, and " + table.name() + " has none: name a column with --label");
    }
    String label = roles.label().get();
    Dataset<String> values =
        table
            .rows()
            .select(functions.col("`" + label + "`").cast("string"))
            .na()
            .drop()
            .distinct()
            .as(Encoders.STRING());
    List<String> some = values.limit(MOST + 1).collectAsList();
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
    return new OpenTable(
        table.name(),
        table.location(),
        table.rows(),
        roles.withLabels(some.stream().sorted().toList()));
  }
}
