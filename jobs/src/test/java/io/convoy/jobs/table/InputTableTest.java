package io.convoy.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.RoleSettings;
import io.convoy.jobs.settings.TableSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputTableTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "json", "csv"})
  void whatSparkReadsIsRead(String format) {
    String path = folder.resolve("table").toString();
    Sessions.shared()
        .sql("SELECT 1 AS id, 2.5D AS x, 3.5D AS y")
        .write()
        .option("header", "true")
        .format(format)
        .save(path);
    TablePair pair = open(table("source", path), table("target", path));
    assertThat(pair.source().roles().features()).containsExactly("x", "y");
    assertThat(pair.target().describe())
        .isEqualTo(
            "target " + path + ": id id, weight none (equal), label none, features x, y (2)");
  }

  @Test
  void csvFilesTabsCompressionAndGlobsAreRead() throws IOException {
    Files.writeString(folder.resolve("a.tsv"), "x\ty\n1\t2\n");
    Files.writeString(folder.resolve("b-1.csv"), "x,y\n1,2\n");
    Files.writeString(folder.resolve("b-2.csv"), "x,y\n3,4\n");
    TablePair pair = open(table("source", folder + "/a.tsv"), table("target", folder + "/b-*.csv"));
    assertThat(pair.source().columns()).containsExactly("x", "y");
    assertThat(pair.target().rows().count()).isEqualTo(2);
  }

  @Test
  void wholeNumbersInJsonVectorsAreNumbers() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "{\"e\": [1, 2]}\n");
    TablePair pair = open(table("source", file.toString()), table("target", file.toString()));
    assertThat(pair.source().roles().features()).containsExactly("e");
    assertThat(pair.source().rows().schema().apply("e").dataType().simpleString())
        .isEqualTo("array<double>");
  }

  @Test
  void catalogTablesAreReadByName() {
    SparkSession spark = Sessions.shared();
    spark.sql("SELECT 1 AS id, 0.5D AS x").createOrReplaceTempView("points");
    TablePair pair = open(table("source", "table:points"), table("target", "table:points"));
    assertThat(pair.source().rows().count()).isEqualTo(1);
  }

  @Test
  void filtersAreApplied() throws IOException {
    String path = Files.writeString(folder.resolve("a.csv"), "x,day\n1,a\n2,b\n").toString();
    TablePair pair = open(table("source", path, "day = 'a'"), table("target", path));
    assertThat(pair.source().rows().count()).isEqualTo(1);
    refused(
        ExitCode.BAD_INPUT,
        () -> open(table("source", path), table("target", path, "day = 'z'")),
        "target: " + path + " has no rows where day = 'z'");
    refused(
        ExitCode.USAGE,
        () -> open(table("source", path, "dya = 'a'"), table("target", path)),
        "source-where: Spark rejects 'dya = 'a''");
    refused(
        ExitCode.USAGE,
        () -> open(table("source", path, "day ="), table("target", path)),
        "source-where: Spark rejects 'day ='");
  }

  @Test
  void whatIsNotThereOrEmptyOrBrokenIsRefused() throws IOException {
    refused(
        ExitCode.BAD_INPUT,
        () -> find(table("source", folder + "/gone.csv")),
        "source: there is nothing at " + folder + "/gone.csv");
    refused(
        ExitCode.BAD_INPUT,
        () -> find(table("source", folder + "/gone-*.csv")),
        "source: there is nothing at");
    refused(
        ExitCode.BAD_INPUT,
        () -> find(table("source", "nope://x/y")),
        "source: cannot read nope://x/y");
    String empty = Files.writeString(folder.resolve("empty.csv"), "id,x\n").toString();
    // Without rows Spark infers strings, so there may be no numeric column either.
    refused(
        ExitCode.BAD_INPUT, () -> open(table("source", empty), table("target", empty)), "source");
    String broken = Files.writeString(folder.resolve("b.parquet"), "not parquet").toString();
    refused(
        ExitCode.BAD_INPUT,
        () -> open(table("source", broken), table("target", broken)),
        "source: cannot read " + broken);
    refused(
        ExitCode.BAD_INPUT,
        () -> open(table("source", "table:gone"), table("target", "table:gone")),
        "source: cannot read table:gone");
    refused(
        ExitCode.USAGE,
        () -> find(table("source", "table:a b@1")),
        "source must be a path or table:catalog.db.name[@snapshot], got 'table:a b@1'");
  }

  @Test
  void fingerprintsChangeWithTheFiles() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "x\n1\n");
    String before = fingerprint(table("source", file.toString()));
    assertThat(fingerprint(table("target", file.toUri().toString()))).isEqualTo(before);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    assertThat(fingerprint(table("source", file.toString()))).isNotEqualTo(before);
  }

  @Test
  void fingerprintsOfCatalogTablesAreTheirSnapshotOrNeverTwiceTheSame() {
    Sessions.shared().sql("SELECT 1 AS x").createOrReplaceTempView("points");
    assertThat(fingerprint(table("source", "table:points@7")))
        .isEqualTo(fingerprint(table("source", "table:points@7")))
        .isNotEqualTo(fingerprint(table("source", "table:points@8")));
    assertThat(fingerprint(table("source", "table:points")))
        .isNotEqualTo(fingerprint(table("source", "table:points")));
  }

  private static TablePair open(TableSettings source, TableSettings target) {
    return TablePair.open(Sessions.shared(), find(source), find(target));
  }

  private static InputTable find(TableSettings settings) {
    return InputTable.find(settings, new Configuration());
  }

  private static String fingerprint(TableSettings settings) {
    return find(settings).fingerprint(Sessions::shared);
  }

  private static TableSettings table(String name, String location) {
    return table(name, location, null);
  }

  private static TableSettings table(String name, String location, String where) {
    return new TableSettings(
        name,
        location,
        Optional.ofNullable(where),
        new RoleSettings(Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
  }

  private static void refused(ExitCode code, ThrowingCallable action, String sentence) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(code))
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("\n");
  }
}
