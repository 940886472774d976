package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregateBenchTest {

  @TempDir Path dir;

  @Test
  void everyWayIsTimedAndTheirRatioIsReported() {
    Path out = dir.resolve("o");
    Command.Ran ran =
        Command.run(
            "bench",
            "aggregate",
            "--workers=5",
            "--parameters=200000",
            "--byzantine=1",
            "--repeats=1",
            "--out=" + out);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("nnm+trimmed-mean of 5 vectors of 200000");
    JsonNode result = Command.report(out).get("result");
    assertThat(result.get("ratio").asDouble())
        .isEqualTo(result.get("seconds").asDouble() / result.get("averaging-seconds").asDouble());
    assertThat(result.get("gather-seconds").asDouble()).isPositive();
  }

  @Test
  void aRuleThatIsNoneOrHasTooFewWorkersIsNamed() {
    Command.Ran unknown = Command.run("bench", "aggregate", "--aggregator=best");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("aggregator must be one of average").contains("got 'best'");
    Command.Ran few =
        Command.run(
            "bench",
            "aggregate",
            "--aggregator=bulyan",
            "--workers=4",
            "--byzantine=1",
            "--parameters=10");
    assertThat(few.exitCode()).isEqualTo(2);
    assertThat(few.err()).contains("bulyan needs p >= 4 f + 3, got 4 vectors and f = 1");
  }
}
