package io.convoy.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** The lane width is fixed when a JVM starts, so other widths are tried in JVMs of their own. */
class LaneWidthTest {

  @ParameterizedTest
  @ValueSource(ints = {16, 32})
  void narrowerLanesReturnTheSameBits(int bytes) throws Exception {
    Answer answer = ask("--add-modules=jdk.incubator.vector", "-XX:MaxVectorSize=" + bytes);
    assertThat(answer.description()).matches("vector-\\d+");
    assertThat(answer.lanes()).isLessThanOrEqualTo(8 * bytes);
    assertThat(answer.digest()).isEqualTo(KernelRun.digest(Kernels.scalar()));
  }

  @Test
  void withoutTheVectorModuleTheScalarProviderTakesOver() throws Exception {
    Answer answer = ask();
    assertThat(answer.description()).isEqualTo("scalar");
    assertThat(answer.digest()).isEqualTo(KernelRun.digest(Kernels.best()));
  }

  /** What a JVM says of its kernels. */
  private record Answer(String description, long digest) {

    int lanes() {
      return Integer.parseInt(description.substring("vector-".length()));
    }
  }

  private static Answer ask(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("-Xmx256m", "-cp", classPath(), Digest.class.getName()));
    Process child =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).as("exit code of %s", command).isZero();
    String answer = said.lines().reduce((earlier, last) -> last).orElseThrow();
    int space = answer.indexOf(' ');
    return new Answer(answer.substring(0, space), Long.parseLong(answer.substring(space + 1)));
  }

  private static String classPath() {
    return Stream.of(Kernels.class, LaneWidthTest.class, Logger.class)
        .map(type -> Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()))
        .map(Path::toString)
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  /** Prints the best provider of the JVM it runs in, and the digest of its results. */
  static final class Digest {

    public static void main(String[] arguments) {
      Kernels kernels = Kernels.best();
      System.out.println(kernels.description() + " " + KernelRun.digest(kernels));
    }
  }
}
