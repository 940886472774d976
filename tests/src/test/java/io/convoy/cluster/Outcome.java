package io.convoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convoy.it.Command;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a run left, compared with what another left. */
final class Outcome {

  /** Columns that say where and how fast a worker's gradients came from. */
  private static final String[] OF_THE_RUN = {"hosts", "median_seconds"};

  private Outcome() {}

  /** Asserts that two runs on the same files left equal reports and tables, to the last bit. */
  static void assertSame(Path found, Path expected) {
    assertSame(comparable(found), comparable(expected));
    assertSameTables(found, expected, UnaryOperator.identity());
  }

  /**
   * Asserts the same of a run that read a copy of one table.
   *
   * @param copy what {@code found} read in the place of {@code original}
   */
  static void assertSame(Path found, Path expected, Path copy, Path original) {
    ObjectNode report = comparable(found);
    ObjectNode other = comparable(expected);
    for (ObjectNode each : List.of(report, other)) {
      ((ObjectNode) each.get("input")).remove("fingerprint"); // of paths and times
      for (JsonNode paths : List.of(each.get("settings"), each.at("/input/paths"))) {
        paths
            .properties()
            .forEach(
                entry -> {
                  if (entry.getValue().asText().equals(copy.toString())) {
                    ((ObjectNode) paths).put(entry.getKey(), original.toString());
                  }
                });
      }
    }
    assertSame(report, other);
    // a training names the files of its workers
    assertSameTables(found, expected, row -> row.replace(copy.toString(), original.toString()));
  }

  private static void assertSame(ObjectNode report, ObjectNode other) {
    other
        .properties()
        .forEach(
            part ->
                assertThat(report.get(part.getKey())).as(part.getKey()).isEqualTo(part.getValue()));
    assertThat(report).isEqualTo(other);
  }

  private static void assertSameTables(Path found, Path expected, UnaryOperator<String> renamed) {
    Command.report(expected)
        .get("outputs")
        .properties()
        .forEach(
            table ->
                assertThat(rows(found, table.getValue().asText()).stream().map(renamed).sorted())
                    .as(table.getKey())
                    .containsExactlyElementsOf(rows(expected, table.getValue().asText())));
  }

  /** Returns the report without times, without its place, and without what the run survived. */
  private static ObjectNode comparable(Path out) {
    ObjectNode report = (ObjectNode) Command.report(out);
    report.remove("timings");
    report.get("trace").forEach(row -> ((ObjectNode) row).remove("seconds"));
    ((ObjectNode) report.get("settings")).remove("out");
    ((ObjectNode) report.get("result")).remove("lost-executors");
    return report;
  }

  private static List<String> rows(Path out, String table) {
    return Command.spark()
        .read()
        .parquet(out.resolve(table).toString())
        .drop(OF_THE_RUN)
        .collectAsList()
        .stream()
        .map(
            row ->
                Arrays.deepToString(
                    scala.jdk.javaapi.CollectionConverters.asJava(row.toSeq()).toArray()))
        .sorted()
        .toList();
  }
}
