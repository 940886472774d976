package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published, as somebody who has a Java and nothing else would use it. */
@Tag("release")
class ReleaseTest {

  private static final Path MADE = Path.of("..", "jobs", "target", "release").toAbsolutePath();

  @TempDir Path dir;
  private Path home;

  @BeforeEach
  void unpack() throws Exception {
    Path place = Files.createDirectory(dir.resolve("a place"));
    List<Path> tarballs = files(MADE, ".tar.gz");
    assertThat(tarballs).hasSize(1);
    assertThat(run(place, "tar", "xzf", tarballs.get(0).toString())).isEmpty();
    assertThat(files(place, "")).hasSize(1);
    home = files(place, "").get(0);
  }

  @Test
  void theFirstCommandOfTheReadmeRunsAndNothingIsBuilt() throws Exception {
    assertThat(run(home, "./convoy", "--version")).startsWith("convoy ").doesNotContain("develop");
    String printed =
        run(
            home,
            "./convoy",
            "transport",
            "--source",
            "tests/data/digits_low.csv",
            "--target",
            "tests/data/digits_high.csv",
            "--out",
            "out/digits");
    assertThat(printed).contains("transport converged").doesNotContain("building", "WARN");
    assertThat(Command.report(home.resolve("out/digits")).path("status").asText())
        .isEqualTo("converged");
    assertThat(home.resolve("target")).doesNotExist();
  }

  @Test
  void checksumsHold() throws Exception {
    for (String kind : List.of("sha256", "sha512")) {
      List<Path> sums = files(MADE, "." + kind);
      assertThat(sums).hasSize(4);
      for (Path sum : sums) {
        assertThat(run(MADE, kind + "sum", "-c", sum.toString())).endsWith(": OK\n");
      }
    }
  }

  @Test
  void theBillNamesEveryJar() throws Exception {
    JsonNode bill = Command.json(files(home, ".cdx.json").get(0));
    Set<String> named =
        Stream.iterate(0, i -> i < bill.path("components").size(), i -> i + 1)
            .map(i -> bill.path("components").get(i))
            .map(part -> part.path("name").asText() + "-" + part.path("version").asText())
            .collect(Collectors.toSet());
    assertThat(named).contains("convoy-core-" + version(bill)).doesNotContain("convoy-tests");
    List<Path> jars = files(home.resolve("spark/jars"), ".jar");
    assertThat(jars).hasSizeGreaterThan(100);
    for (Path jar : jars) {
      String name = jar.getFileName().toString().replaceAll("\\.jar$", "");
      assertThat(named) // natives have their platform at the end
          .as(name)
          .anyMatch(part -> name.equals(part) || name.startsWith(part + "-"));
    }
  }

  private static String version(JsonNode bill) {
    return bill.path("metadata").path("component").path("version").asText();
  }

  /**
   * Runs a command that must succeed, with nothing else in its environment, and returns its words.
   */
  private String run(Path from, String... command) throws IOException, InterruptedException {
    Path words = Files.createTempFile(dir, "words", ".txt");
    ProcessBuilder process =
        new ProcessBuilder(command)
            .directory(from.toFile())
            .redirectErrorStream(true)
            .redirectOutput(words.toFile());
    process.environment().clear();
    process.environment().put("PATH", "/usr/bin:/bin");
    process.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process running = process.start();
    assertThat(running.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(running.exitValue()).as(Files.readString(words)).isZero();
    return Files.readString(words);
  }

  private static List<Path> files(Path directory, String ending) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
