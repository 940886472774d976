package io.convoy.jobs.settings;

import java.util.List;
import java.util.Optional;
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

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description = {
        "The column that names rows (default: id if there is one, else row numbers).",
        "e.g. --id customer"
      })
  String id;

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = {
        "The column of row masses (default: weight if there is one, else equal masses).",
        "e.g. --weight population"
      })
  String weight;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = {
        "The column of labels, kept out of the features (default: label if there is one).",
        "e.g. --label digit"
      })
  String label;

  @Option(
      names = "--features",
      paramLabel = "COLUMN",
      split = ",",
      description = {
        "One vector column, or numeric columns (default: the sole vector column, else all"
            + " remaining numeric columns).",
        "e.g. --features embedding; --features x,y,z"
      })
  List<String> features;

  @Option(
      names = "--keep",
      paramLabel = "COLUMN",
      split = ",",
      description = {
        "Source columns to pass through to the output (default: none).",
        "e.g. --keep name,url"
      })
  List<String> keep;

  @Option(
      names = "--standardize",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Scales every feature to mean 0 and deviation 1 over both tables (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --standardize"
      })
  boolean standardize;

  @Option(
      names = "--quarantine",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Moves rows with missing, infinite or wrong-length features to OUT/quarantined"
            + " instead of failing (default: ${DEFAULT-VALUE}).",
        "e.g. --quarantine"
      })
  boolean quarantine;

  TableSettings sourceSettings() {
    return new TableSettings("source", required("source", source), text(sourceWhere), roles());
  }

  TableSettings targetSettings() {
    return new TableSettings("target", required("target", target), text(targetWhere), roles());
  }

  List<String> kept() {
    return keep == null ? List.of() : keep;
  }

  private RoleSettings roles() {
    return new RoleSettings(
        text(id), text(weight), text(label), features == null ? List.of() : features);
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
