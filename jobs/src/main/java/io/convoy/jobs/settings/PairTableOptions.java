package io.convoy.jobs.settings;

import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which tables {@code pair} reads and what their columns mean. */
@Section("Tables")
public final class PairTableOptions {

  @Option(
      names = "--data",
      paramLabel = "TABLE",
      description = {
        "The table whose rows get a partner each: a path to parquet, csv, json, orc, npy, delta or"
            + " iceberg data, or table:catalog.db.name[@snapshot]. Required.",
        "e.g. --data s3a://lake/latents.parquet"
      })
  String data;

  @Option(
      names = "--data-where",
      paramLabel = "EXPR",
      description = {
        "Reads only the data rows that satisfy this SQL condition (default: all).",
        "e.g. --data-where \"split = 'train'\""
      })
  String dataWhere;

  @Option(
      names = "--target",
      paramLabel = "TABLE",
      description = {
        "The table whose rows are the partners (default: standard Gaussian noise, drawn from each"
            + " row's id).",
        "e.g. --target noise.npy"
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

  TableSettings dataSettings() {
    return new TableSettings(
        "data",
        TableOptions.required("data", data),
        Optional.ofNullable(dataWhere),
        columns.roles());
  }

  Optional<TableSettings> targetSettings() {
    if (target == null && targetWhere != null) {
      throw new IllegalArgumentException("target-where needs a --target");
    }
    return Optional.ofNullable(target)
        .map(
            path ->
                new TableSettings(
                    "target", path, Optional.ofNullable(targetWhere), columns.roles()));
  }
}
