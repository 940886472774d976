package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {

  private static final String DIGITS = "--data=data/digits_*.csv";

  @TempDir Path dir;

  private static JsonNode train(Path out, String... options) {
    Command.Ran ran = run(out, options);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return Command.json(out.resolve("report.json"));
  }

  private static Command.Ran run(Path out, String... options) {
    List<String> all = new ArrayList<>(List.of("train", "--out=" + out));
    all.addAll(List.of(options));
    return Command.run(all.toArray(String[]::new));
  }

  private static JsonNode attacked(Path out, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                DIGITS,
                "--workers=15",
                "--worker-assignment=hash",
                "--byzantine=3",
                "--epochs=10"));
    all.addAll(List.of(options));
    return train(out, all.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "alie", "mimic", "stale"})
  void bothEnginesGiveTheSameBits(String attack) {
    JsonNode memory = attacked(dir.resolve("m"), "--attack=" + attack, "--engine=memory");
    JsonNode spark = attacked(dir.resolve("s"), "--attack=" + attack, "--engine=spark");
    assertThat(spark.get("result")).isEqualTo(memory.get("result"));
    assertThat(Command.table(dir.resolve("s"), "model").orderBy("tensor").collectAsList())
        .isEqualTo(Command.table(dir.resolve("m"), "model").orderBy("tensor").collectAsList());
    assertThat(memory.get("result").get("test-accuracy").asDouble()).isGreaterThan(0.85);
    assertThat(memory.get("environment").get("engine").asText()).isEqualTo("memory");
    assertThat(spark.get("environment").get("engine").asText()).isEqualTo("spark");
  }

  @Test
  void networksLearnTheSameBitsOnBothEngines() {
    String[] how = {"--model=mlp:16", "--attack=alie", "--optimizer=adamw"};
    List<JsonNode> results = new ArrayList<>();
    for (String engine : List.of("memory", "spark")) {
      results.add(
          attacked(
                  dir.resolve(engine),
                  how[0],
                  how[1],
                  how[2],
                  "--learning-rate=0.01",
                  "--engine=" + engine)
              .get("result"));
    }
    assertThat(results.get(0)).isEqualTo(results.get(1));
    assertThat(results.get(0).get("test-accuracy").asDouble()).isGreaterThan(0.5);
  }

  @Test
  void theAverageCollapsesWhereTheDefaultDoesNot() {
    String[] average = {"--aggregator=average", "--gate=off", "--attack=opt-ipm"};
    double without = accuracy(attacked(dir.resolve("a"), average));
    double with = accuracy(attacked(dir.resolve("d"), "--attack=opt-ipm"));
    assertThat(without).isLessThan(0.5);
    assertThat(with).isGreaterThan(0.85);
  }

  private static double accuracy(JsonNode report) {
    return report.get("result").get("test-accuracy").asDouble();
  }

  /** Files that a broken export filled with NaN: the run ends well and says which. */
  @ParameterizedTest
  @ValueSource(strings = {"memory", "spark"})
  void aPartitionFullOfNanIsNamed(String engine) throws IOException {
    Path files = dir.resolve("parts");
    Files.createDirectories(files);
    List<String> lines = new ArrayList<>();
    for (String half : List.of("low", "high")) {
      List<String> all = Files.readAllLines(Path.of("data/digits_" + half + ".csv"));
      lines.addAll(all.subList(1, all.size()));
    }
    String header = Files.readAllLines(Path.of("data/digits_low.csv")).get(0);
    for (int part = 0; part < 6; part++) {
      List<String> own = new ArrayList<>(List.of(header));
      for (int row = part; row < lines.size(); row += 6) {
        String line = lines.get(row);
        own.add(part == 4 ? line.replaceAll("(?<=,.{1,2},.{0,200}),\\d+", ",NaN") : line);
      }
      Files.write(files.resolve("part-" + part + ".csv"), own);
    }
    Path out = dir.resolve("o");
    JsonNode report =
        train(
            out,
            "--data=" + files,
            "--workers=6",
            "--byzantine=1",
            "--epochs=5",
            "--engine=" + engine);
    JsonNode result = report.get("result");
    assertThat(result.get("suspects").toString()).isEqualTo("[4]");
    assertThat(result.get("rejected").asInt()).isEqualTo(result.get("steps").asInt());
    assertThat(accuracy(report)).isGreaterThan(0.7);
    Row culprit = Command.table(out, "workers").where("worker = 4").first();
    assertThat(culprit.<String>getAs("suspect")).startsWith("not-finite");
    assertThat(culprit.getList(culprit.fieldIndex("files")).toString()).contains("part-4.csv");
    assertThat(culprit.<Long>getAs("unsound_rows")).isEqualTo(culprit.<Long>getAs("rows"));
  }

  @Test
  void aSlowWorkerIsLeftBehindAndNamed() {
    String[] slow = {"--attack=slow", "--byzantine=1", "--workers=5", "--epochs=1"};
    Path out = dir.resolve("o");
    JsonNode report =
        train(
            out,
            DIGITS,
            "--worker-assignment=hash",
            "--engine=spark",
            "--deadline=0.15",
            slow[0],
            slow[1],
            slow[2],
            slow[3]);
    assertThat(report.get("result").get("suspects").toString()).contains("4");
    assertThat(report.get("result").get("reproducible").asBoolean()).isFalse();
    Row worker = Command.table(out, "workers").where("worker = 4").first();
    assertThat(worker.<Long>getAs("absent")).isPositive();

    Path patient = dir.resolve("p");
    JsonNode whole =
        train(patient, DIGITS, "--worker-assignment=hash", slow[0], slow[1], slow[2], slow[3]);
    assertThat(whole.get("result").get("suspects").toString()).isEqualTo("[4]");
    assertThat(
            Command.table(patient, "workers").where("worker = 4").first().<String>getAs("suspect"))
        .isEqualTo("slow");
  }

  /** With what workers remember, and on the other engine too: a driver may get more memory. */
  @ParameterizedTest
  @CsvSource({"memory, memory", "memory, spark", "spark, memory", "spark, spark"})
  void aRunThatStoppedEarlyGoesOnWithTheSameBits(String first, String second) {
    String[] options = {DIGITS, "--workers=5", "--epochs=3", "--batch=40", "--attack=alie"};
    Path whole = dir.resolve("whole");
    JsonNode expected = train(whole, with(options, "--engine=memory"));
    Path out = dir.resolve("o");
    JsonNode stopped = train(out, with(options, "--engine=" + first, "--max-iterations=9"));
    assertThat(stopped.get("status").asText()).isEqualTo("exhausted");
    JsonNode found = train(out, with(options, "--engine=" + second));
    assertThat(found.get("environment").get("engine").asText()).isEqualTo(second);
    assertThat(found.get("status").asText()).isEqualTo("done");
    assertThat(found.get("result")).isEqualTo(expected.get("result"));
    assertThat(Command.table(out, "model").orderBy("tensor").collectAsList())
        .isEqualTo(Command.table(whole, "model").orderBy("tensor").collectAsList());
  }

  private static String[] with(String[] options, String... more) {
    return Stream.of(options, more).flatMap(Stream::of).toArray(String[]::new);
  }

  /** One domain per value of a column, and a number to predict: y = 3 a - 2 b + 5 and noise. */
  @Test
  void aLineIsFoundThoughOneSourceLies() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    StringBuilder csv = new StringBuilder("id,source,a,b,label\n");
    for (int i = 0; i < 600; i++) {
      double a = random.nextDouble(0, 10);
      double b = random.nextDouble(-50, 50);
      double y = 3 * a - 2 * b + 5 + 0.1 * random.nextGaussian();
      String source = "site " + (char) ('A' + i % 6);
      csv.append(i).append(',').append(source).append(',').append(a).append(',').append(b);
      csv.append(',').append(source.endsWith("C") ? -3 * y : y).append('\n');
    }
    Path data = dir.resolve("line.csv");
    Files.writeString(data, csv);
    Path out = dir.resolve("o");
    JsonNode report =
        train(
            out,
            "--data=" + data,
            "--model=linear",
            "--worker-column=source",
            "--epochs=60",
            "--batch=1000",
            "--learning-rate=0.5");
    assertThat(report.get("result").get("suspects").toString()).isEqualTo("[2]");
    double[] scale = values(out, "label-scale");
    double[] weights = values(out, "weights");
    double[] deviation = values(out, "feature-deviation");
    assertThat(weights[0] * scale[1] / deviation[0]).isCloseTo(3, within(0.1));
    assertThat(weights[1] * scale[1] / deviation[1]).isCloseTo(-2, within(0.1));
    assertThat(Command.table(out, "workers").where("suspect is not null").first().getString(1))
        .isEqualTo("site C");
  }

  private static double[] values(Path out, String tensor) {
    Row row = Command.table(out, "model").where("tensor = '" + tensor + "'").first();
    return row.<Double>getList(row.fieldIndex("values")).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  @Test
  void aTournamentTellsRulesApart() {
    Path out = dir.resolve("o");
    JsonNode report =
        attacked(
            out,
            "--tournament",
            "--aggregators=plain-average,nnm+trimmed-mean",
            "--attacks=none,opt-ipm,nan",
            "--heterogeneities=iid,similarity:0.5",
            "--learning-rates=0.1,0.4");
    JsonNode ranking = report.get("result").get("tournament");
    assertThat(ranking).hasSize(4);
    assertThat(ranking.get(0).get("aggregator").asText()).isEqualTo("plain-average");
    assertThat(ranking.get(0).get("worst-accuracy").asDouble()).isLessThan(0.3);
    assertThat(ranking.get(1).get("worst-accuracy").asDouble()).isGreaterThan(0.85);
    assertThat(ranking.get(0).get("attack-free-accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(Command.table(out, "tournament").count()).isEqualTo(24);
    assertThat(Command.table(out, "tournament").where("chosen").count()).isEqualTo(12);
    assertThat(out.resolve("tournament.png")).isNotEmptyFile();
    // a cell is the training that the same settings make alone
    Row cell =
        Command.table(out, "tournament")
            .where("aggregator = 'nnm+trimmed-mean' and attack = 'opt-ipm' and learning_rate = 0.1")
            .where("heterogeneity = 'iid'")
            .first();
    double alone = accuracy(attacked(dir.resolve("alone"), "--attack=opt-ipm"));
    assertThat(cell.<Double>getAs("accuracy")).isEqualTo(alone);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--aggregator=medain|aggregator must be one of",
        "--byzantine=4|byzantine must be less than half of the workers, got 4 of 8",
        "--attack=lie|attack must be one of",
        "--attack=alie --byzantine=0|attack needs --byzantine of at least 1",
        "--aggregator=bulyan --byzantine=3|bulyan needs p >= 4 f + 3, got 8 vectors and f = 3",
        "--heterogeneity=dirichlet:1|heterogeneity needs --worker-assignment hash",
        "--model=mlp:|model must be one of",
        "--learning-rate=0|learning-rate must be > 0 and finite, got 0.0",
        "--momentum=1|momentum must be >= 0 and < 1, got 1.0",
        "--schedule=steps:2,1|schedule steps needs a factor above 0 and at most 1",
        "--test-fraction=1|test-fraction must be >= 0 and < 1, got 1.0",
        "--tournament|tournament needs --worker-assignment hash",
        "--tournament --worker-assignment=hash --aggregators=mean|aggregator must be one of",
        "--quorum=9|quorum must be at most the number of workers, 8, got 9",
        "--deadline=-1|deadline must be >= 0 and finite, got -1.0"
      })
  void whatCannotBeMeantIsRefused(String options, String message) {
    List<String> all = new ArrayList<>(List.of(DIGITS));
    all.addAll(List.of(options.split(" ")));
    Command.Ran ran = run(dir.resolve("o"), all.toArray(String[]::new));
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains(message);
    assertThat(dir.resolve("o")).doesNotExist();
  }

  @Test
  void aLearningRateFarTooLargeDiverges() {
    Path out = dir.resolve("o");
    Command.Ran ran =
        run(
            out,
            "--data=data/sacramento.csv",
            "--id=house",
            "--label=price",
            "--features=beds,baths,sq__ft",
            "--model=linear",
            "--learning-rate=1e9",
            "--workers=4",
            "--momentum=0",
            "--epochs=200");
    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.err()).contains("train diverged after").contains("--learning-rate");
    assertThat(out.resolve("report.json")).doesNotExist();
  }
}
