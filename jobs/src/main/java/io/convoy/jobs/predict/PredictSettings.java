package io.convoy.jobs.predict;

import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.JobSettings;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.PassSettings;
import io.convoy.jobs.settings.RoleSettings;
import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Section;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.jobs.settings.TableSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Everything a predicting run is told; which columns play the other roles, the model knows. */
record PredictSettings(
    @Section("Tables")
        @Shared
        @Adjust(help = "The output directory of a lasso run.", example = "out/houses")
        String model,
    @Shared Optional<String> modelDate,
    @Shared("input")
        @Adjust(
            help =
                "The rows to score, in the layout and with the columns of the model's nodes: a path to"
                    + " parquet, csv, json, orc, delta or iceberg data, or"
                    + " table:catalog.db.name[@snapshot].")
        String inputPath,
    @Shared @Adjust(help = "Scores only the rows that satisfy this SQL condition")
        Optional<String> inputWhere,
    @Shared
        @Adjust(help = "The column that names the node", absent = "the model's", example = "sensor")
        Optional<String> id,
    @Shared
        @Adjust(
            help = "The column that says what is right, to measure the error by",
            absent = "the model's, if the input has it",
            example = "price")
        Optional<String> label,
    @Shared Optional<String> labels,
    @Shared @Adjust(help = "Columns of the input to pass through to the output", example = "street")
        List<String> keep,
    @Setting(
            help =
                "Which models of the path to take: those of the nearest strength, which must be within"
                    + " a hundredth",
            label = "NUMBER",
            absent = "the one the run took",
            example = "0")
        OptionalDouble lambda,
    @Setting(
            help =
                "Where models say how unusual a row is, the share of normal rows that may raise an"
                    + " alarm",
            label = "SHARE",
            absent = "0.01",
            example = "0.001")
        OptionalDouble falseAlarmRate,
    @Shared
        @Adjust(
            help =
                "The neighbours of new nodes, columns source, target and perhaps weight: a node"
                    + " without a model gets the weighted geometric median of its neighbours'",
            absent = "none; a new node is then an error",
            example = "roads.csv")
        Optional<String> edges,
    @Shared
        @Adjust(
            help =
                "The neighbours of new nodes by the model's coordinates, which the input then has too")
        OptionalInt knn,
    @Section("Output") OutputSettings output,
    @Section("Run") PassSettings passes)
    implements JobSettings {

  public PredictSettings {
    keep = List.copyOf(keep);
    if (edges.isPresent() && knn.isPresent()) {
      throw new IllegalArgumentException("edges and knn both name neighbours: give one of them");
    }
    knn.ifPresent(k -> RunSettings.atLeastOne("knn", k));
    lambda.ifPresent(
        value -> {
          if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("lambda must be >= 0 and finite, got " + value);
          }
        });
    falseAlarmRate.ifPresent(
        rate -> {
          if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("false-alarm-rate must be in [0, 1], got " + rate);
          }
        });
  }

  /** Returns whether something says which nodes are neighbours of new ones. */
  boolean namesNeighbours() {
    return edges.isPresent() || knn.isPresent();
  }

  /** Returns the rows, with the roles that the user names and the others from the model. */
  TableSettings input(Model of) {
    RoleSettings given = new RoleSettings(id, Optional.empty(), label, List.of());
    return new TableSettings("input", inputPath, inputWhere, of.roles(given));
  }
}
