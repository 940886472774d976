package io.convoy.alone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A Java with core and what Maven puts beside it, and nothing else. */
class AloneTest {

  /** Written by the build: core's own dependencies at run time, without the optional one. */
  private static String dependencies() throws IOException {
    return Files.readString(Path.of("target", "alone.classpath")).trim();
  }

  private static List<String> run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator,
            Path.of("target", "classes").toString(),
            Path.of("target", "test-classes").toString(), // for the program alone
            dependencies()));
    command.add("io.convoy.alone.Program");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).isZero();
    assertThat(lines).hasSize(3);
    return lines;
  }

  @Test
  void coreBringsNoEngine() throws IOException {
    assertThat(dependencies())
        .contains("slf4j-api", "commons-math3")
        .doesNotContain("spark", "hadoop", "scala", "ortools");
    assertThat(dependencies().split(File.pathSeparator)).hasSize(2);
  }

  @Test
  void aProblemIsSolvedWithTheBitsOfEveryJvm() throws IOException, InterruptedException {
    List<String> fast = run("--add-modules", "jdk.incubator.vector");
    List<String> plain = run();
    assertThat(fast.get(0)).startsWith("kernels vector");
    assertThat(plain.get(0)).startsWith("kernels scalar");
    assertThat(plain.get(1)).isEqualTo(fast.get(1)).isEqualTo("bits " + Program.bits());
  }

  @Test
  void whatNeedsTheOptionalLibrarySaysSo() throws IOException, InterruptedException {
    assertThat(run().get(2))
        .isEqualTo(
            "exact transport and assignment need OR-Tools, which is not on the class path:"
                + " add the artifact com.google.ortools:ortools-java");
  }
}
