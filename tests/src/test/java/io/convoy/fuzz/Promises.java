package io.convoy.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.convoy.it.Command;
import io.convoy.jobs.outcome.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** What holds however a run ends, whatever its tables were. */
final class Promises {

  /** What is for the log: frames of a stack, and names of classes. */
  private static final Pattern INNARDS =
      Pattern.compile(
          "\tat |Exception|\\b(scala|java|javax|org\\.apache|com\\.fasterxml)\\.[\\w.]*[A-Z]");

  /** Columns of ids, which come out as they went in; infinity is a name like others. */
  private static final String IDS = "(.*_)?id|node|source|target";

  private static final int LONGEST_SENTENCE = 1200;

  private Promises() {}

  /** Checks a run. */
  static void check(DamagedRun given, Command.Ran ran, Path out) throws IOException {
    String said = ran.err() + ran.out();
    assertThat(ran.exitCode())
        .as(ran.err())
        .isNotEqualTo(ExitCode.FAILED.number())
        .isNotEqualTo(ExitCode.TRY_AGAIN.number()) // it would be tried for ever
        .isIn(Stream.of(ExitCode.values()).map(ExitCode::number).toList());
    if (given.isUndamaged()) {
      assertThat(ran.exitCode()).as(ran.err()).isZero();
    }
    assertThat(said).as("the terminal").doesNotContainPattern(INNARDS);
    if (ran.exitCode() == 0) {
      checkResult(given, ran, out);
    } else {
      checkRefusal(ran, out);
    }
  }

  private static void checkRefusal(Command.Ran ran, Path out) throws IOException {
    List<String> lines = ran.err().lines().filter(line -> !line.isBlank()).toList();
    assertThat(lines).as("one sentence").hasSize(1).allMatch(line -> line.startsWith("convoy: "));
    assertThat(lines.get(0)).hasSizeLessThan(LONGEST_SENTENCE).doesNotContainPattern("\\p{Cntrl}");
    assertThat(out.resolve("report.json")).doesNotExist();
    assertThat(out.resolve("report.html")).doesNotExist();
    assertThat(tables(out)).as("tables of a run that failed").isEmpty();
  }

  private static void checkResult(DamagedRun given, Command.Ran ran, Path out) throws IOException {
    assertThat(said(ran)).as("what a success says").doesNotContain("NaN", "Infinity", "null");
    JsonNode report = Command.json(out.resolve("report.json"));
    Set<String> holes = new TreeSet<>();
    holes(report.get("result"), "result", holes);
    holes(report.get("trace"), "trace", holes);
    if (given.job() == FuzzedJob.LASSO) {
      holes.remove("result.gap"); // only some objectives have one
    }
    assertThat(holes).as("numbers that are not finite").isEmpty();
    assertThat(Files.readString(out.resolve("report.html")))
        .doesNotContain(Odd.SCRIPT, ">NaN<", "Infinity");
    for (String table : tables(out)) {
      if (!table.equals("quarantined")) {
        checkFinite(given, out.resolve(table));
      }
    }
  }

  /** What a run says of its result, without the lines that name paths and columns of tables. */
  private static String said(Command.Ran ran) {
    return String.join(
        "\n",
        ran.out().lines().filter(line -> !line.matches("(?s).*(: id|: columns) .*")).toList());
  }

  private static void holes(JsonNode node, String path, Set<String> holes) {
    if (node.isNull() || (node.isTextual() && node.asText().matches("[+-]?(NaN|Infinity)"))) {
      holes.add(path);
    }
    node.properties().forEach(e -> holes(e.getValue(), path + "." + e.getKey(), holes));
    if (node.isArray()) {
      node.forEach(element -> holes(element, path + "[]", holes));
    }
  }

  private static void checkFinite(DamagedRun given, Path table) {
    var rows = Command.spark().read().parquet(table.toString());
    StructField[] fields = rows.schema().fields();
    for (Row row : rows.collectAsList()) {
      for (int at = 0; at < fields.length; at++) {
        String name = fields[at].name();
        boolean kept = given.form().contains("keep") && given.grid().names().contains(name);
        if (!kept && !name.matches(IDS)) {
          assertThat(isFinite(row.get(at)))
              .as(table.getFileName() + "." + name + " = " + row.get(at))
              .isTrue();
        }
      }
    }
  }

  private static boolean isFinite(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return Double.isFinite(((Number) value).doubleValue());
    }
    if (value instanceof Vector vector) {
      return Arrays.stream(vector.toArray()).allMatch(Double::isFinite);
    }
    if (value instanceof scala.collection.Iterable<?> sequence) {
      return scala.jdk.javaapi.CollectionConverters.asJavaCollection(sequence).stream()
          .allMatch(Promises::isFinite);
    }
    if (value instanceof Row row) {
      return Stream.iterate(0, i -> i < row.size(), i -> i + 1).allMatch(i -> isFinite(row.get(i)));
    }
    return true;
  }

  private static List<String> tables(Path out) throws IOException {
    if (!Files.isDirectory(out)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(out)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith("_") && !name.startsWith("."))
          .toList();
    }
  }
}
