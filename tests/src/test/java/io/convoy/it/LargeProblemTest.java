package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Minutes on two cores; {@code ./mvnw verify -Plarge} runs it. */
@Tag("large")
class LargeProblemTest {

  @TempDir Path dir;

  @Test
  void aHundredThousandRowsASideFitIntoTwoGigabytes() throws Exception {
    Path source = cloud("source.csv", 1, 0);
    Path target = cloud("target.csv", 2, 0.2);
    Path out = dir.resolve("out");
    Path log = dir.resolve("log");
    Process process =
        Command.start(
            "2g",
            log.toFile(),
            "transport",
            "--source=" + source,
            "--target=" + target,
            "--out=" + out,
            "--plan=1");
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    assertThat(Command.report(out).get("status").asText()).isEqualTo("converged");
    assertThat(Command.report(out).get("environment").get("engine").asText()).isEqualTo("spark");
    assertThat(Command.table(out, "plan").count()).isEqualTo(100_000);
  }

  private Path cloud(String name, long seed, double offset) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Path file = dir.resolve(name);
    try (PrintWriter rows = new PrintWriter(Files.newBufferedWriter(file))) {
      rows.println("id,x,y,z");
      for (int i = 0; i < 100_000; i++) {
        rows.printf(
            "%d,%s,%s,%s%n",
            i,
            offset + random.nextDouble(),
            offset + random.nextDouble(),
            offset + random.nextDouble());
      }
    }
    return file;
  }
}
