package io.convoy.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.report.Headline;
import io.convoy.jobs.report.Picture;
import io.convoy.jobs.report.TraceRow;
import io.convoy.jobs.table.Sessions;
import io.convoy.jobs.transport.TransportJob;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Work;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command itself, around a solve that computes nothing. */
class ConvoyTest {

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private int solves;

  @BeforeEach
  void tables() throws IOException {
    Sessions.shared();
    Files.writeString(folder.resolve("a.csv"), "id,x,y\n1,0,1\n2,1,0\n");
    Files.writeString(folder.resolve("b.csv"), "id,y,x\n7,1,1\n8,2,0\n");
  }

  @Test
  void aRunLeavesTablesPicturesAndAReport() throws IOException {
    assertThat(transport(this::converges, "--plan", "2")).isZero();
    assertThat(printed(err)).isEmpty();
    assertThat(printed(out).lines())
        .containsExactly(
            "source "
                + folder
                + "/a.csv: id id, weight none (equal), label none, features x, y (2)",
            "target "
                + folder
                + "/b.csv: id id, weight none (equal), label none, features x, y (2)",
            "transport converged after 2 iterations in " + total() + " s",
            "cost 1.5, duality gap 1e-5, marginal error 5e-5",
            "report: file:" + folder + "/o/report.html");
    JsonNode report = report();
    assertThat(report.path("exit-code").asInt()).isZero();
    assertThat(report.path("status").asText()).isEqualTo("converged");
    assertThat(report.at("/settings/epsilon").asText()).isEqualTo("0.05std");
    assertThat(report.at("/settings/plan").asInt()).isEqualTo(2);
    assertThat(report.at("/roles/target/features").toString()).isEqualTo("[\"x\",\"y\"]");
    assertThat(report.at("/input/rows/source").asLong()).isEqualTo(2);
    assertThat(report.at("/input/fingerprint/source").asText()).hasSize(32);
    assertThat(report.at("/outputs/plan").asText()).isEqualTo("plan");
    assertThat(report.at("/environment/kernels").asText()).isEqualTo("none");
    assertThat(report.at("/trace/1/iteration").asInt()).isEqualTo(2);
    assertThat(Sessions.shared().read().parquet(folder + "/o/plan").count()).isEqualTo(2);
    assertThat(Stream.of("report.html", "matching.png", "convergence.png"))
        .allSatisfy(file -> assertThat(folder.resolve("o/" + file)).isNotEmptyFile());
  }

  @Test
  void aRerunDoesNoWorkAndReturnsTheRecordedCode() {
    assertThat(transport(this::converges)).isZero();
    assertThat(transport(this::converges, "--max-iterations", "9", "--tasks", "3")).isZero();
    assertThat(solves).isOne();
    assertThat(printed(out)).contains("already done: file:" + folder + "/o/report.json");
  }

  @Test
  void changedSettingsAreRefusedUnlessOverwritten() {
    assertThat(transport(this::converges)).isZero();
    assertThat(transport(this::converges, "--epsilon", "0.1mean")).isEqualTo(2);
    assertThat(printed(err)).contains("epsilon was 0.05std and is now 0.1mean");
    assertThat(transport(this::converges, "--epsilon", "0.1mean", "--overwrite")).isZero();
    assertThat(solves).isEqualTo(2);
  }

  @Test
  void changedInputIsRefused() throws IOException {
    assertThat(transport(this::converges)).isZero();
    Files.writeString(folder.resolve("b.csv"), "id,y,x\n7,1,1\n");
    assertThat(transport(this::converges)).isEqualTo(2);
    assertThat(printed(err)).contains("the input changed: fingerprint of target was ");
  }

  @Test
  void strictnessIsJudgedAnewAndLargerBudgetsGoOn() {
    assertThat(transport(this::exhausts)).isZero();
    assertThat(transport(this::exhausts, "--strict")).isEqualTo(4);
    assertThat(status()).isZero();
    assertThat(solves).isOne();
    assertThat(transport(this::exhausts, "--strict", "--max-iterations", "2000")).isEqualTo(4);
    assertThat(status()).isEqualTo(4);
    assertThat(solves).isEqualTo(2);
    assertThat(transport(this::exhausts)).isZero();
    assertThat(solves).isEqualTo(2);
  }

  @Test
  void divergenceIsAFailureThatMayBeRetried() {
    assertThat(transport(this::diverges)).isEqualTo(4);
    assertThat(folder.resolve("o/report.json")).doesNotExist();
    assertThat(folder.resolve("o/failure.json")).content().contains("\"exit-code\" : 4");
    assertThat(status()).isEqualTo(4);
    assertThat(transport(this::converges)).isZero();
    assertThat(folder.resolve("o/failure.json")).doesNotExist();
    assertThat(status()).isZero();
  }

