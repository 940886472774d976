package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables, checkpoints, leases and reports in a store that cannot rename, by the launcher. */
@Tag("objectstore")
class ObjectStoreTest {

  @TempDir static Path dir;
  private static ObjectStore store;

  @BeforeAll
  static void start() throws Exception {
    store = ObjectStore.start(dir);
    for (String table : List.of("digits_low.csv", "digits_high.csv", "sacramento.csv")) {
      store.put(table, Files.readAllBytes(Path.of("data", table)));
    }
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  static Stream<Arguments> jobs() {
    return Stream.of(
        Arguments.of(
            "transport",
            List.of(
                "--source=DATA/digits_low.csv",
                "--target=DATA/digits_high.csv",
                "--plan=2",
                "--engine=spark",
                "--checkpoint-every=5"),
            9),
        Arguments.of(
            "train",
            List.of(
                "--data=DATA/digits_low.csv",
                "--workers=5",
                "--epochs=3",
                "--engine=spark",
                "--checkpoint-every=4"),
            6),
        Arguments.of(
            "semidiscrete",
            List.of(
                "--source=DATA/digits_low.csv",
                "--target=DATA/digits_high.csv",
                "--verify=1000",
                "--max-iterations=30",
                "--checkpoint-every=5"),
            11));
  }

  /** A run that stopped early goes on from its checkpoint in the store. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("jobs")
  void theResultIsThatOfLocalFiles(String job, List<String> options, int early) throws Exception {
    Path local = dir.resolve(job);
    List<String> arguments = arguments(job, options, "data", local.toString());
    Command.Ran expected = Command.run(arguments.toArray(String[]::new));
    assertThat(expected.exitCode()).as(expected.err()).isZero();

    List<String> stored = arguments(job, options, "s3a://lake", ObjectStore.uri("out/" + job));
    List<String> stopped = new ArrayList<>(stored);
    stopped.removeIf(option -> option.startsWith("--max-iterations"));
    stopped.add("--max-iterations=" + early);
    run(stopped);
    assertThat(report(job).path("status").asText()).isEqualTo("exhausted");
    assertThat(store.keys("out/" + job + "/_checkpoint/snapshot-")).isNotEmpty();
    assertThat(store.keys("out/" + job + "/_checkpoint/spark/")).isEmpty();
    run(stored);
    assertThat(report(job).get("result")).isEqualTo(Command.report(local).get("result"));
    if (!report(job).path("status").asText().equals("exhausted")) {
      assertThat(store.keys("out/" + job + "/_checkpoint/")).isEmpty();
    }
    assertThat(store.keys("out/" + job + "/"))
        .noneMatch(key -> key.contains("_temporary") || key.endsWith("lease.json"));
  }

  @Test
  void whatIsNotThereIsToldInASentence() throws Exception {
    Command.Ran ran =
        launch(
            List.of(
                "transport",
                "--source=s3a://lake/none.csv",
                "--target=s3a://lake/digits_low.csv",
                "--out=s3a://lake/out/none"));
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err()).contains("convoy: source: there is nothing at s3a://lake/none.csv");
  }

  private static List<String> arguments(String job, List<String> options, String data, String out) {
    List<String> arguments = new ArrayList<>(List.of(job));
    options.forEach(option -> arguments.add(option.replace("DATA", data)));
    arguments.add("--out=" + out);
    return arguments;
  }

  private static void run(List<String> arguments) throws IOException, InterruptedException {
    Command.Ran ran = launch(arguments);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private static Command.Ran launch(List<String> arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--driver-memory=1g", "--master=local[2]"));
    all.addAll(store.conf());
    all.addAll(arguments);
    return Launcher.in(Files.createTempDirectory(dir, "home"))
        .with("CONVOY_JAR", Launcher.jar())
        .with("SPARK_HOME", Path.of("..", "jobs", "target", "spark").toRealPath())
        .run(dir, all.toArray(String[]::new));
  }

  private static JsonNode report(String job) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(store.get("out/" + job + "/report.json"));
  }
}
