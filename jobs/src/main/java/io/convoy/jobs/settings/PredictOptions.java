package io.convoy.jobs.settings;

import java.util.List;
import picocli.CommandLine.Option;

/** What {@code predict} scores, and by what. */
@Section("Tables")
public final class PredictOptions {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = {"The output directory of a lasso run. Required.", "e.g. --model out/houses"})
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
        "The rows to score, in the layout and with the columns of the model's nodes: a path to"
            + " parquet, csv, json, orc, delta or iceberg data, or table:catalog.db.name[@snapshot]."
            + " Required.",
        "e.g. --input today.parquet"
      })
  String input;

  @Option(
      names = "--input-where",
      paramLabel = "EXPR",
      description = {
        "Scores only the rows that satisfy this SQL condition (default: all).",
        "e.g. --input-where \"day = '{run-date}'\""
      })
  String inputWhere;

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description = {"The column that names the node (default: the model's).", "e.g. --id sensor"})
  String id;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = {
        "The column that says what is right, to measure the error by (default: the model's, if the"
            + " input has it).",
        "e.g. --label price"
      })
  String label;

  @Option(
      names = "--labels",
      paramLabel = "TABLE",
      description = {
        "In the wide layout, a table of the same columns that is not 0 where a value is a known"
            + " incident (default: none).",
        "e.g. --labels incidents.csv"
      })
  String labels;

  @Option(
      names = "--keep",
      paramLabel = "COLUMN",
      split = ",",
      description = {
        "Columns of the input to pass through to the output (default: none).",
        "e.g. --keep street"
      })
  List<String> keep;

  @Option(
      names = "--lambda",
      paramLabel = "NUMBER",
      description = {
        "Which models of the path to take: those of the nearest strength, which must be within a"
            + " hundredth (default: the one the run took).",
        "e.g. --lambda 0"
      })
  Double lambda;

  @Option(
      names = "--false-alarm-rate",
      paramLabel = "SHARE",
      description = {
        "Where models say how unusual a row is, the share of normal rows that may raise an alarm"
            + " (default: 0.01).",
        "e.g. --false-alarm-rate 0.001"
      })
  Double falseAlarmRate;

  @Option(
      names = "--edges",
      paramLabel = "TABLE",
      description = {
        "The neighbours of new nodes, columns source, target and perhaps weight: a node without a"
            + " model gets the weighted geometric median of its neighbours' (default: none; a new"
            + " node is then an error).",
        "e.g. --edges roads.csv"
      })
  String edges;

  @Option(
      names = "--knn",
      paramLabel = "K",
      description = {
        "The neighbours of new nodes by the model's coordinates, which the input then has too"
            + " (default: none).",
        "e.g. --knn 5"
      })
  Integer knn;
}
