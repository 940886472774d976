package io.convoy.jobs.settings;

import java.util.List;
import picocli.CommandLine.Option;

/** Which tables {@code lasso} reads and what their columns mean. */
@Section("Tables")
public final class LassoTableOptions {

  @Option(
      names = "--nodes",
      paramLabel = "TABLE",
      description = {
        "The rows of all nodes, any number per node, with a column that names the node: a path to"
            + " parquet, csv, json, orc, delta or iceberg data, or table:catalog.db.name[@snapshot]."
            + " A row without a label makes its node known and teaches it nothing. Required.",
        "e.g. --nodes sales.parquet"
      })
  String nodes;

  @Option(
      names = "--nodes-where",
      paramLabel = "EXPR",
      description = {
        "Reads only the node rows that satisfy this SQL condition (default: all).",
        "e.g. --nodes-where \"year = 2025\""
      })
  String nodesWhere;

  @Option(
      names = "--edges",
      paramLabel = "TABLE",
      description = {
        "The graph: columns source, target and, if edges differ, weight; or matrix:PATH, a csv"
            + " adjacency matrix in the order of the nodes (of the columns in the wide layout), with"
            + " or without a line of their names (default: none; then --knn).",
        "e.g. --edges roads.csv"
      })
  String edges;

  @Option(
      names = "--knn",
      paramLabel = "K",
      description = {
        "Instead of --edges: joins every node to its K nearest by --coordinates, with weight 1 /"
            + " (distance + 0.1) (default: none).",
        "e.g. --knn 5"
      })
  Integer knn;

  @Option(
      names = "--coordinates",
      paramLabel = "A,B",
      split = ",",
      description = {
        "Two columns that say where a node is, for --knn and for the map of the report (default:"
            + " none).",
        "e.g. --coordinates latitude,longitude"
      })
  List<String> coordinates;

  @Option(
      names = "--geometry",
      paramLabel = "earth|plane",
      description = {
        "Whether coordinates are degrees of latitude and longitude, distances then great circles in"
            + " miles, or points of a plane (default: ${DEFAULT-VALUE}).",
        "e.g. --geometry plane"
      })
  Geography geometry;

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description = {"The column that names the node (default: node).", "e.g. --id sensor"})
  String id;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = {
        "The column to predict; of two classes, two numbers. For objective oneclass, which rows are"
            + " known incidents (not 0): these teach nothing and judge what is held out (default:"
            + " label).",
        "e.g. --label price"
      })
  String label;

  @Option(
      names = "--weight",
      paramLabel = "COLUMN",
      description = {
        "The column of row weights (default: weight if there is one, else all 1).",
        "e.g. --weight sales"
      })
  String weight;

  @Option(
      names = "--features",
      paramLabel = "COLUMN",
      split = ",",
      description = {
        "One array column, or numeric columns (default: the sole vector column, else all numeric"
            + " columns without another role).",
        "e.g. --features beds,baths,area"
      })
  List<String> features;

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description = {
        "The column that orders the rows of a node, for --split time:F (default: none).",
        "e.g. --time sold_at"
      })
  String time;

  @Option(
      names = "--period",
      paramLabel = "NUMBER",
      description = {
        "Adds the sine and cosine of --time at this period to the features; in the units of the"
            + " column, or in seconds if it holds dates or timestamps (default: none).",
        "e.g. --period 86400"
      })
  Double period;

  @Option(
      names = "--layout",
      paramLabel = "long|wide",
      description = {
        "long: a row has a column that names its node. wide: one column per node and one row per"
            + " --time; an objective with labels then forecasts a value from the --lags before it,"
            + " the others describe windows of it and the --lags before it (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --layout wide"
      })
  Layout layout;

  @Option(
      names = "--lags",
      paramLabel = "K",
      description = {
        "Earlier values among the features of the wide layout (default: ${DEFAULT-VALUE}).",
        "e.g. --lags 3"
      })
  int lags;

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
      names = "--standardize",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Scales every feature to mean 0 and deviation 1 over all training rows; the parameters"
            + " written are those of the features as they are (default: ${DEFAULT-VALUE}).",
        "e.g. --standardize off"
      })
  boolean standardize;
}
