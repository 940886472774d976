package io.convoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convoy.jobs.Convoy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** What a run left, compared with what another left. */
final class Outcome {

  /** Columns that say where and how fast a worker's gradients came from. */
  private static final String[] OF_THE_RUN = {"hosts", "median_seconds"};

  private Outcome() {}

  private static SparkSession spark() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate();
  }

  /** Runs a command in this process, in local mode, and returns its exit code. */
  static int run(String... arguments) {
    spark();
    PrintStream unread = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return Convoy.run(arguments, unread, System.err);
  }

  /** Returns the report of a run. */
  static JsonNode report(Path out) {
    try {
      return new ObjectMapper().readTree(out.resolve("report.json").toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
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
    return spark()
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
