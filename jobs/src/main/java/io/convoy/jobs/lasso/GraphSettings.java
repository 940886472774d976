package io.convoy.jobs.lasso;

import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.jobs.settings.TableSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What joins the nodes: a table, a matrix, or that they are near.
 *
 * @param coordinates none, or two columns
 */
record GraphSettings(
    @Shared("edges")
        @Adjust(
            help =
                "The graph: columns source, target and, if edges differ, weight; or matrix:PATH, a csv"
                    + " adjacency matrix in the order of the nodes (of the columns in the wide"
                    + " layout), with or without a line of their names",
            absent = "none; then --knn")
        Optional<String> given,
    @Shared
        @Adjust(
            help =
                "Instead of --edges: joins every node to its K nearest by --coordinates, with weight"
                    + " 1 / (distance + 0.1)")
        OptionalInt knn,
    @Setting(
            help = "Two columns that say where a node is, for --knn and for the map of the report",
            label = "A,B",
            example = "latitude,longitude")
        List<String> coordinates,
    @Setting(
            help =
                "Whether coordinates are degrees of latitude and longitude, distances then great"
                    + " circles in miles, or points of a plane",
            label = "earth|plane",
            fallback = "earth",
            example = "plane")
        Geography geometry) {

  private static final String MATRIX = "matrix:";

  public GraphSettings {
    coordinates = List.copyOf(coordinates);
    if (given.isPresent() == knn.isPresent()) {
      throw new IllegalArgumentException(
          "one of edges and knn is needed, got " + (given.isPresent() ? "both" : "neither"));
    }
    knn.ifPresent(k -> RunSettings.atLeastOne("knn", k));
    if (!coordinates.isEmpty() && coordinates.size() != 2) {
      throw new IllegalArgumentException(
          "coordinates must be two columns, got " + String.join(",", coordinates));
    }
    if (coordinates.isEmpty() && knn.isPresent()) {
      throw needsCoordinates("knn");
    }
  }

  static IllegalArgumentException needsCoordinates(String what) {
    return new IllegalArgumentException(what + " needs --coordinates A,B");
  }

  /** Returns whether the edges are an adjacency matrix. */
  boolean isMatrix() {
    return given.filter(path -> path.startsWith(MATRIX)).isPresent();
  }

  /** Returns the table or matrix of edges; nothing if nearest nodes are joined. */
  Optional<TableSettings> edges() {
    return given
        .map(path -> isMatrix() ? path.substring(MATRIX.length()) : path)
        .map(path -> TableSettings.listing("edges", path));
  }
}
