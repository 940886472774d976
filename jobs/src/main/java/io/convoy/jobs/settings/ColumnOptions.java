package io.convoy.jobs.settings;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the columns of a job's tables mean. Shared by all jobs that read tables. */
final class ColumnOptions {

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
        "Columns of the first table to pass through to the output (default: none).",
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
        "Scales every feature to mean 0 and deviation 1 over all tables read (default:"
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

  RoleSettings roles() {
    return new RoleSettings(
        Optional.ofNullable(id),
        Optional.ofNullable(weight),
        Optional.ofNullable(label),
        features == null ? List.of() : features);
  }

  List<String> kept() {
    return keep == null ? List.of() : keep;
  }
}
