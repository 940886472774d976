package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three sources of 60 rows around three places, and a target of which seven tenths are like the
 * first and the rest like the second. Performance is best at those shares by a law of the full
 * form.
 */
class ProjectCommandTest {

  private static final double[] BEST = {0.7, 0.3, 0};
  private static final List<String> SOURCES = List.of("near", "side", "far");

  @TempDir Path dir;

  @BeforeEach
  void tables() throws IOException {
    StringBuilder sources = new StringBuilder("id,source,label,x,y\n");
    StringBuilder target = new StringBuilder("id,label,x,y\n");
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 180; i++) {
      String source = SOURCES.get(i % 3);
      sources.append(i).append(',').append(source).append(',').append(i % 2).append(',');
      sources.append(x(source) + random.nextGaussian()).append(',');
      sources.append(random.nextGaussian()).append('\n');
    }
    for (int i = 0; i < 50; i++) {
      String like = i % 10 < 7 ? "near" : "side";
      target.append(i).append(",0,").append(x(like) + random.nextGaussian()).append(',');
      target.append(random.nextGaussian()).append('\n');
    }
    Files.writeString(dir.resolve("sources.csv"), sources);
    Files.writeString(dir.resolve("target.csv"), target);
    Files.writeString(dir.resolve("pilots.csv"), pilots(4, 300, 1200));
  }

  private static double x(String source) {
    return Map.of("near", 0.0, "side", 4.0, "far", 12.0).get(source);
  }

  private static double law(double size, double... shares) {
    double law = 0.5 + 0.05 * Math.log(size);
    for (int i = 0; i < 3; i++) {
      law -= (shares[i] - BEST[i]) * (shares[i] - BEST[i]);
    }
    return law;
  }

  /** Returns runs at every mixture of multiples of {@code 1 / steps}, of several sizes. */
  private static String pilots(int steps, int... sizes) {
    StringBuilder pilots = new StringBuilder("size,near,side,far,performance\n");
    for (int size : sizes) {
      for (int i = 0; i <= steps; i++) {
        for (int j = 0; i + j <= steps; j++) {
          double near = i / (double) steps;
          double side = j / (double) steps;
          double far = (steps - i - j) / (double) steps;
          pilots.append(
              String.format(
                  Locale.ROOT,
                  "%d,%s,%s,%s,%s%n",
                  size,
                  near,
                  side,
                  far,
                  law(size, near, side, far)));
        }
      }
    }
    return pilots.toString();
  }

  private Command.Ran run(Path out, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "project",
                "--sources=" + dir.resolve("sources.csv"),
                "--target=" + dir.resolve("target.csv"),
                "--out=" + out));
    if (List.of(options).stream().noneMatch(option -> option.startsWith("--pilots="))) {
      all.add("--pilots=" + dir.resolve("pilots.csv"));
    }
    all.addAll(List.of(options));
    return Command.run(all.toArray(String[]::new));
  }

  private JsonNode project(Path out, String... options) {
    Command.Ran ran = run(out, options);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return Command.report(out).get("result");
  }

  @Test
  void theBestMixtureOfALawIsFoundAndItsPerformanceAtAnotherSize() throws IOException {
    Files.writeString(
        dir.resolve("asked.csv"), "id,far,near,side\nhalf,0,0.5,0.5\nfar,0.8,0.1,0.1\n");
    Path out = dir.resolve("o");
    JsonNode result =
        project(out, "--size=10000", "--replacement", "--mixtures=" + dir.resolve("asked.csv"));
    assertThat(result.get("form").asText()).isEqualTo("full"); // as the law
    for (int i = 0; i < 3; i++) {
      assertThat(result.get("recommended").get(SOURCES.get(i)).asDouble())
          .isCloseTo(BEST[i], within(1e-3));
    }
    assertThat(result.get("predicted-performance").asDouble())
        .isCloseTo(law(10000, BEST), within(1e-4));
    assertThat(result.get("noise-amplification").asDouble())
        .isCloseTo(
            Math.hypot(Math.log(10000 / 300.0), Math.log(10000 / 1200.0)) / Math.log(4),
            within(1e-9));
    assertThat(result.get("loo-error").asDouble()).isLessThan(1e-3);
    assertThat(result.get("baseline-linear-error").asDouble()).isGreaterThan(0.05);
    assertThat(result.get("best-pilot").get("shares").get("near").asDouble()).isEqualTo(0.75);

    Map<String, Row> predictions = new HashMap<>();
    Command.table(out, "predictions")
        .collectAsList()
        .forEach(row -> predictions.put(row.getAs("mixture"), row));
    assertThat(predictions).containsOnlyKeys("half", "far");
    assertThat(predictions.get("half").<Double>getAs("predicted"))
        .isCloseTo(law(10000, 0.5, 0.5, 0), within(1e-4));
    assertThat(predictions.get("far").<Double>getAs("baseline_last_size"))
        .isCloseTo(law(1200, 0.1, 0.1, 0.8), within(1e-4));
    assertThat(predictions.get("far").<Double>getAs("transport_cost"))
        .isGreaterThan(predictions.get("half").<Double>getAs("transport_cost"));

    Row near = Command.table(out, "mixture").where("source = 'near'").collectAsList().get(0);
    assertThat(near.<Long>getAs("rows")).isBetween(6990L, 7010L);
    assertThat(near.<Long>getAs("available")).isEqualTo(60);
    assertThat(near.<Double>getAs("gradient")).isCloseTo(0, within(5e-3));
    // more of what is far away costs more
    assertThat(
            Command.table(out, "mixture")
                .where("source = 'far' and transport_gradient > 0")
                .count())
        .isOne();
    assertThat(Command.table(out, "pilots").count()).isEqualTo(30);
    assertThat(out.resolve("fit.png")).isNotEmptyFile();
  }

  @Test
  void noSourceGivesMoreRowsThanItHas() {
    Path out = dir.resolve("o");
    JsonNode result = project(out, "--size=120", "--form=full");
    // of the shares up to one half that are nearest to the law's best
    assertThat(result.get("recommended").get("near").asDouble()).isCloseTo(0.5, within(1e-3));
    assertThat(result.get("recommended").get("side").asDouble()).isCloseTo(0.4, within(1e-3));
    assertThat(Command.table(out, "mixture").selectExpr("sum(rows)", "max(rows)").first().toSeq())
        .isEqualTo(RowFactory.create(120L, 60L).toSeq());
  }

  @Test
  void fewPilotsGetTheLinearFormAndOneSizeIsNotProjected() throws IOException {
    Files.writeString(dir.resolve("pilots.csv"), pilots(2, 300));
    Command.Ran ran = run(dir.resolve("o"), "--size=1000", "--replacement");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode result = Command.report(dir.resolve("o")).get("result");
    assertThat(result.get("form").asText()).isEqualTo("linear");
    assertThat(result.get("predicted-at-size").asDouble()).isEqualTo(300);
    assertThat(result.get("noise-amplification").asDouble()).isOne();
    assertThat(ran.out()).contains("all pilots have one size, so nothing is said of another");
  }

  @Test
  void closeSizesAreWarnedOfAndALargestOneIsCheckedByTheOthers() throws IOException {
    Files.writeString(dir.resolve("pilots.csv"), pilots(6, 1000, 1200, 1500));
    Command.Ran ran = run(dir.resolve("o"), "--size=10000", "--replacement");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode result = Command.report(dir.resolve("o")).get("result");
    assertThat(result.get("form").asText()).isEqualTo("full");
    assertThat(result.get("noise-amplification").asDouble()).isGreaterThan(3);
    assertThat(ran.out()).contains("warning: the projection amplifies noise", "at least 4 times");
    // the law is a line in the logarithm, so the projection holds and the size before does not
    assertThat(result.get("projection-error").asDouble()).isLessThan(1e-3);
    assertThat(result.get("baseline-last-size-error").asDouble())
        .isCloseTo(0.05 * Math.log(1500 / 1200.0), within(1e-3));
  }

  @Test
  void tasksAndReadingOrderDoNotShowAndARerunDoesNothing() throws IOException {
    JsonNode first = project(dir.resolve("a"), "--size=100", "--tasks=1", "--sample=40");
    List<String> lines = new ArrayList<>(Files.readAllLines(dir.resolve("pilots.csv")));
    Collections.reverse(lines.subList(1, lines.size()));
    Files.write(dir.resolve("pilots.csv"), lines);
    JsonNode second = project(dir.resolve("b"), "--size=100", "--tasks=4", "--sample=40");
    assertThat(second).isEqualTo(first);
    assertThat(run(dir.resolve("b"), "--size=100", "--sample=40").out()).contains("already done");
    assertThat(run(dir.resolve("b"), "--size=99", "--sample=40").exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "size,near,side,far,performance;300,0.5,0.5,0.1,1|pilots row 1: shares must sum to 1, got 1.1",
        "size,near,side,far,performance;0,0.5,0.5,0,1|pilots: size must be > 0, got 0",
        "size,near,side,fra,performance;300,0.5,0.5,0,1|pilots has no column 'far', which is a source",
        "size,near,side,far,else,performance;300,0.5,0.5,0,0,1|has a column 'else' that is no source",
        "size,near,side,far,performance;300,0.5,0.5,0,1|pilots of size 300 are 1, of 1 different mixtures, and the form linear has 4 coefficients",
        "size,near,side,far,performance;300,-0.5,1.5,0,1|the share of 'near' must be >= 0, got -0.5",
        "size,near,side,far,performance;300,0.5,0.5,0,high|performance must be a finite number, got high",
        "size,near,side,far,score;300,0.5,0.5,0,1|pilots has no column 'performance'"
      })
  void badPilotsAreRefused(String table, String message) throws IOException {
    Path pilots = Files.writeString(dir.resolve("bad.csv"), table.replace(';', '\n') + '\n');
    Command.Ran ran = run(dir.resolve("o"), "--pilots=" + pilots, "--size=100");
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(3);
    assertThat(ran.err()).contains(message);
    assertThat(dir.resolve("o/report.json")).doesNotExist();
    assertThat(dir.resolve("o/pilots")).doesNotExist();
  }

  @Test
  void pilotsOnOneEdgeDetermineNoMixture() throws IOException {
    StringBuilder edge = new StringBuilder("size,near,side,far,performance\n");
    for (int i = 0; i <= 6; i++) {
      edge.append("300,").append(i / 6.0).append(',').append(1 - i / 6.0).append(",0,0.5\n");
    }
    Files.writeString(dir.resolve("pilots.csv"), edge);
    Command.Ran ran = run(dir.resolve("o"), "--size=100");
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.err())
        .contains("pilots of size 300 determine only 3 of the 4 coefficients of the form linear");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--size=181|5|size is 181 rows and the sources have 180; ask for at most that many",
        "--size=0|2|size must be >= 1, got 0",
        "--seed=1|2|size is required",
        "--size=9 --form=cubic|2|form must be one of auto, full, linear",
        "--size=9 --form=full --target-where=id<0|3|has no rows where id<0",
        "--size=9 --keep=x|2|unknown option --keep",
        "--size=9 --epsilon=1e-30|2|epsilon must be above the rounding of the costs",
        "--size=9 --source-column=sauce|3|sources has no column 'sauce' for --source-column; the nearest",
        "--size=9 --source-column=y --features=y|2|'y' names the sources and cannot be a feature",
        "--size=9 --sources-where=x>99|3|has no rows where x>99",
        "--size=9 --sources-where=source='near'|3|column 'source' must have 2 to 256 values, got 1"
      })
  void whatCannotBeMetIsRefused(String options, int code, String message) {
    Command.Ran ran = run(dir.resolve("o"), options.split(" "));
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(code);
    assertThat(ran.err()).contains(message);
  }
}