  @Test
  void aRunThatWasStoppedSaysTryAgain() {
    assertThat(
            transport(
                (run, work) -> {
                  throw JobFailure.tryAgain("stopped after a checkpoint");
                }))
        .isEqualTo(75);
    assertThat(folder.resolve("o/failure.json")).doesNotExist();
    assertThat(status()).isEqualTo(75);
    assertThat(transport(this::converges)).isZero();
  }

  @Test
  void whatTheSolverFindsInTheRowsIsReported() {
    assertThat(
            transport(
                (run, work) -> {
                  throw JobFailure.badInput("source row 2 has a NaN in x");
                }))
        .isEqualTo(3);
    assertThat(printed(err)).isEqualTo("convoy: source row 2 has a NaN in x\n");
    assertThat(status()).isEqualTo(3);
  }

  @Test
  void anUnexpectedFailureShowsNoStackTrace() {
    assertThat(
            transport(
                (run, work) -> {
                  throw new IllegalStateException("no s3a://k:v123@b\nmore");
                }))
        .isEqualTo(1);
    assertThat(printed(err))
        .isEqualTo("convoy: unexpected failure: no s3a://*********(redacted)@b\n");
  }

  @Test
  void aFileSystemThatIsAwayIsTriedAgain() {
    assertThat(
            transport(
                (run, work) -> {
                  throw new UncheckedIOException(
                      "cannot save a checkpoint", new ConnectException("a to b:8020 failed"));
                }))
        .isEqualTo(75);
    assertThat(printed(err))
        .contains("does not answer (java.net.ConnectException: a to b:8020 failed);")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("o/failure.json")).doesNotExist();
  }

  @Test
  void aFileSystemWithoutItsJarIsNamed() {
    assertThat(transport(this::converges, "--source", "s3a://b/x")).isEqualTo(2);
    assertThat(printed(err))
        .startsWith("convoy: no jar on the class path has org.apache.hadoop.fs.s3a.S3AFileSystem;")
        .contains("org.apache.hadoop:hadoop-aws:3.");
  }

  @Test
  void aRunWithADateKeepsToIt() {
    assertThat(transport(this::converges, "--run-date", "2026-01-31", "--map")).isZero();
    assertThat(folder.resolve("o/map/run_date=2026-01-31")).isDirectory();
    assertThat(folder.resolve("o/_runs/2026-01-31/report.html")).exists();
    assertThat(run(this::converges, "status", "--out", folder + "/o")).isEqualTo(3);
    assertThat(run(this::converges, "status", "--out", folder + "/o", "--run-date", "2026-01-31"))
        .isZero();
  }

  @Test
  void aRunThatEndedBeforeATimeDoesNotCount() {
    assertThat(status()).isEqualTo(3);
    assertThat(statusSince("2026-01-31T01:00:00Z")).as("no run at all").isEqualTo(75);
    assertThat(transport(this::converges)).isZero();
    assertThat(statusSince("2026-01-31T01:00:00Z")).isZero();
    assertThat(statusSince(LocalDateTime.now(ZoneId.systemDefault()).minusHours(1).toString()))
        .isZero();
    assertThat(statusSince(LocalDateTime.now(ZoneId.systemDefault()).plusHours(1).toString()))
        .isEqualTo(75);
    assertThat(statusSince("2999-01-31T01:00+01:00")).isEqualTo(75);
    assertThat(printed(out))
        .contains("no run has ended here since 2999-01-31T00:00:00Z; the last one ended at 2");
  }

  @Test
  void aFailureBeforeATimeDoesNotCountEither() {
    transport(
        (run, work) -> {
          throw JobFailure.badInput("source row 2 has a NaN in x");
        });
    assertThat(statusSince("2026-01-31T01:00:00Z")).isEqualTo(3);
    assertThat(statusSince("2999-01-31T01:00:00Z")).isEqualTo(75);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-01-31", "01:00", "1796000000", ""})
  void aTimeInAnotherFormIsRefused(String time) {
    assertThat(statusSince(time)).isEqualTo(2);
    assertThat(printed(err))
        .isEqualTo(
            "convoy: since must be a time such as 2026-11-26T01:00:00Z, got '" + time + "'\n");
  }

  private int statusSince(String time) {
    return run(this::converges, "status", "--out", folder + "/o", "--since", time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "transport --source DIR/gone.csv => 3 => source: there is nothing at DIR/gone.csv",
        "transport --features x,z => 3 => source has no column 'z' for --features; the nearest is",
        "transport --weight q => 3 => source has no column 'q' for --weight",
        "transport --epsilon 0 => 2 => epsilon must be > 0 and finite, got 0.0",
        "transport --epsilom 1 => 2 => unknown option --epsilom; the nearest is '--epsilon'",
        "transport --cost l1 => 2 => cost must be one of sqeuclidean, euclidean, cosine",
        "transport --tolerance => 2 => Missing required parameter for option '--tolerance'",
        "transport --plan many => 2 => plan must be a whole number, got 'many'",
        "transport stray => 2 => unexpected argument stray",
        "transport --out DIR/a.csv => 2 => out: cannot write file:DIR/a.csv",
        "tarnsport => 2 => unknown job tarnsport; the nearest is 'transport'",
        "status => 2 => Missing required option: '--out=",
        "status --out DIR/gone => 3 => "
      })
  void misuseIsOneSentence(String args, int code, String sentence) {
    String[] words = args.replace("DIR", folder.toString()).split(" ");
    boolean placed = words[0].equals("transport");
    int returned = placed ? transport(this::converges, tail(words)) : run(this::converges, words);
    assertThat(returned).isEqualTo(code);
    assertThat(printed(err).lines().count()).isLessThanOrEqualTo(1);
    assertThat(printed(err))
        .contains(sentence == null ? "" : sentence.replace("DIR", folder.toString()));
    assertThat(solves).isZero();
  }

  @Test
  void helpAndVersionAreAnswers() {
    assertThat(run(this::converges, "--version")).isZero();
    assertThat(printed(out)).startsWith("convoy ");
    assertThat(run(this::converges, "--help")).isZero();
    assertThat(printed(out)).contains("transport", "status");
    assertThat(run(this::converges)).isEqualTo(2);
    assertThat(printed(err)).contains("Usage: convoy JOB [OPTIONS]");
    assertThat(run(this::converges, "bench", "--help")).isZero();
    assertThat(run(this::converges, "status", "--help")).isZero();
    assertThat(printed(out)).contains("Usage: convoy status --out=DIR");
    assertThat(run(this::converges, "transport", "--help")).isZero();
    assertThat(printed(out))
        .contains(
            "Tables:",
            "Problem:",
            "Output:",
            "Run:",
            "--max-iterations=N",
            "(default: sqeuclidean)")
        .contains("convoy transport --source a.csv --target b.csv --out out/ab");
    assertThat(printed(err)).doesNotContain("convoy: ");
  }

  @Test
  void theTerminalShowsNoSecretOfAJobFile() throws IOException {
    Path file = Files.writeString(folder.resolve("j.conf"), "source = \"nope://k:v123@b/x\"");
    assertThat(
            run(
                this::converges,
                "transport",
                "--config=" + file,
                "--target=" + folder + "/b.csv",
                "--out=" + folder + "/o"))
        .isEqualTo(3);
    assertThat(printed(err)).contains("nope://*********(redacted)@b/x").doesNotContain("v123");
  }

  private Solved converges(Run run, Work work) {
    return solved(Ending.CONVERGED, run, work);
  }

  private Solved exhausts(Run run, Work work) {
    return solved(Ending.EXHAUSTED, run, work);
  }

  private Solved diverges(Run run, Work work) {
    return solved(Ending.DIVERGED, run, work);
  }

  private Solved solved(Ending ending, Run run, Work work) {
    solves++;
    assertThat(run.problemHash()).hasSize(32);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("cost", 1.5);
    result.put("gap", 1e-5);
    result.put("marginal-error", 5e-5);
    result.put("iterations", 2);
    Headline.Of told = new Headline.Of(result).after("iterations");
    List<TraceRow> trace =
        List.of(new TraceRow(1, 0.5, 0.1, 0.01), new TraceRow(2, 0.5, 5e-5, 0.02));
    Solved.Of solved =
        new Solved.Of(ending, Map.of("source", 2L, "target", 2L), result)
            .headline(
                told.say(
                        told.part("cost ", "cost", ""),
                        told.part(", duality gap ", "gap", ""),
                        told.part(", marginal error ", "marginal-error", ""))
                    .done())
            .trace(trace)
            .picture(Optional.of(new Picture("matching", "two points", new byte[] {1})))
            .picture(Picture.ofConvergence(trace, 1e-4, "epsilon"))
            .timings(Map.of("solve", 0.02))
            .by("memory", "none");
    work.outputs().forEach(name -> solved.table(name, run.tables().get("source").rows()));
    return solved.holding(() -> {});
  }

  private int transport(BiFunction<Run, Work, Solved> solve, String... args) {
    List<String> all = new ArrayList<>(List.of("transport"));
    List<String> given = List.of(args);
    place(all, given, "--source", folder + "/a.csv");
    place(all, given, "--target", folder + "/b.csv");
    place(all, given, "--out", folder + "/o");
    all.addAll(given);
    return run(solve, all.toArray(String[]::new));
  }

  private static void place(List<String> all, List<String> given, String option, String value) {
    if (!given.contains(option)) {
      all.add(option);
      all.add(value);
    }
  }

  private int status() {
    return run(this::converges, "status", "--out", folder + "/o");
  }

  private int run(BiFunction<Run, Work, Solved> solve, String... args) {
    return Convoy.run(
        args, stream(out), stream(err), List.of(new StubbedJob<>(new TransportJob(), solve)));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String printed(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String[] tail(String[] words) {
    return Stream.of(words).skip(1).toArray(String[]::new);
  }

  private String total() throws IOException {
    return io.convoy.jobs.report.Numbers.brief(report().at("/timings/total").asDouble());
  }

  private JsonNode report() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("o/report.json").toFile());
  }
}
