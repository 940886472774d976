package io.convoy.jobs.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.jobs.settings.ProgressMode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final Goal goal = new Goal("transport", 1e-4, 1000);

  @Test
  void aLogGetsALineEveryTenSeconds() {
    long[] millis = {0};
    LogLines lines = new LogLines(goal, err::println, () -> Instant.ofEpochMilli(millis[0]));
    for (int i = 1; i <= 30; i++) {
      millis[0] += 1000;
      lines.onIteration(i, 0.05, 1.0 / i);
    }
    assertThat(printed().lines())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("transport: iteration 10, epsilon 0.0500, error 1.00e-01, about ");
  }

  @Test
  void theLiveLineStaysOneLine() throws InterruptedException {
    try (Progress live = Progress.of(ProgressMode.ON, goal, err)) {
      for (int i = 1; i <= 5; i++) {
        live.onIteration(i, 0.05, 1.0 / i);
        Thread.sleep(120);
      }
    }
    assertThat(printed()).contains("transport: iteration ").doesNotContain("\n");
  }

  @Test
  void offIsSilent() {
    try (Progress silent = Progress.of(ProgressMode.OFF, goal, err)) {
      silent.onIteration(1, 0.05, 1);
    }
    assertThat(printed()).isEmpty();
  }

  @Test
  void whatIsLoggedCarriesTheIterationUntilTheEnd() {
    try (Progress silent = Progress.of(ProgressMode.OFF, goal, err)) {
      silent.onIteration(7, 0.05, 0.25);
      assertThat(MDC.get("mdc.convoy_iteration")).isEqualTo("7");
      assertThat(MDC.get("mdc.convoy_epsilon")).isEqualTo("0.05");
      assertThat(MDC.get("mdc.convoy_error")).isEqualTo("0.25");
    }
    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
