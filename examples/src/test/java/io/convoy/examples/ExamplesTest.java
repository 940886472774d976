package io.convoy.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the examples print is true, and the README shows what they do. */
class ExamplesTest {

  private static final Path SOURCES = Path.of("src", "main", "java", "io", "convoy", "examples");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");

  private interface Program {
    void run(String[] args);
  }

  private static List<String> printed(Program program) {
    PrintStream terminal = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      program.run(new String[0]);
    } finally {
      System.setOut(terminal);
    }
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static double[] numbers(String line) {
    Matcher matcher = NUMBER.matcher(line);
    return matcher.results().mapToDouble(found -> Double.parseDouble(found.group())).toArray();
  }

  /** All rows are moved by (2, 1). */
  @Test
  void transportFindsTheTranslation() {
    List<String> lines = printed(TransportExample::main);
    assertThat(numbers(lines.get(0))[0]).isCloseTo(5, within(1e-3));
    assertThat(numbers(lines.get(1))[0]).isLessThanOrEqualTo(5 + 1e-6);
    assertThat(numbers(lines.get(1))[1]).isGreaterThanOrEqualTo(5 - 1e-6);
    assertThat(numbers(lines.get(2))[0]).isCloseTo(2, within(0.01));
    assertThat(numbers(lines.get(2))[1]).isCloseTo(1, within(0.01));
  }

  /** On a line the cheapest plan keeps the order. */
  @Test
  void sparkTransportBracketsTheCostOfSortedRows() {
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.driver.bindAddress", "127.0.0.1");
    System.setProperty("spark.driver.host", "127.0.0.1");
    List<String> lines = printed(SparkTransportExample::main);
    double expected =
        IntStream.range(0, 200)
            .mapToDouble(i -> Math.pow(1 + Math.floorDiv(i, 2) / 100.0 - i / 200.0, 2) / 200)
            .sum();
    double[] bracket = numbers(lines.get(0));
    assertThat(bracket[0]).isLessThanOrEqualTo(expected + 1e-6);
    assertThat(bracket[1]).isGreaterThanOrEqualTo(expected - 1e-6);
    assertThat(bracket[1] - bracket[0]).isLessThan(0.05);
    double[] first = numbers(lines.get(4));
    assertThat(first[0]).isZero();
    assertThat(first[1]).isBetween(1.0, 1.2);
  }

  @Test
  void robustMeansLeaveOutTheLiar() {
    List<String> lines = printed(RobustMeanExample::main);
    double[] mean = numbers(lines.get(0));
    assertThat(mean[0]).isBetween(0.9, 1.1);
    assertThat(mean[1]).isBetween(1.9, 2.1);
    assertThat(lines.get(1)).isEqualTo("rejected [4]");
  }

  @Test
  void theNetworkLassoFindsTwoGroups() {
    List<String> lines = printed(NetworkLassoExample::main);
    assertThat(lines.get(0)).isEqualTo("clusters [0, 0, 1, 1]");
    assertThat(numbers(lines.get(1))[0]).isBetween(1.0, 2.0);
  }

  @Test
  void selectionTakesTheRowsBesideTheTargets() {
    List<String> lines = printed(SelectionExample::main);
    assertThat(lines.get(0)).isEqualTo("rows [0, 1, 4, 5]");
    assertThat(numbers(lines.get(1))).containsExactly(new double[] {0.25, 0.25}, within(1e-9));
  }

  static Stream<Path> programs() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith("Example.java"))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** At most ten lines, and the README has them as they are here. */
  @ParameterizedTest
  @MethodSource("programs")
  void theReadmeShowsWhatIsRun(Path program) throws IOException {
    List<String> lines = Files.readAllLines(program);
    int begin = lines.indexOf("  public static void main(String[] args) {") + 1;
    List<String> body =
        lines.subList(begin, begin + lines.subList(begin, lines.size()).indexOf("  }"));
    assertThat(body).hasSizeBetween(4, 10);
    String shown = body.stream().map(line -> line.substring(4)).collect(Collectors.joining("\n"));
    String readme = Files.readString(Path.of("..", "README.md"));
    assertThat(readme).contains("```java\n" + shown + "\n```");
    String link = "examples/" + program.toString().replace('\\', '/');
    assertThat(readme).contains("(" + link + ")");
  }

  @Test
  void everyProgramIsRun() throws IOException {
    try (Stream<Path> files = programs()) {
      assertThat(files).hasSize(5);
    }
  }
}
