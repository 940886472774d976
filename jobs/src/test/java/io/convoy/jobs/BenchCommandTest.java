package io.convoy.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convoy.jobs.table.Sessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {

  private static final List<String> SMALL =
      List.of("--rows", "2000", "--columns", "3000", "--dimension", "3");

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void session() {
    Sessions.shared();
  }

  @ParameterizedTest
  @CsvSource({
    "memory, float, equal",
    "memory, double, stretched",
    "spark, float, shifted",
    "spark, double, equal"
  })
  void aSweepIsMeasuredOnEitherEngine(String engine, String precision, String clouds)
      throws IOException {
    assertThat(
            run(
                "bench sweep --repeats 2 --engine=" + engine,
                "--prune",
                "off",
                "--precision=" + precision,
                "--clouds=" + clouds,
                "--out=" + folder + "/o"))
        .isZero();
    assertThat(printed(err)).isEmpty();
    JsonNode report = report();
    assertThat(report.path("job").asText()).isEqualTo("bench sweep");
    assertThat(report.path("status").asText()).isEqualTo("done");
    assertThat(report.at("/environment/engine").asText()).isEqualTo(engine);
    assertThat(report.at("/settings/prune").asBoolean(true)).isFalse();
    JsonNode result = report.path("result");
    rates(result);
    assertThat(
            result.path("pairs-per-second").asDouble()
                * result.path("seconds-per-sweep").asDouble())
        .isCloseTo(6e6, within(1.0));
    assertThat(parts(result)).isCloseTo(result.path("seconds-per-sweep").asDouble(), within(1e-9));
    assertThat(result.path("all-seconds")).hasSize(2);
    assertThat(printed(out))
        .contains("2000 x 3000 pairs in dimension 3", "native matrix product", "report: file:");
  }

  @Test
  void aSolveIsMeasuredInItsPhases() throws IOException {
    assertThat(run("bench transport --max-iterations 3 --out=" + folder + "/o")).isZero();
    JsonNode report = report();
    assertThat(report.path("status").asText()).isEqualTo("exhausted");
    assertThat(report.path("trace")).hasSize(3);
    JsonNode result = report.path("result");
    rates(result);
    assertThat(result.path("iterations").asInt()).isEqualTo(3);
    assertThat(parts(result))
        .isCloseTo(result.path("seconds-per-iteration").asDouble(), within(1e-9));
    JsonNode timings = report.path("timings");
    assertThat(
            timings.path("cost-scale").asDouble()
                + timings.path("iterations").asDouble()
                + timings.path("certificate").asDouble())
        .isCloseTo(result.path("seconds").asDouble(), within(1e-6));
    assertThat(printed(out)).contains("exhausted after 3 iterations");
  }

  @Test
  void aSolveThatEndsInDoubleIsNotComparedWithAProductOfFloats() throws IOException {
    assertThat(
            run(
                "bench transport --max-iterations 60 --epsilon 0.1 --tolerance 1e-7 --out="
                    + folder
                    + "/o"))
        .isZero();
    JsonNode result = report().path("result");
    assertThat(result.path("iterations-in-double").asInt()).isPositive();
    assertThat(result.path("gemm-ratio").isNull()).isTrue();
  }

  @Test
  void whatTheMemoryCannotHoldIsRefusedBeforeItIsMade() {
    String vast = "bench sweep --repeats 1 --rows 1000 --columns 1000000 --dimension 2000";
    assertThat(run(vast.split(" "), List.of())).isEqualTo(5);
    assertThat(printed(err)).startsWith("convoy: not enough memory: ").hasLineCount(1);
  }

  @Test
  void theSameIsMeasuredAnewAndAnotherIsRefused() throws IOException {
    Path report = folder.resolve("o/report.json");
    String sweep = "bench sweep --repeats 1 --out=" + folder + "/o";
    assertThat(run(sweep)).isZero();
    String first = Files.readString(report);
    assertThat(run(sweep)).isZero();
    assertThat(Files.readString(report)).isNotEqualTo(first);
    assertThat(run(sweep, "--threads=1")).isEqualTo(2);
    assertThat(printed(err)).contains("threads was none and is now 1", "--overwrite");
    assertThat(run(sweep, "--threads=1", "--overwrite")).isZero();
    assertThat(report().at("/result/cores").asInt()).isEqualTo(1);
    assertThat(run(("status --out " + folder + "/o").split(" "), List.of())).isZero();
  }

  @Test
  void anOutWithoutANameIsRefused() {
    assertThat(run("bench sweep --repeats 1", "--out=")).isEqualTo(2);
    assertThat(printed(err)).isEqualToIgnoringNewLines("convoy: out must be a directory, got ''");
  }

  @Test
  void withoutADirectoryItIsOnlyPrinted() {
    assertThat(run("bench sweep --repeats 1")).isZero();
    assertThat(printed(out)).contains("pairs/s").doesNotContain("report:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "bench sweep --rows 0 => rows must be >= 1, got 0",
        "bench sweep --rows -5 => rows must be >= 1, got -5",
        "bench sweep --rows 100000000000000000 => rows must be at most 1099511627776, got 1000",
        "bench sweep --dimension 600000 => dimension must be at most 262144, got 600000",
        "bench sweep --threads 40000 => threads must be at most 32767, got 40000",
        "bench sweep --epsilon 0 => epsilon must be > 0 and finite, got 0",
        "bench sweep --epsilon nan => epsilon",
        "bench sweep --rows many => rows must be a whole number, got 'many'",
        "bench sweep --dimension 0 => dimension must be >= 1, got 0",
        "bench sweep --clouds round => clouds must be one of equal, shifted, stretched, got 'round'",
        "bench sweep --prune maybe => prune must be on or off, got 'maybe'",
        "bench sweep --engine auto => engine must be one of memory, spark, got 'auto'",
        "bench sweep --columns 3000000000 => columns must be at most 2147483647, got 3000000000",
        "bench sweep --rows 9 --columns 9 --epsilon 1e-14 => epsilon must be above the rounding",
        "bench sweep --repeat 3 => unknown option --repeat; the nearest is '--repeats'",
        "bench transport --tolerance 0 => tolerance must be > 0 and finite, got 0.0",
        "bench sweep --cost inner-product --epsilon 1mean => needs a cost with a mean > 0",
        "bench sweeep => unknown job sweeep; the nearest is 'sweep'"
      })
  void misuseIsOneSentence(String args, String sentence) {
    assertThat(run(args.split(" "), List.of())).isEqualTo(2);
    assertThat(printed(err)).startsWith("convoy: ").contains(sentence).hasLineCount(1);
  }

  @Test
  void helpShowsEveryOptionUnderItsHeading() {
    assertThat(run(new String[] {"bench", "sweep", "--help"}, List.of())).isZero();
    assertThat(printed(out))
        .contains("Workload:", "Measurement:", "Run:", "--repeats=R", "(default: 65536)")
        .contains("convoy bench sweep --rows");
    assertThat(run(new String[] {"bench", "--help"}, List.of())).isZero();
    assertThat(run(new String[] {"bench"}, List.of())).isEqualTo(2);
    assertThat(printed(err)).contains("Usage: convoy bench BENCHMARK [OPTIONS]");
  }

  private static void rates(JsonNode result) {
    assertThat(result.path("pairs").asDouble()).isEqualTo(6e6);
    for (String positive :
        List.of(
            "pairs-per-second",
            "pairs-per-second-per-core",
            "flops-per-second",
            "scalar-loop-pairs-per-second",
            "lanes",
            "threads")) {
      assertThat(result.path(positive).asDouble()).as(positive).isPositive();
    }
    assertThat(result.path("flops-per-second").asDouble())
        .isCloseTo(6 * result.path("pairs-per-second").asDouble(), within(1.0));
    assertThat(result.path("provider").asText()).isNotEmpty();
    for (String fraction : List.of("kernel-fraction", "skipped-fraction")) {
      assertThat(result.path(fraction).isNumber()).as(fraction).isTrue();
      assertThat(result.path(fraction).asDouble()).as(fraction).isBetween(0.0, 1.0);
    }
    // null where the machine has no native library
    boolean comparable = result.path("gemm-ratio").isNumber();
    assertThat(result.has("gemm-ratio")).isTrue();
    assertThat(result.path("native-gemm-flops-per-second").isNumber()).isEqualTo(comparable);
    assertThat(result.path("native-gemm").asText().contains("not comparable"))
        .isNotEqualTo(comparable);
  }

  private static double parts(JsonNode result) {
    return result.path("kernel-seconds").asDouble()
        + result.path("engine-seconds").asDouble()
        + result.path("driver-seconds").asDouble();
  }

  private int run(String command, String... more) {
    return run(command.split(" "), Stream.concat(SMALL.stream(), Stream.of(more)).toList());
  }

  private int run(String[] command, List<String> more) {
    return Convoy.run(
        Stream.concat(Stream.of(command), more.stream()).toArray(String[]::new),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static String printed(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private JsonNode report() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("o/report.json").toFile());
  }
}
