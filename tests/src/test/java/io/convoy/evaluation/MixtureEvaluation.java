package io.convoy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.convoy.jobs.Convoy;
import io.convoy.mixture.Performance;
import io.convoy.mixture.PerformanceFit;
import io.convoy.mixture.PerformanceForm;
import io.convoy.mixture.SizeProjection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does {@code convoy project} tell how well a model of 3000 rows will do from models of 300 and
 * 1200? Three domains of CLINC are the sources, 1500 rows each; the target has them by 6, 3 and 1.
 * Models are logistic regressions of the intent; what counts is accuracy on test rows, by the
 * target's shares. About ten minutes on two cores.
 */
@Tag("evaluate")
class MixtureEvaluation {

  private static final List<String> DOMAINS = List.of("banking", "kitchen_and_dining", "travel");
  private static final double[] TARGET = {0.6, 0.1, 0.3};
  private static final int[] TARGET_ROWS = {300, 50, 150};
  private static final int SMALL = 300;
  private static final int MIDDLE = 1200;
  private static final int LARGE = 3000;

  /** Runs of every mixture and size, of which the median counts. */
  private static final int REPEATS = 3;

  @TempDir Path dir;

  private final StringBuilder lines = new StringBuilder();
  private SparkSession spark;
  private IntentModels models;

  @Test
  void projectionsToThreeThousandRows() throws IOException {
    Path data = Path.of(System.getProperty("convoy.data", "../../shared/data"), "clinc.parquet");
    Assumptions.assumeTrue(Files.exists(data), () -> "there is no " + data + ": -Dconvoy.data");
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
    models = new IntentModels(spark, data.toString(), DOMAINS, TARGET, MIDDLE);
    models.writeTarget(data.toString(), TARGET_ROWS, dir.resolve("target"));

    List<double[]> seen = grid(5, 1);
    List<double[]> asked = grid(10, 0.5);
    Map<Integer, double[]> pilots = new HashMap<>();
    for (int size : new int[] {SMALL, MIDDLE}) {
      pilots.put(size, seen.stream().mapToDouble(shares -> accuracy(size, shares)).toArray());
    }
    double[] truth = asked.stream().mapToDouble(shares -> accuracy(LARGE, shares)).toArray();
    Path runs = dir.resolve("pilots.csv");
    Files.writeString(runs, pilots(seen, pilots));
    Path mixtures = dir.resolve("mixtures.csv");
    Files.writeString(mixtures, mixtures(asked));

    say(
        "regParam %s; pilots: %d mixtures x 2 sizes x median of %d",
        models.strength(), seen.size(), REPEATS);
    say("accuracy at %d: %.4f to %.4f", LARGE, min(truth), max(truth));
    say("accuracy at %d: %.4f to %.4f", MIDDLE, min(pilots.get(MIDDLE)), max(pilots.get(MIDDLE)));
    say("accuracy at %d: %.4f to %.4f", SMALL, min(pilots.get(SMALL)), max(pilots.get(SMALL)));
    for (String form : List.of("linear", "full")) {
      project(data, runs, mixtures, form, truth);
    }
    withoutTransport(seen, pilots, asked, truth);
    double[] equal = {1 / 3.0, 1 / 3.0, 1 / 3.0};
    say("equal shares: accuracy %.4f", accuracy(LARGE, equal));
    Path out = Files.createDirectories(Path.of("target", "evaluation")).resolve("project.txt");
    Files.writeString(out, lines);
  }

