package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that stands still for longer than its lease lasts, as on a machine that is moved. */
class FrozenRunTest {

  /** As docs/operations.md says, and some more. */
  private static final int LEASE_SECONDS = 120 + 15;

  @TempDir Path dir;

  @Tag("faults")
  @Test
  void whoWakesAfterAnotherTookOverAddsNothing() throws Exception {
    Path out = dir.resolve("out");
    String[] problem = {
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
    Path log = dir.resolve("log");
    Process frozen = Command.start("1g", log.toFile(), problem);
    Checkpoints checkpoints = new Checkpoints(out);
    while (frozen.isAlive() && checkpoints.newest().isEmpty()) {
      Thread.sleep(20);
    }
    signal("STOP", frozen);
    Map<Path, String> then;
    try {
      assertThat(out.resolve("report.json")).doesNotExist();
      assertThat(Command.run(problem).exitCode()).as("while its lease lasts").isEqualTo(75);
      Thread.sleep(TimeUnit.SECONDS.toMillis(LEASE_SECONDS));
      Command.Ran second = Command.run(problem);
      assertThat(second.exitCode()).as(second.err()).isZero();
      then = files(out);
    } finally {
      signal("CONT", frozen);
    }
    assertThat(frozen.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(frozen.exitValue()).as(Files.readString(log)).isEqualTo(75);
    assertThat(Files.readString(log)).contains("another run took ");
    assertThat(files(out)).isEqualTo(then);
    checkpoints.assertTidy();
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Returns what is in every file of a directory. */
  private static Map<Path, String> files(Path root) throws IOException {
    Map<Path, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        found.put(file, Arrays.toString(Files.readAllBytes(file)));
      }
    }
    return found;
  }
}
