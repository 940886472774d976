package io.convoy.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.report.Reports;
import io.convoy.jobs.report.RunReport;
import io.convoy.jobs.report.RunReport.Status;
import io.convoy.jobs.table.Sessions;
import io.convoy.spark.checkpoint.CheckpointStore;
import io.convoy.spark.checkpoint.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputDirectoryTest {

  private static final Map<String, Object> BUDGET = Map.of("max-iterations", 1000);
  private static final List<String> TABLES = List.of("plan", "map");
  private static final List<String> PICTURES = List.of("matching");

  @TempDir private Path folder;

  @Test
  void aFreshRunClaimsItsPathsAndReportsLast() throws IOException {
    try (OutputDirectory out = out()) {
      assertThat(begin(out, problem("a"))).isInstanceOf(Start.Fresh.class);
      assertThat(folder.resolve("o/_state/manifest.json")).exists();
      assertThat(folder.resolve("o/_state/lease.json")).exists();
      assertThat(out.write("plan", rows())).isEqualTo("plan");
      assertThat(folder.resolve("o/report.json")).doesNotExist();
      out.writePage("<p>");
      out.finish(Reports.converged());
    }
    assertThat(folder.resolve("o/report.json")).exists();
    assertThat(folder.resolve("o/_state/lease.json")).doesNotExist();
    assertThat(Sessions.shared().read().parquet(folder + "/o/plan").count()).isEqualTo(2);
  }

  @Test
  void theSameRunIsAlreadyDoneAndTouchesNoResult() throws IOException {
    finish(problem("a"), Reports.converged());
    long before = modified("o");
    Files.setLastModifiedTime(folder.resolve("o/report.json"), FileTime.fromMillis(5000));
    assertThat(out().ended()).contains(Instant.ofEpochSecond(5));
    try (OutputDirectory out = out()) {
      RunReport report = begin(out, problem("a")).done().orElseThrow();
      assertThat(report.toJson()).hasToString(Reports.converged().toJson().toString());
    }
    assertThat(modified("o")).isEqualTo(before);
    assertThat(modified("o/report.json")).isEqualTo(5000);
    assertThat(folder.resolve("o/_state/lease.json")).doesNotExist();
    assertThat(out().ended().orElseThrow())
        .as("when it was found")
        .isAfter(Instant.ofEpochSecond(6));
  }

  @Test
  void anotherProblemIsRefusedByNameOfTheDifference() throws IOException {
    finish(problem("a"), Reports.converged());
    refused(
        ExitCode.USAGE,
        () -> begin(out(), problem("b")),
        "holds another run: epsilon was a and is now b; choose another --out, or --overwrite");
    refused(
        ExitCode.USAGE,
        () ->
            begin(
                out(), RunIdentity.of("transport", Map.of("epsilon", "a", "plan", 3), inputs("1"))),
        "plan was none and is now 3");
    refused(
        ExitCode.USAGE,
        () -> begin(out(), RunIdentity.of("transport", Map.of("epsilon", "a"), inputs("2"))),
        "the input changed: fingerprint of source was 1 and is now 2");
    refused(
        ExitCode.USAGE,
        () -> begin(out(), RunIdentity.of("select", Map.of("epsilon", "a"), inputs("1"))),
        "job was transport and is now select");
    assertThat(folder.resolve("o/report.json")).exists();
    assertThat(folder.resolve("o/_state/lease.json")).doesNotExist();
  }

  @Test
  void overwriteDeletesOnlyWhatConvoyWrote() throws IOException {
    finish(problem("a"), Reports.converged());
    Path foreign = Files.writeString(folder.resolve("o/notes.txt"), "mine");
    try (OutputDirectory out = out()) {
      assertThat(out.begin(problem("b"), BUDGET, TABLES, PICTURES, true))
          .isInstanceOf(Start.Fresh.class);
      assertThat(folder.resolve("o/plan")).doesNotExist();
      assertThat(folder.resolve("o/report.json")).doesNotExist();
    }
    assertThat(foreign).hasContent("mine");
  }

  @Test
  void overwriteRedoesNothingThatIsDone() throws IOException {
    finish(problem("a"), Reports.converged());
    try (OutputDirectory out = out()) {
      assertThat(out.begin(problem("a"), BUDGET, TABLES, PICTURES, true).done()).isPresent();
    }
  }

  @Test
  void whatMeasuresIsNeverAlreadyDoneButKeepsOutOfOthersResults() throws IOException {
    finish(problem("a"), Reports.converged());
    refused(
        ExitCode.USAGE,
        () -> out().beginAnew(problem("b"), false),
        "holds another run: epsilon was a and is now b");
    assertThat(folder.resolve("o/report.json")).exists();
    try (OutputDirectory out = out()) {
      out.beginAnew(problem("a"), false);
      assertThat(folder.resolve("o/report.json")).doesNotExist();
      out.finish(Reports.converged());
    }
    assertThat(folder.resolve("o/report.json")).exists();
  }

  @Test
  void foreignFilesInTheWayAreRefusedEvenWithOverwrite() throws IOException {
    Files.createDirectories(folder.resolve("o/plan"));
    Files.writeString(folder.resolve("o/plan/mine.txt"), "mine");
    refused(
        ExitCode.USAGE,
        () -> out().begin(problem("a"), BUDGET, TABLES, PICTURES, true),
        "/o/plan exists and Convoy did not write it");
    assertThat(folder.resolve("o/plan/mine.txt")).exists();
  }

  @Test
  void anExhaustedRunGoesOnOnlyWithMore() throws IOException {
    RunReport exhausted = Reports.with(Status.EXHAUSTED, Map.of(), List.of());
    try (OutputDirectory out = out()) {
      begin(out, problem("a"));
      Files.writeString(folder.resolve("o/_checkpoint"), "g");
      out.write("plan", rows());
      out.finish(exhausted);
    }
    assertThat(folder.resolve("o/_checkpoint")).exists();
    try (OutputDirectory out = out()) {
      assertThat(begin(out, problem("a")).done()).isPresent();
    }
    try (OutputDirectory out = out()) {
      Start start =
          out.begin(problem("a"), Map.of("max-iterations", 2000), TABLES, PICTURES, false);
      assertThat(start).isInstanceOf(Start.Resumed.class);
      // Were this run killed, the earlier report would not say how the last run ended.
      assertThat(folder.resolve("o/report.json")).doesNotExist();
      out.write("plan", rows());
      out.finish(Reports.converged());
    }
    assertThat(folder.resolve("o/_checkpoint")).doesNotExist();
  }

  @Test
  void aKilledRunIsResumedAndItsHalfWrittenTablesReplaced() throws IOException {
    try (OutputDirectory out = out()) {
      begin(out, problem("a"));
      Files.writeString(folder.resolve("o/_checkpoint"), "g");
      Files.createDirectories(folder.resolve("o/plan"));
      Files.writeString(folder.resolve("o/plan/part-0.parquet"), "half");
      Files.writeString(folder.resolve("o/report.json"), "{\"schema-ver");
    }
    assertThat(out().recorded().exitCode()).isEqualTo(ExitCode.TRY_AGAIN);
    refused(ExitCode.USAGE, () -> begin(out(), problem("b")), "epsilon was a and is now b");
    try (OutputDirectory out = out()) {
      assertThat(begin(out, problem("a"))).isInstanceOf(Start.Resumed.class);
      assertThat(folder.resolve("o/_checkpoint")).hasContent("g");
      out.write("plan", rows());
      out.finish(Reports.converged());
    }
    assertThat(Sessions.shared().read().parquet(folder + "/o/plan").count()).isEqualTo(2);
    assertThat(out().recorded().exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aFailedRunMayBeRetriedAsItWasOrOtherwise() throws IOException {
    try (OutputDirectory out = out()) {
      begin(out, problem("a"));
      out.fail(JobFailure.badInput("row s3a://k:v123@b is bad"), true);
    }
    assertThat(folder.resolve("o/report.json")).doesNotExist();
    assertThat(Files.readString(folder.resolve("o/failure.json")))
        .contains("\"exit-code\" : 3", "row s3a://*********(redacted)@b is bad");
    Recorded recorded = out().recorded();
    assertThat(recorded.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(recorded.sentence()).startsWith("failed: row ");
    try (OutputDirectory out = out()) {
      assertThat(begin(out, problem("a"))).isInstanceOf(Start.Resumed.class);
      assertThat(folder.resolve("o/failure.json")).doesNotExist();
      out.fail(JobFailure.badInput("again"), true);
    }
    try (OutputDirectory out = out()) {
      assertThat(begin(out, problem("b"))).isInstanceOf(Start.Fresh.class);
    }
  }

  @Test
  void theCheckpointOfADivergedRunIsNotResumed() throws IOException {
    try (OutputDirectory out = out()) {
      begin(out, problem("a"));
      Files.writeString(folder.resolve("o/_checkpoint"), "NaN");
      out.fail(new JobFailure(ExitCode.NOT_CONVERGED, "diverged", null), false);
    }
    assertThat(folder.resolve("o/_checkpoint")).doesNotExist();
  }

  @Test
  void twoRunsOfOneOutputAreKeptApart() {
    try (OutputDirectory first = out()) {
      begin(first, problem("a"));
      refused(ExitCode.TRY_AGAIN, () -> begin(out(), problem("a")), "try again when it is over");
      assertThat(out().recorded().sentence()).startsWith("still running as process ");
    }
    try (OutputDirectory next = out()) {
      assertThat(begin(next, problem("a"))).isInstanceOf(Start.Resumed.class);
    }
  }

  @Test
  void aRunThatLostItsLeaseReportsNothing() throws IOException {
    try (OutputDirectory out = out()) {
      begin(out, problem("a"));
      Files.delete(folder.resolve("o/_state/lease.json"));
      refused(ExitCode.TRY_AGAIN, () -> out.finish(Reports.converged()), "lease expired");
    }
    assertThat(folder.resolve("o/report.json")).doesNotExist();
  }

  @Test
  void aRunThatLostItsLeaseSavesNothing() throws IOException {
    try (OutputDirectory out = out()) {
      begin(out, problem("a"));
      CheckpointStore checkpoints = out.checkpoints();
      checkpoints.save(new Snapshot("a", 1, Map.of(), Map.of()));
      Files.delete(folder.resolve("o/_state/lease.json"));
      refused(
          ExitCode.TRY_AGAIN,
          () -> checkpoints.save(new Snapshot("a", 2, Map.of(), Map.of())),
          "another run took");
      assertThat(out.checkpoints().latest("a").orElseThrow().iteration()).isEqualTo(1);
    }
  }

  /** As of a driver that stood still for long: the other run has written the same table. */
  @Test
  void aRunThatLostItsLeaseWhileItWroteATableAddsNoRows() throws IOException {
    String plan = folder.resolve("o/plan").toString();
    String lease = folder.resolve("o/_state/lease.json").toString();
    try (OutputDirectory out = out()) {
      begin(out, problem("a"));
      Dataset<Row> rows =
          rows()
              .filter(
                  (FilterFunction<Row>)
                      row -> {
                        Path task = Path.of(plan, "_temporary", "7");
                        Files.createDirectories(task);
                        Files.writeString(task.resolve("part-of-them"), "theirs");
                        Files.writeString(Path.of(plan, "part-theirs.parquet"), "theirs");
                        Files.writeString(Path.of(lease), "{\"token\": \"theirs\"}");
                        return true;
                      });
      assertThatThrownBy(() -> out.write("plan", rows))
          .hasStackTraceContaining("another run took over what this one was writing to")
          .satisfies(
              failure ->
                  assertThat(Stream.iterate(failure, cause -> cause != null, Throwable::getCause))
                      .hasAtLeastOneElementOfType(JobFailure.class));
    }
    assertThat(folder.resolve("o/plan").toFile().list())
        .containsExactlyInAnyOrder("_temporary", "part-theirs.parquet");
    assertThat(folder.resolve("o/plan/_temporary/7/part-of-them")).exists();
  }

  @Test
  void tasksOfAnotherRunAreNotCommitted() throws IOException {
    String plan = folder.resolve("o/plan").toString();
    try (OutputDirectory out = out()) {
      begin(out, problem("a"));
      Dataset<Row> rows =
          rows()
              .filter(
                  (FilterFunction<Row>)
                      row -> {
                        Path task = Path.of(plan, "_temporary", "0", "task_2026_0001_m_000000");
                        Files.createDirectories(task);
                        Files.writeString(task.resolve("part-theirs.parquet"), "theirs");
                        return true;
                      });
      out.write("plan", rows);
    }
    assertThat(folder.resolve("o/plan").toFile().list())
        .contains("_SUCCESS")
        .doesNotContain("_temporary", "part-theirs.parquet");
    assertThat(Sessions.shared().read().parquet(plan).count()).isEqualTo(2);
  }

  @Test
  void whatSparkKeptForAKilledRunGoesWhenItIsResumed() throws IOException {
    Path spark = folder.resolve("o/_checkpoint/spark/rdd-1");
    try (OutputDirectory out = out()) {
      begin(out, problem("a"));
      out.checkpoints().save(new Snapshot("a", 1, Map.of(), Map.of()));
      Files.createDirectories(spark);
    }
    try (OutputDirectory out = out()) {
      assertThat(begin(out, problem("a"))).isInstanceOf(Start.Resumed.class);
      assertThat(spark.getParent()).doesNotExist();
      assertThat(out.checkpoints().latest("a")).isPresent();
    }
  }

  /** It was killed between its report and the end of its checkpoint. */
  @Test
  void theCheckpointOfAFinishedRunGoesWhenItIsFound() throws IOException {
    finish(problem("a"), Reports.converged());
    Files.createDirectories(folder.resolve("o/_checkpoint"));
    try (OutputDirectory out = out()) {
      assertThat(begin(out, problem("a"))).isInstanceOf(Start.AlreadyDone.class);
    }
    assertThat(folder.resolve("o/_checkpoint")).doesNotExist();
    assertThat(folder.resolve("o/_state/lease.json")).doesNotExist();
    assertThat(folder.resolve("o/report.json")).exists();
  }

  @Test
  void eachRunDateHasItsOwnRun() throws IOException {
    for (String date : List.of("2026-01-30", "2026-01-31")) {
      try (OutputDirectory out = out(date)) {
        assertThat(begin(out, problem(date))).isInstanceOf(Start.Fresh.class);
        assertThat(out.write("plan", rows())).isEqualTo("plan/run_date=" + date);
        out.finish(Reports.converged());
      }
      assertThat(folder.resolve("o/_runs/" + date + "/report.json")).exists();
      assertThat(folder.resolve("o/_state/" + date + "/manifest.json")).exists();
    }
    try (OutputDirectory out = out("2026-01-31")) {
      assertThat(begin(out, problem("2026-01-31")).done()).isPresent();
      assertThat(out.begin(problem("other"), BUDGET, TABLES, PICTURES, true))
          .isInstanceOf(Start.Fresh.class);
    }
    assertThat(Sessions.shared().read().parquet(folder + "/o/plan").select("run_date").distinct())
        .satisfies(dates -> assertThat(dates.count()).isEqualTo(1));
    assertThat(out("2026-01-30").recorded().exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(out("2026-02-01").recorded().exitCode()).isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void whatCannotBeWrittenIsRefusedEarly() throws IOException {
    Files.writeString(folder.resolve("o"), "a file");
    refused(ExitCode.USAGE, () -> begin(out(), problem("a")), "out: cannot write ");
    refused(
        ExitCode.USAGE,
        () -> OutputDirectory.at("nope://x", Optional.empty(), new Configuration()),
        "out: cannot reach nope://x");
  }

  @Test
  void aManifestThatPointsOutsideIsRefused() throws IOException {
    finish(problem("a"), Reports.converged());
    Path manifest = folder.resolve("o/_state/manifest.json");
    String tampered = Files.readString(manifest).replace("\"plan\"", "\"../precious\"");
    Files.writeString(manifest, tampered);
    refused(
        ExitCode.USAGE,
        () -> out().begin(problem("b"), BUDGET, TABLES, PICTURES, true),
        "a manifest lists paths inside its directory only, got '../precious'");
  }

  @Test
  void whatIsNotAReportOfConvoyIsNamed() throws IOException {
    finish(problem("a"), Reports.converged());
    Files.writeString(folder.resolve("o/report.json"), "{\"status\": \"fine\"}");
    refused(
        ExitCode.USAGE,
        () -> out().recorded(),
        "report.json is damaged, or not of Convoy: its status is 'fine'");
    Files.delete(folder.resolve("o/report.json"));
    Files.writeString(folder.resolve("o/failure.json"), "{}");
    assertThat(out().recorded().exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void nothingIsNoRun() {
    assertThat(out().recorded().exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(out().recorded().sentence()).startsWith("there is no run of Convoy in ");
  }

  @Test
  void secretsAreNotPartOfTheProblem() {
    assertThat(
            RunIdentity.of("transport", Map.of("source", "s3a://k:one1@b/x"), inputs("1")).hash())
        .isEqualTo(
            RunIdentity.of("transport", Map.of("source", "s3a://k:two2@b/x"), inputs("1")).hash());
  }

  private void finish(RunIdentity identity, RunReport report) {
    try (OutputDirectory out = out()) {
      begin(out, identity);
      out.write("plan", rows());
      out.finish(report);
    }
  }

  private OutputDirectory out() {
    return OutputDirectory.at(folder + "/o", Optional.empty(), new Configuration());
  }

  private OutputDirectory out(String date) {
    return OutputDirectory.at(folder + "/o", Optional.of(date), new Configuration());
  }

  private static Start begin(OutputDirectory out, RunIdentity identity) {
    return out.begin(identity, BUDGET, TABLES, PICTURES, false);
  }

  private static RunIdentity problem(String epsilon) {
    return RunIdentity.of("transport", Map.of("epsilon", epsilon), inputs("1"));
  }

  private static Map<String, String> inputs(String source) {
    return Map.of("source", source);
  }

  private static Dataset<Row> rows() {
    return Sessions.shared().range(2).toDF("id");
  }

  private long modified(String path) throws IOException {
    return Files.getLastModifiedTime(folder.resolve(path)).toMillis();
  }

  private static void refused(ExitCode code, ThrowingCallable action, String sentence) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            JobFailure.class, failure -> assertThat(failure.exitCode()).isEqualTo(code))
        .hasMessageContaining(sentence);
  }
}
