package io.convoy.jobs.settings;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code map} maps, and by what. */
@Section("Tables")
public final class MapOptions {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = {
        "The output directory of a transport run, whose target must still be as it was. Required.",
        "e.g. --model out/ab"
      })
  String model;

  @Option(
      names = "--model-date",
      paramLabel = "DATE",
      description = {"The --run-date of that run (default: none).", "e.g. --model-date 2026-01-31"})
  String modelDate;

  @Option(
      names = "--input",
      paramLabel = "TABLE",
      description = {
        "The table of rows to map, with the features of the model's source: a path to parquet,"
            + " csv, json, orc, npy, delta or iceberg data, or table:catalog.db.name[@snapshot]."
            + " Required.",
        "e.g. --input s3a://lake/today.parquet"
      })
  String input;

  @Option(
      names = "--input-where",
      paramLabel = "EXPR",
      description = {
        "Maps only the rows that satisfy this SQL condition (default: all).",
        "e.g. --input-where \"day = '{run-date}'\""
      })
  String inputWhere;

  @Mixin ColumnOptions columns;
}
