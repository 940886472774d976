package io.convoy.jobs.settings;

import io.convoy.transport.Epsilon;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code project} mixes, what it has seen, and what it is asked. */
@Section("Projection")
public final class ProjectOptions {

  @Option(
      names = "--sources",
      paramLabel = "TABLE",
      description = {
        "The candidate rows of all sources, one column saying of which: a path to parquet, csv, json,"
            + " orc, delta or iceberg data, or table:catalog.db.name[@snapshot]. Required.",
        "e.g. --sources s3a://lake/candidates.parquet"
      })
  String sources;

  @Option(
      names = "--sources-where",
      paramLabel = "EXPR",
      description = {
        "Reads only the candidate rows that satisfy this SQL condition (default: all).",
        "e.g. --sources-where \"day = '{run-date}'\""
      })
  String sourcesWhere;

  @Option(
      names = "--source-column",
      paramLabel = "COLUMN",
      description = {
        "The column that names a candidate row's source (default: ${DEFAULT-VALUE}).",
        "e.g. --source-column domain"
      })
  String sourceColumn;

  @Option(
      names = "--target",
      paramLabel = "TABLE",
      description = {
        "The rows on whose kind the model has to do well. Required.",
        "e.g. --target validation.parquet"
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
      names = "--pilots",
      paramLabel = "TABLE",
      description = {
        "Training runs that were made, a row each: their size in rows, the share of every source in a"
            + " column of its name, and the performance reached. Required.",
        "e.g. --pilots pilots.csv"
      })
  String pilots;

  @Option(
      names = "--performance",
      paramLabel = "COLUMN",
      description = {
        "The column of pilots with what should be large (default: ${DEFAULT-VALUE}).",
        "e.g. --performance accuracy"
      })
  String performance;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = {"Rows of the training run to come. Required.", "e.g. --size 10000"})
  Long size;

  @Option(
      names = "--mixtures",
      paramLabel = "TABLE",
      description = {
        "Mixtures to predict beside the recommended one, shares as in pilots (default: none).",
        "e.g. --mixtures candidates.csv"
      })
  String mixtures;

  @Option(
      names = "--form",
      paramLabel = "auto|full|linear",
      description = {
        "linear fits performance to the transport cost and the shares, full to their products and"
            + " squares too; auto is the one that errs less on pilots left out, if there are enough"
            + " for both (default: ${DEFAULT-VALUE}).",
        "e.g. --form linear"
      })
  FormChoice form;

  @Option(
      names = "--replacement",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Lets a source give more rows than it has; off recommends no share above its rows over N"
            + " (default: ${DEFAULT-VALUE}).",
        "e.g. --replacement"
      })
  boolean replacement;

  @Option(
      names = "--sample",
      paramLabel = "ROWS",
      description = {
        "Transport is computed between at most this many rows of every source and of the target,"
            + " drawn by seed and id (default: ${DEFAULT-VALUE}).",
        "e.g. --sample 1000"
      })
  int sample;

  @Option(
      names = "--epsilon",
      paramLabel = "NUMBER[std|mean]",
      converter = TransportOptions.EpsilonConverter.class,
      description = {
        "Strength of the entropic regularisation, a number or a multiple of the cost's std or mean in"
            + " the mixture of equal shares (default: ${DEFAULT-VALUE}).",
        "e.g. --epsilon 0.02std"
      })
  Epsilon epsilon;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = {
        "Decides, with a row's id, which rows are drawn (default: ${DEFAULT-VALUE}).",
        "e.g. --seed 7"
      })
  long seed;

  TableSettings sourcesSettings() {
    return new TableSettings(
        "sources",
        TableOptions.required("sources", sources),
        Optional.ofNullable(sourcesWhere),
        columns.roles());
  }

  TableSettings targetSettings() {
    return new TableSettings(
        "target",
        TableOptions.required("target", target),
        Optional.ofNullable(targetWhere),
        columns.roles());
  }

  TableSettings pilotsSettings() {
    return new TableSettings(
        "pilots", TableOptions.required("pilots", pilots), Optional.empty(), columns.roles());
  }

  Optional<TableSettings> mixturesSettings() {
    return Optional.ofNullable(mixtures)
        .map(place -> new TableSettings("mixtures", place, Optional.empty(), columns.roles()));
  }
}
