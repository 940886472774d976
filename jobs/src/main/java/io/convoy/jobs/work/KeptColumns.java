package io.convoy.jobs.work;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Nearest;
import io.convoy.jobs.table.OpenTable;
import io.convoy.spark.column.Columns;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Columns of an input that pass through to the rows of an output. */
public final class KeptColumns {

  private KeptColumns() {}

  /**
   * Passes if {@code from} has the columns {@code keep}, and its rows can be found again by their
   * ids.
   *
   * @throws JobFailure if not
   */
  public static void require(OpenTable from, List<String> keep) {
    if (!keep.isEmpty() && from.roles().id().isEmpty()) {
      throw JobFailure.usage(
          "keep: columns can be passed through only for a "
              + from.name()
              + " with an id column; name one with --id");
    }
    for (String column : keep) {
      if (!from.columns().contains(column)) {
        throw JobFailure.badInput(
            from.name()
                + " has no column '"
                + column
                + "' to keep"
                + Nearest.hint(column, from.columns()));
      }
    }
  }

  /** Returns the first column that stands twice in the lists together, if there is one. */
  public static Optional<String> firstRepeated(List<List<String>> columns) {
    Set<String> seen = new HashSet<>();
    return columns.stream()
        .flatMap(List::stream)
        .filter(column -> !seen.add(column.toLowerCase(Locale.ROOT))) // as Spark compares them
        .findFirst();
  }

  /** Returns {@code rows}, which have a column id, with the columns {@code keep} of the input. */
  public static Dataset<Row> join(Dataset<Row> rows, OpenTable from, List<String> keep) {
    if (keep.isEmpty()) {
      return rows;
    }
    Column id = Columns.named(from.roles().id().orElseThrow()).as("id");
    Column[] columns =
        Stream.concat(Stream.of(id), keep.stream().map(name -> Columns.named(name)))
            .toArray(Column[]::new);
    return rows.join(from.rows().select(columns), "id");
  }
}
