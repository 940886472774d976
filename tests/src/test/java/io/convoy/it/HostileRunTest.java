package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs, by the launcher, of what somebody might hope is run, shown, told or left open. */
class HostileRunTest {

  private static final String COMMAND = "$(touch pwned); `touch pwned` 'q' \"d\" & 2>pwned";
  private static final String SECRET = "QQsecretQQ";

  @TempDir Path dir;
  private Path work;
  private Path home;
  private Path table;
  private Path out;

  @BeforeEach
  void writeInput() throws IOException {
    home = dir.resolve(COMMAND);
    work = Files.createDirectory(dir.resolve("work"));
    Path data = Files.createDirectory(work.resolve(COMMAND));
    table =
        Files.writeString(
            data.resolve("a.csv"),
            """
            id,<script>alert(1)</script>,y,label
            <b>1</b>,0,0,<img src=x onerror=alert(1)>
            <b>2</b>,1,1,&amp;
            <b>3</b>,2,0,&amp;
            """);
    out = data.resolve("out");
  }

  private Command.Ran run(String umask, Object source, String... more)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add("transport");
    arguments.add("--source=" + source);
    arguments.add("--target=" + table);
    arguments.add("--out=" + out);
    arguments.add("--source-where=y >= 0 and '$(touch pwned)' <> '`touch pwned`'");
    arguments.add("--conf=spark.app.name=" + COMMAND);
    arguments.add("--conf=spark.hadoop.fs.s3a.secret.key=" + SECRET);
    arguments.add("--driver-memory=1g");
    arguments.add("--tolerance=1e-14"); // out of reach, so that the checkpoint stays
    arguments.add("--max-iterations=3");
    arguments.addAll(List.of(more));
    return Launcher.in(home)
        .with("CONVOY_JAR", Launcher.jar())
        .runUnder(umask, work, arguments.toArray(String[]::new));
  }

  @Test
  void nothingIsRunShownToldOrLeftOpen() throws Exception {
    Command.Ran ran = run("077", table);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err() + ran.out()).doesNotContain(SECRET, "Permission denied");
    assertThat(all(work, Files::exists)).noneMatch(file -> file.endsWith("pwned"));
    assertThat(names(work)).containsExactly(COMMAND);
    assertThat(names(out))
        .contains("_checkpoint", "_state", "report.json", "report.html", "source_potentials");
    assertRights(out, "rwx------", "rw-------");
    assertRights(home.resolve("logs"), "rwx------", "rw-------");
    assertNoSecret();
    assertThat(Files.readString(out.resolve("report.html")))
        .contains(
            "&lt;script&gt;alert(1)&lt;/script&gt;", "$(touch pwned); `touch pwned` 'q' &quot;")
        .doesNotContain("<script", "<img src=x", "<b>");
  }

  @Test
  void whatAUmaskLeavesIsGiven() throws Exception {
    Command.Ran ran = run("027", table);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertRights(out, "rwxr-x---", "rw-r-----");
  }

  @Test
  void credentialsInAPathAreNotTold() throws Exception {
    Command.Ran ran = run("022", "s3a://KEYID:" + SECRET + "@bucket/a.csv");
    assertThat(ran.exitCode()).isNotZero();
    assertThat(ran.err() + ran.out()).contains("convoy: ").doesNotContain(SECRET, "\tat ");
    assertNoSecret();
  }

  /** Spark itself logs what it reads. Views of file systems take any authority. */
  @Test
  void credentialsOfWhatSparkReadsAreNotLogged() throws Exception {
    assertThat(log(runWithCredentials()))
        .contains("viewfs://*********(redacted)@lake/data/a.csv", "[iteration 3] ")
        .containsPattern("transport: \\d+ passes in \\d+ s");
    assertNoSecret();
  }

  @Test
  void structuredLogsAreJsonWithoutCredentials() throws Exception {
    String log = log(runWithCredentials("--conf=spark.log.structuredLogging.enabled=true"));
    List<JsonNode> lines = new ArrayList<>();
    for (String line : log.lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertThat(lines)
        .allMatch(line -> line.hasNonNull("ts") && line.hasNonNull("msg"))
        .anyMatch(
            line ->
                line.path("msg").asText().contains("viewfs://*********(redacted)@lake/data/a.csv"))
        .anyMatch(line -> line.at("/context/mdc.convoy_job").asText().equals("transport"))
        .anyMatch(line -> line.at("/context/mdc.convoy_out").asText().endsWith("/out"))
        .anyMatch(line -> line.at("/context/mdc.convoy_iteration").asInt() == 3);
    assertNoSecret();
  }

  private Command.Ran runWithCredentials(String... more) throws Exception {
    Path lake = Files.createDirectory(dir.resolve("lake"));
    Files.copy(table, lake.resolve("a.csv"));
    String authority = "KEYID:" + SECRET + "@lake";
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--engine=spark");
    arguments.add(
        "--conf=spark.hadoop.fs.viewfs.mounttable." + authority + ".link./data=" + lake.toUri());
    Command.Ran ran =
        run("022", "viewfs://" + authority + "/data/a.csv", arguments.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err() + ran.out()).doesNotContain(SECRET);
    return ran;
  }

  private String log(Command.Ran ran) throws IOException {
    List<Path> logs = all(home.resolve("logs"), Files::isRegularFile);
    assertThat(logs).as(ran.err()).hasSize(1);
    return Files.readString(logs.get(0));
  }

  private void assertNoSecret() throws IOException {
    for (Path place : List.of(work, home)) {
      assertThat(all(place, Files::isRegularFile))
          .noneMatch(file -> text(file).contains(SECRET) || file.toString().contains(SECRET));
    }
  }

  private static void assertRights(Path place, String ofDirectories, String ofFiles)
      throws IOException {
    assertThat(all(place, Files::isRegularFile))
        .isNotEmpty()
        .allMatch(file -> rights(file).equals(ofFiles), "all have " + ofFiles);
    assertThat(all(place, Files::isDirectory))
        .allMatch(file -> rights(file).equals(ofDirectories), "all have " + ofDirectories);
  }

  private static String rights(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static List<Path> all(Path place, Predicate<Path> kind) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(kind).toList();
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
