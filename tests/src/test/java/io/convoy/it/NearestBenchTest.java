package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearestBenchTest {

  @TempDir Path dir;

  @Test
  void aScanIsTimedAndItsRateIsOfAllPairs() {
    Command.Ran ran =
        Command.run(
            "bench",
            "nearest",
            "--pool-rows=5000",
            "--targets=300",
            "--pool-dimension=20",
            "--repeats=2",
            "--out=" + dir.resolve("o"));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("nearest of 5000 rows to each of 300 targets");
    JsonNode result = Command.report(dir.resolve("o")).get("result");
    double seconds = result.get("seconds").asDouble();
    assertThat(result.get("all-seconds")).hasSize(2);
    assertThat(result.get("pairs-per-second").asDouble()).isEqualTo(5000.0 * 300 / seconds);
    assertThat(result.get("flops-per-second").asDouble())
        .isEqualTo(2.0 * 20 * (5000.0 * 300) / seconds);
  }

  @Test
  void moreThanThereIsToFindIsRefused() {
    Command.Ran ran = Command.run("bench", "nearest", "--pool-rows=5", "--nearest=6");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("pool-rows must be from nearest, 6,");
  }
}
