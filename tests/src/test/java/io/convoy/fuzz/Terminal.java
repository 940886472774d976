package io.convoy.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationBuilder;

/**
 * Standard error of this process, with what the log shows there as {@code conf/log4j2.properties}
 * has it: what a person sees beside a command's own words, down to the stack of an exception that
 * no thread catches.
 */
final class Terminal implements AutoCloseable {

  private static final Path SHIPPED = Path.of("..", "conf", "log4j2.properties");

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  /** Takes its place; the rest of the log goes to {@code log}. */
  Terminal(Path log) throws IOException {
    Properties shipped = new Properties();
    try (Reader lines = Files.newBufferedReader(SHIPPED)) {
      shipped.load(lines);
    }
    shipped.setProperty("appender.file.fileName", log.toString());
    shipped.setProperty("appender.terminal.follow", "true"); // to the stream that is put here
    System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
    Configurator.reconfigure(
        new PropertiesConfigurationBuilder()
            .setRootProperties(shipped)
            .setLoggerContext(LoggerContext.getContext(false))
            .build());
  }

  /** Returns what it showed since this was asked last. */
  String shown() {
    synchronized (shown) {
      String said = shown.toString(StandardCharsets.UTF_8);
      shown.reset();
      return said;
    }
  }

  @Override
  public void close() {
    System.setErr(before);
    Configurator.reconfigure();
  }
}
