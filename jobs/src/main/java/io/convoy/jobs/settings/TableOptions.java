package io.convoy.jobs.settings;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Which tables a job reads and what their columns mean. Shared by all jobs that take two tables.
 */
@Section("Tables")
public final class TableOptions {

  @Option(
      names = "--source",
      paramLabel = "TABLE",
      description = {
        "The table to move: a path to parquet, csv, json, orc, npy, delta or iceberg data, or"
            + " table:catalog.db.name[@snapshot]. Required.",
        "e.g. --source s3a://lake/candidates.parquet"
      })
  String source;

  @Option(
      names = "--target",
      paramLabel = "TABLE",
      description = {"The table to move it to. Required.", "e.g. --target table:prod.ml.wanted@42"})
  String target;

  @Option(
      names = "--source-where",
      paramLabel = "EXPR",
      description = {
        "Reads only the source rows that satisfy this SQL condition (default: all).",
        "e.g. --source-where \"day = '{run-date}'\""
      })
  String sourceWhere;

  @Option(
      names = "--target-where",
      paramLabel = "EXPR",
      description = {
        "Reads only the target rows that satisfy this SQL condition (default: all).",
        "e.g. --target-where \"quality > 0.9\""
      })
  String targetWhere;

  @Mixin ColumnOptions columns;

  TableSettings sourceSettings() {
    return new TableSettings(
        "source", required("source", source), text(sourceWhere), columns.roles());
  }

  /** Returns the source if one is given, for jobs that can do without. */
  Optional<TableSettings> sourceIfGiven() {
    if (source == null && sourceWhere != null) {
      throw new IllegalArgumentException("source-where needs a --source");
    }
    return Optional.ofNullable(source).map(given -> sourceSettings());
  }

  TableSettings targetSettings() {
    return new TableSettings(
        "target", required("target", target), text(targetWhere), columns.roles());
  }

  List<String> kept() {
    return columns.kept();
  }

  private static Optional<String> text(String value) {
    return Optional.ofNullable(value);
  }

  static String required(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          name + " is required: give --" + name + " or " + name + " = ... in the job file");
    }
    return value;
  }
}
