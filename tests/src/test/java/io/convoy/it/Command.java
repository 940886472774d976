package io.convoy.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convoy.jobs.Convoy;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs {@code convoy} and looks at what it leaves. */
public final class Command {

  /** What a run printed and returned. */
  public record Ran(int exitCode, String out, String err) {}

  private Command() {}

  /** Returns the Spark that runs in this process share. */
  public static SparkSession spark() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate();
  }

  /** Runs a command in this process. */
  public static Ran run(String... args) {
    spark();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Convoy.run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Starts a command in a process of its own, with {@code heap} as in {@code 2g}. */
  static Process start(String heap, File log, String... args) {
    return start(heap, log, Map.of(), args);
  }

  /** Starts a command in a process of its own, with variables of its own. */
  static Process start(String heap, File log, Map<String, String> variables, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions());
    command.add("-Xmx" + heap);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Convoy.class.getName()));
    command.addAll(Arrays.asList(args));
    try {
      ProcessBuilder process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
      process.environment().putAll(variables);
      return process.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the options of this JVM that another one needs, too. */
  public static List<String> jvmOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-Xmx") && !option.startsWith("-agent"))
        .filter(option -> !option.startsWith("-javaagent"))
        .toList();
  }

  /** Returns a fixture of a transport problem. */
  static String fixture(String name) {
    return Path.of("data", "transport", name).toString();
  }

  public static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the report of a run. */
  public static JsonNode report(Path out) {
    return json(out.resolve("report.json"));
  }

  static Dataset<Row> table(Path out, String name) {
    return spark().read().parquet(out.resolve(name).toString());
  }
}
