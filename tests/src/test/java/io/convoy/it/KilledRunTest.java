package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.convoy.spark.checkpoint.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is killed, or told to stop, goes on where it was and ends in the same bits. */
class KilledRunTest {

  @TempDir Path dir;

  /** Takes more than a thousand sweeps, several seconds. */
  private String[] problem(Path out) {
    return new String[] {
      "transport",
      "--source=" + Command.fixture("digits64_source.csv"),
      "--target=" + Command.fixture("digits64_target.csv"),
      "--out=" + out,
      "--epsilon=0.05",
      "--tolerance=1e-14",
      "--precision=double",
      "--solver=sinkhorn",
      "--max-iterations=3000",
      "--checkpoint-every=20",
      "--engine=memory"
    };
  }

  @Test
  void killedRunsResume() throws Exception {
    Path whole = dir.resolve("whole");
    run(problem(whole));

    Path out = dir.resolve("killed");
    Process process = startUntilCheckpoint(out, problem(out));
    process.destroyForcibly().waitFor();
    assertThat(out.resolve("report.json")).doesNotExist();
    assertThat(Command.run("status", "--out=" + out).exitCode()).isEqualTo(75);
    assertResumes(out, problem(out));
    assertSameBits(out, whole);
  }

  /** A path of several seconds: the tolerance is out of reach, so every lambda takes all rounds. */
  private static String[] houses(Path out, String engine) {
    return new String[] {
      "lasso",
      "--nodes=data/sacramento.csv",
      "--id=house",
      "--label=price",
      "--features=beds,baths,sq__ft",
      "--knn=5",
      "--coordinates=latitude,longitude",
      "--split=nodes:0.2",
      "--lambda=path:1e5,2,4",
      "--tolerance=1e-15",
      "--max-iterations=" + (engine.equals("spark") ? 60 : 1500),
      "--checkpoint-every=20",
      "--blocks=3",
      "--out=" + out,
      "--engine=" + engine
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "spark"})
  void killedNetworkLassosResume(String engine) throws Exception {
    Path whole = dir.resolve("whole");
    run(houses(whole, engine));
    Path out = dir.resolve("killed");
    Process process = startUntilCheckpoint(out, houses(out, engine));
    process.destroyForcibly().waitFor();
    assertThat(out.resolve("report.json")).doesNotExist();
    assertResumes(out, houses(out, engine));
    assertSameBits(out, whole);
  }

  @Test
  void aRunToldToStopLeavesACheckpoint() throws Exception {
    Path out = dir.resolve("stopped");
    Process process = startUntilCheckpoint(out, problem(out));
    process.destroy(); // SIGTERM
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(75);
    assertThat(out.resolve("report.json")).doesNotExist();
    assertThat(Command.run("status", "--out=" + out).exitCode()).isEqualTo(75);
    assertResumes(out, problem(out));
  }

  private static void run(String... problem) {
    Command.Ran ran = Command.run(problem);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private static void assertResumes(Path out, String... problem) throws IOException {
    Checkpoints checkpoints = new Checkpoints(out);
    Optional<Snapshot> newest = checkpoints.newest();
    assertThat(newest).as("a checkpoint to go on from").isPresent();
    run(problem);
    checkpoints.assertResumedFrom(newest.get());
    checkpoints.assertTidy();
  }

  private Process startUntilCheckpoint(Path out, String... problem)
      throws IOException, InterruptedException {
    Path log = dir.resolve("log");
    Process process = Command.start("1g", log.toFile(), problem);
    Checkpoints checkpoints = new Checkpoints(out);
    for (int i = 0; i < 1200 && process.isAlive() && checkpoints.newest().isEmpty(); i++) {
      Thread.sleep(100);
    }
    assertThat(checkpoints.newest()).as(Files.readString(log)).isPresent();
    return process;
  }

  private static void assertSameBits(Path out, Path whole) {
    JsonNode one = Command.report(out);
    JsonNode other = Command.report(whole);
    assertThat(one.get("result")).isEqualTo(other.get("result"));
    assertThat(errors(one)).isEqualTo(errors(other));
  }

  private static List<Double> errors(JsonNode report) {
    List<Double> errors = new ArrayList<>();
    report.get("trace").forEach(row -> errors.add(row.get("error").asDouble()));
    return errors;
  }
}
