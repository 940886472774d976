package io.convoy.jobs.settings;

import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code select} chooses from, for what, and how. */
@Section("Selection")
public final class SelectOptions {

  @Option(
      names = "--pool",
      paramLabel = "TABLE",
      description = {
        "The rows to choose from: a path to parquet, csv, json, orc, npy, delta or iceberg data, or"
            + " table:catalog.db.name[@snapshot]. Required.",
        "e.g. --pool s3a://lake/candidates.parquet"
      })
  String pool;

  @Option(
      names = "--pool-where",
      paramLabel = "EXPR",
      description = {
        "Reads only the pool rows that satisfy this SQL condition (default: all).",
        "e.g. --pool-where \"day = '{run-date}'\""
      })
  String poolWhere;

  @Option(
      names = "--target",
      paramLabel = "TABLE",
      description = {
        "The rows whose distribution the selection should have. Required.",
        "e.g. --target wanted.parquet"
      })
  String target;

  @Option(
      names = "--target-where",
      paramLabel = "EXPR",
      description = {
        "Reads only the target rows that satisfy this SQL condition (default: all).",
        "e.g. --target-where \"quality > 0.9\""
      })
  String targetWhere;

  @Mixin ColumnOptions columns;

  @Option(
      names = "--budget",
      paramLabel = "N|P%",
      description = {
        "How many rows to select, or which share of the pool. Required.",
        "e.g. --budget 5%"
      })
  String budget;

  @Option(
      names = "--method",
      paramLabel = "ot|round-robin|nearest|random",
      description = {
        "ot covers every target at the least total cost, no row counting more than once;"
            + " round-robin lets targets take turns; nearest and random are to compare with"
            + " (default: ${DEFAULT-VALUE}).",
        "e.g. --method round-robin"
      })
  SelectionMethod method;

  @Option(
      names = "--label-cost",
      paramLabel = "NUMBER",
      description = {
        "Added to the squared distance of a row and a target whose labels differ (default: none).",
        "e.g. --label-cost 1"
      })
  Double labelCost;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = {
        "Decides, with a row's id, what chance decides (default: ${DEFAULT-VALUE}).",
        "e.g. --seed 7"
      })
  long seed;

  TableSettings poolSettings() {
    return new TableSettings(
        "pool",
        TableOptions.required("pool", pool),
        Optional.ofNullable(poolWhere),
        columns.roles());
  }

  TableSettings targetSettings() {
    return new TableSettings(
        "target",
        TableOptions.required("target", target),
        Optional.ofNullable(targetWhere),
        columns.roles());
  }
}
