package io.convoy.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class TerminalTest {

  @TempDir Path dir;

  @Test
  void warningsOfConvoyAreSeenAndThoseOfOthersAreNot() throws Exception {
    try (Terminal terminal = new Terminal(dir.resolve("log"))) {
      LoggerFactory.getLogger("io.convoy.jobs.Some").warn("a warning", new RuntimeException("why"));
      LoggerFactory.getLogger("io.convoy.jobs.Some").info("news");
      LoggerFactory.getLogger("org.apache.spark.Some").error("an error");
      assertThat(terminal.shown()).isEqualTo("convoy: a warning" + System.lineSeparator());
      assertThat(terminal.shown()).isEmpty();
      assertThat(dir.resolve("log")).content().contains("why", "news", "an error");
    }
  }

  @Test
  void anExceptionThatNoThreadCatchesIsSeen() throws Exception {
    try (Terminal terminal = new Terminal(dir.resolve("log"))) {
      Thread failing =
          new Thread(
              () -> {
                throw new IllegalStateException("nobody caught this");
              });
      failing.start();
      failing.join();
      assertThat(terminal.shown()).contains("IllegalStateException: nobody caught this", "\tat ");
    }
  }
}
