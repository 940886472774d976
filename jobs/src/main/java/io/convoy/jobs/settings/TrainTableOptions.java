package io.convoy.jobs.settings;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which rows {@code train} reads, and who answers for which of them. */
@Section("Tables")
public final class TrainTableOptions {

  @Option(
      names = "--data",
      paramLabel = "TABLE",
      description = {
        "The rows to learn from: a path to parquet, csv, json, orc, npy, delta or iceberg data, or"
            + " table:catalog.db.name[@snapshot]. A row that cannot be used spoils the answer of its"
            + " worker, which is then dropped; it does not end the run. Required.",
        "e.g. --data s3a://lake/examples.parquet"
      })
  String data;

  @Option(
      names = "--data-where",
      paramLabel = "EXPR",
      description = {
        "Reads only the rows that satisfy this SQL condition (default: all).",
        "e.g. --data-where \"day < '{run-date}'\""
      })
  String dataWhere;

  @Option(
      names = "--test",
      paramLabel = "TABLE",
      description = {
        "The rows a model is judged by after every epoch (default: none; see --test-fraction).",
        "e.g. --test held_out.parquet"
      })
  String test;

  @Option(
      names = "--test-fraction",
      paramLabel = "F",
      description = {
        "Holds out this share of the rows instead, by chance and their ids; 0 for none (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --test-fraction 0.1"
      })
  double testFraction;

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description = {
        "The column that names rows; chance decides about a row by it (default: id if there is one,"
            + " else row numbers).",
        "e.g. --id customer"
      })
  String id;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = {
        "The column to predict: a class, or a number for model linear (default: label).",
        "e.g. --label digit"
      })
  String label;

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = {
        "The column of row weights (default: weight if there is one, else all 1).",
        "e.g. --weight exposure"
      })
  String weight;

  @Option(
      names = "--features",
      paramLabel = "COLUMN",
      split = ",",
      description = {
        "One vector column, or numeric columns (default: the sole vector column, else all"
            + " remaining numeric columns).",
        "e.g. --features embedding"
      })
  List<String> features;

  @Option(
      names = "--standardize",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Scales every feature, and a number to predict, by the median over workers of their means"
            + " and deviations, which no few workers can move far (default: ${DEFAULT-VALUE}).",
        "e.g. --standardize off"
      })
  boolean standardize;

  @Option(
      names = "--workers",
      paramLabel = "P",
      description = {
        "Number of workers: groups of files, or runs of rows if there are fewer files. A worker is"
            + " what fails together, and has one vote (default: ${DEFAULT-VALUE}).",
        "e.g. --workers 32"
      })
  int workers;

  @Option(
      names = "--worker-column",
      paramLabel = "COLUMN",
      description = {
        "Instead of groups of files, one worker per value of a column, such as the source of a row"
            + " (default: none).",
        "e.g. --worker-column hospital"
      })
  String workerColumn;

  @Option(
      names = "--worker-assignment",
      paramLabel = "files|hash",
      description = {
        "hash deals rows out by chance. One bad file then reaches every worker, so it is for"
            + " judging rules, not for use (default: ${DEFAULT-VALUE}).",
        "e.g. --worker-assignment hash"
      })
  WorkerAssignment workerAssignment;

  @Option(
      names = "--heterogeneity",
      paramLabel = "RULE",
      description = {
        "How workers differ under --worker-assignment hash: iid, dirichlet:ALPHA (shares of every"
            + " class by a Dirichlet distribution) or similarity:G (a share G by chance, the others"
            + " dealt out by class) (default: ${DEFAULT-VALUE}).",
        "e.g. --heterogeneity dirichlet:0.5"
      })
  String heterogeneity;

  RoleSettings roles() {
    return new RoleSettings(
        Optional.ofNullable(id),
        Optional.ofNullable(weight),
        Optional.ofNullable(label),
        features == null ? List.of() : features);
  }
}
