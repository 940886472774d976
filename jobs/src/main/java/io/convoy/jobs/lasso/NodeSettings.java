package io.convoy.jobs.lasso;

import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.RoleSettings;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.jobs.settings.TableSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The rows of nodes, and what joins the nodes.
 *
 * @param time the column that orders the rows of a node
 * @param period of time, whose sine and cosine become features
 */
record NodeSettings(
    @Setting(
            help =
                "The rows of all nodes, any number per node, with a column that names the node: a path"
                    + " to parquet, csv, json, orc, delta or iceberg data, or"
                    + " table:catalog.db.name[@snapshot]. A row without a label makes its node known"
                    + " and teaches it nothing.",
            label = "TABLE",
            required = true,
            example = "sales.parquet")
        String nodes,
    @Setting(
            help = "Reads only the node rows that satisfy this SQL condition",
            label = "EXPR",
            absent = "all",
            example = "\"year = 2025\"")
        Optional<String> nodesWhere,
    GraphSettings graph,
    @Shared @Adjust(help = "The column that names the node", absent = "node", example = "sensor")
        Optional<String> id,
    @Shared
        @Adjust(
            help =
                "The column to predict; of two classes, two numbers. For objective oneclass, which"
                    + " rows are known incidents (not 0): these teach nothing and judge what is held"
                    + " out",
            absent = "label",
            example = "price")
        Optional<String> label,
    @Shared
        @Adjust(
            help = "The column of row weights",
            absent = "weight if there is one, else all 1",
            example = "sales")
        Optional<String> weight,
    @Shared
        @Adjust(
            help = "One array column, or numeric columns",
            absent = "the sole vector column, else all numeric columns without another role",
            example = "beds,baths,area")
        List<String> features,
    @Setting(
            help = "The column that orders the rows of a node, for --split time:F",
            label = "COLUMN",
            example = "sold_at")
        Optional<String> time,
    @Setting(
            help =
                "Adds the sine and cosine of --time at this period to the features; in the units of"
                    + " the column, or in seconds if it holds dates or timestamps",
            label = "NUMBER",
            example = "86400")
        OptionalDouble period,
    @Setting(
            help =
                "long: a row has a column that names its node. wide: one column per node and one row"
                    + " per --time; an objective with labels then forecasts a value from the --lags"
                    + " before it, the others describe windows of it and the --lags before it",
            label = "long|wide",
            fallback = "long",
            example = "wide")
        Layout layout,
    @Shared
        @Adjust(
            help =
                "Scales every feature to mean 0 and deviation 1 over all training rows; the parameters"
                    + " written are those of the features as they are",
            fallback = "on",
            example = "off")
        boolean standardize) {

  public NodeSettings {
    boolean wide = layout instanceof Layout.Wide;
    if (time.isEmpty() && (period.isPresent() || wide)) {
      throw needsTime(period.isPresent() ? "period" : "layout wide");
    }
    period.ifPresent(length -> LassoSettings.requirePositive("period", length));
    if (wide && (id.isPresent() || weight.isPresent() || label.isPresent())) {
      throw new IllegalArgumentException(
          "layout wide has a column per node: id, weight and label have no meaning there");
    }
    if (wide && !graph.coordinates().isEmpty()) {
      throw notInWide("coordinates");
    }
  }

  static IllegalArgumentException needsTime(String what) {
    return new IllegalArgumentException(what + " needs --time COLUMN");
  }

  static IllegalArgumentException notInWide(String what) {
    return new IllegalArgumentException(
        "layout wide has a column per node: " + what + " cannot be read from it");
  }

  /** Returns how nodes stand in columns, if they do. */
  Optional<Layout.Wide> wide() {
    return layout instanceof Layout.Wide wide ? Optional.of(wide) : Optional.empty();
  }

  /** Returns whether something says of rows what is right, or which are known incidents. */
  boolean namesLabels() {
    return label.isPresent() || wide().flatMap(Layout.Wide::labels).isPresent();
  }

  /** Returns the table of rows. */
  TableSettings table() {
    Optional<String> named = wide().isPresent() ? id : id.or(() -> Optional.of("node"));
    return new TableSettings(
        "nodes", nodes, nodesWhere, new RoleSettings(named, weight, label, features));
  }
}