  private void project(Path data, Path runs, Path mixtures, String form, double[] truth)
      throws IOException {
    Path out = dir.resolve(form);
    Path target = dir.resolve("target");
    String domains =
        DOMAINS.stream().map(name -> "'" + name + "'").collect(Collectors.joining(","));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        Convoy.run(
            new String[] {
              "project",
              "--sources=" + data,
              "--sources-where=split = 'train' and domain in (" + domains + ")",
              "--source-column=domain",
              "--target=" + target,
              "--features=features",
              "--pilots=" + runs,
              "--mixtures=" + mixtures,
              "--size=" + LARGE,
              "--form=" + form,
              "--out=" + out
            },
            new PrintStream(said, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    JsonNode result =
        new ObjectMapper().readTree(out.resolve("report.json").toFile()).get("result");
    assertThat(result.get("noise-amplification").asDouble()).isCloseTo(1.79, within(0.005));

    say("form %s: noise amplification %s", form, result.get("noise-amplification"));
    say("  fits %s", result.get("fits"));
    double[][] guesses = new double[3][truth.length];
    List<String> columns = List.of("predicted", "baseline_linear", "baseline_last_size");
    for (Row row : spark.read().parquet(out.resolve("predictions").toString()).collectAsList()) {
      int at = Integer.parseInt(row.getAs("mixture"));
      for (int c = 0; c < 3; c++) {
        guesses[c][at] = row.<Double>getAs(columns.get(c));
      }
    }
    for (int c = 0; c < 3; c++) {
      double[] guess = guesses[c];
      double error =
          IntStream.range(0, truth.length)
              .mapToDouble(r -> Math.abs(guess[r] - truth[r]))
              .average()
              .orElseThrow();
      int first =
          IntStream.range(0, truth.length).reduce((a, b) -> guess[b] > guess[a] ? b : a).getAsInt();
      say(
          "  %s: mean absolute error %.4f, accuracy of its best mixture %.4f",
          columns.get(c), error, truth[first]);
      // whatever it says of mixtures, it must beat saying nothing: any accuracy
      assertThat(error).isLessThan(0.5);
    }
    double[] shares =
        DOMAINS.stream()
            .mapToDouble(name -> result.get("recommended").get(name).asDouble())
            .toArray();
    say(
        "  recommended %s: predicted %.4f, accuracy %.4f",
        result.get("recommended"),
        result.get("predicted-performance").asDouble(),
        accuracy(LARGE, shares));
  }

  /** What shares and their squares say by themselves: the full form where all costs are equal. */
  private void withoutTransport(
      List<double[]> seen, Map<Integer, double[]> pilots, List<double[]> asked, double[] truth) {
    double[][] shares = seen.toArray(double[][]::new);
    Performance[] fitted = new Performance[2];
    for (int size : new int[] {SMALL, MIDDLE}) {
      PerformanceFit fit =
          PerformanceFit.of(
              PerformanceForm.FULL, shares, new double[shares.length], pilots.get(size));
      fitted[size == SMALL ? 0 : 1] = fit.performance();
      say(
          "shares and squares alone, size %d: leave-one-out error %.4f",
          size, PerformanceFit.meanMagnitude(fit.leftOut()));
    }
    Performance projected = SizeProjection.of(new double[] {SMALL, MIDDLE}, LARGE).project(fitted);
    say(
        "shares and squares alone: mean absolute error %.4f, of the last size %.4f",
        error(projected, asked, truth), error(fitted[1], asked, truth));
  }

  private static double error(Performance guess, List<double[]> asked, double[] truth) {
    return IntStream.range(0, truth.length)
        .mapToDouble(r -> Math.abs(guess.value(asked.get(r), 0) - truth[r]))
        .average()
        .orElseThrow();
  }

  private double accuracy(int size, double[] shares) {
    return models.accuracy(size, shares, REPEATS);
  }

  private static List<double[]> grid(int steps, double most) {
    List<double[]> grid = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      for (int j = 0; i + j <= steps; j++) {
        double[] shares = {
          i / (double) steps, j / (double) steps, (steps - i - j) / (double) steps
        };
        if (max(shares) <= most) {
          grid.add(shares);
        }
      }
    }
    return grid;
  }

  private static String pilots(List<double[]> mixtures, Map<Integer, double[]> bySize) {
    StringBuilder csv = new StringBuilder("size,performance," + String.join(",", DOMAINS) + "\n");
    bySize.forEach(
        (size, reached) -> {
          for (int r = 0; r < reached.length; r++) {
            csv.append(size).append(',').append(reached[r]).append(',');
            csv.append(joined(mixtures.get(r))).append('\n');
          }
        });
    return csv.toString();
  }

  private static String mixtures(List<double[]> mixtures) {
    StringBuilder csv = new StringBuilder("id," + String.join(",", DOMAINS) + "\n");
    for (int r = 0; r < mixtures.size(); r++) {
      csv.append(r).append(',').append(joined(mixtures.get(r))).append('\n');
    }
    return csv.toString();
  }

  private static String joined(double[] shares) {
    return Arrays.stream(shares).mapToObj(String::valueOf).collect(Collectors.joining(","));
  }

  private static double min(double[] numbers) {
    return Arrays.stream(numbers).min().orElseThrow();
  }

  private static double max(double[] numbers) {
    return Arrays.stream(numbers).max().orElseThrow();
  }

  private void say(String format, Object... values) {
    String line = String.format(Locale.ROOT, format, values);
    lines.append(line).append('\n');
    System.out.println(line);
  }
}
