package io.convoy.jobs.lasso;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.network.Graph;
import io.convoy.network.Partition;
import io.convoy.network.Partitioners;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Cuts the graph into blocks as the settings say. */
record GraphParts(LassoSettings settings) {

  private static final List<String> NAMES = List.of("range", "coordinates", "greedy", "labels");
  private static final String FILE = "file:";

  /** Passes if {@code partition} says how to cut. */
  static void requireKnown(String partition) {
    if (!NAMES.contains(partition) && !partition.startsWith(FILE)) {
      throw new IllegalArgumentException(
          "partition must be one of "
              + String.join(", ", NAMES)
              + " or file:PATH, got '"
              + partition
              + "'");
    }
  }

  Partition of(Graph graph, NodeTable nodes, int[] fitted) {
    int n = graph.nodes();
    int suits = Partitioners.suited(n, nodes.train().features().length);
    int parts = settings.blocks().orElse(suits);
    if (parts > n) {
      throw JobFailure.usage("blocks must be at most the number of nodes, " + n + ", got " + parts);
    }
    if (settings.partition().startsWith(FILE)) {
      return given(settings.partition().substring(FILE.length()), n);
    }
    return switch (settings.partition()) {
      case "range" -> Partitioners.range(n, parts);
      case "coordinates" ->
          Partitioners.coordinates(
              Arrays.stream(fitted).mapToDouble(i -> nodes.across()[i]).toArray(),
              Arrays.stream(fitted).mapToDouble(i -> nodes.up()[i]).toArray(),
              parts);
      case "greedy" -> Partitioners.greedy(graph, parts);
      default -> Partitioners.labels(graph, parts);
    };
  }

  /** Reads a file as METIS writes it. */
  private static Partition given(String path, int nodes) {
    try {
      List<Row> lines = SparkSession.active().read().text(path).collectAsList();
      int[] part =
          lines.stream().mapToInt(line -> Integer.parseInt(line.getString(0).strip())).toArray();
      if (part.length != nodes) {
        throw JobFailure.badInput(
            "partition " + path + " has " + part.length + " lines, there are " + nodes + " nodes");
      }
      return new Partition(part, Arrays.stream(part).max().orElse(-1) + 1);
    } catch (IllegalArgumentException malformed) {
      throw JobFailure.badInput(
          "partition "
              + path
              + ": a line per node must hold the number of its part: "
              + malformed.getMessage(),
          malformed);
    } catch (JobFailure known) {
      throw known;
    } catch (Exception unreadable) {
      throw JobFailure.badInput(
          "partition: cannot read "
              + path
              + ": "
              + unreadable.getMessage().lines().findFirst().orElse(""),
          unreadable);
    }
  }
}
