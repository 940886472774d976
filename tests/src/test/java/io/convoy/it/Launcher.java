package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of the launcher {@code convoy} in a directory of its own. */
final class Launcher {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  private final Path home;
  private final Map<String, String> variables = new HashMap<>();

  private Launcher(Path home) {
    this.home = home;
  }

  /** Copies the launcher and {@code conf} to {@code home}. */
  static Launcher in(Path home) throws IOException {
    Files.createDirectories(home.resolve("conf"));
    Files.copy(
        PROJECT.resolve("convoy"), home.resolve("convoy"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(PROJECT.resolve("conf/log4j2.properties"), home.resolve("conf/log4j2.properties"));
    return new Launcher(home).with("TMPDIR", System.getProperty("java.io.tmpdir"));
  }

  /** Sets an environment variable. */
  Launcher with(String name, Object value) {
    variables.put(name, value.toString());
    return this;
  }

  /** Adds a {@code pom.xml} without sources, and an {@code mvnw} that leaves {@link #mark}. */
  Launcher withSources() throws IOException {
    return withSources("touch \"" + mark() + "\"; exit 1");
  }

  /** Adds a {@code pom.xml} without sources, and an {@code mvnw} that is one line. */
  Launcher withSources(String mvnw) throws IOException {
    Files.createFile(home.resolve("pom.xml"));
    script(home.resolve("mvnw"), mvnw);
    return this;
  }

  /** Returns what is there after a build was tried. */
  Path mark() {
    return home.resolve("was-built");
  }

  /** Adds a Java that writes what it is told to {@link #told} instead of running. */
  Launcher withListeningJava() throws IOException {
    Path java = home.resolve("listening");
    Files.createDirectories(java.resolve("bin"));
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    Files.createFile(java.resolve("bin/javac")).toFile().setExecutable(true);
    script(java.resolve("bin/java"), "printf '%s\\0' \"$@\" >\"" + home + "/told\"");
    return with("JAVA_HOME", java);
  }

  /** Returns the arguments of the Java that listened. */
  List<String> told() throws IOException {
    return Arrays.asList(Files.readString(home.resolve("told")).split("\0", -1));
  }

  /** Returns the application jar of this build. */
  static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(PROJECT.resolve("jobs/target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("convoy-jobs-.*\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Runs the launcher from the directory {@code from}. */
  Command.Ran run(Path from, String... args) throws IOException, InterruptedException {
    return runUnder("022", from, args);
  }

  /** Runs the launcher from the directory {@code from} with a umask. */
  Command.Ran runUnder(String umask, Path from, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", "umask $0; exec \"$@\"", umask));
    command.add(home.resolve("convoy").toString());
    command.addAll(List.of(args));
    Path out = Files.createTempFile(home, "out", ".txt");
    Path err = Files.createTempFile(home, "err", ".txt");
    ProcessBuilder process =
        new ProcessBuilder(command)
            .directory(from.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    process.environment().keySet().removeIf(name -> name.startsWith("CONVOY_"));
    process.environment().putAll(variables);
    Process running = process.start();
    assertThat(running.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return new Command.Ran(
        running.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private static void script(Path file, String line) throws IOException {
    Files.writeString(file, "#!/usr/bin/env bash\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
