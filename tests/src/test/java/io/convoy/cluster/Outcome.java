package io.convoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convoy.it.Command;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What a run left, compared with what another left. */
final class Outcome {

  /** Columns that say where and how fast a worker's gradients came from. */
  private static final String[] OF_THE_RUN = {"hosts", "median_seconds"};

  private Outcome() {}

  /** Returns the report of a run. */
  static JsonNode report(Path out) {
    return Command.json(out.resolve("report.json"));
  }

  /** Asserts that two runs left equal results and equal tables, to the last bit. */
  static void assertSame(Path found, Path expected) {
    JsonNode report = report(found);
    JsonNode other = report(expected);
    assertThat(result(report)).isEqualTo(result(other));
    for (String part : List.of("job", "status", "exit-code", "roles", "seed")) {
      assertThat(report.get(part)).as(part).isEqualTo(other.get(part));
    }
    assertThat(report.get("outputs")).isEqualTo(other.get("outputs"));
    report
        .get("outputs")
        .properties()
        .forEach(
            table ->
                assertThat(rows(found, table.getValue().asText()))
                    .as(table.getKey())
                    .isEqualTo(rows(expected, table.getValue().asText())));
  }

  private static JsonNode result(JsonNode report) {
    ObjectNode result = ((ObjectNode) report.get("result")).deepCopy();
    result.remove("lost-executors"); // what a run survived is no part of its answer
    return result;
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
