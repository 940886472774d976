package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Selections that are made every night from a pool that grows by a directory a day. */
class NightlySelectionTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  @TempDir Path dir;

  private Path lake() {
    return dir.resolve("lake");
  }

  /** Writes a day of candidates: near the targets, more or less. */
  private void arrive(LocalDate day, int rows) {
    SplittableRandom random = new SplittableRandom(day.toEpochDay());
    StringBuilder csv = new StringBuilder("id,x,y,z\n");
    for (int i = 0; i < rows; i++) {
      csv.append(day).append('-').append(i);
      for (int k = 0; k < 3; k++) {
        csv.append(',').append(random.nextGaussian());
      }
      csv.append('\n');
    }
    write(lake().resolve("candidates/day=" + day + "/part.csv"), csv);
  }

  private void wanted() {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder csv = new StringBuilder("id,x,y,z\n");
    for (int j = 0; j < 20; j++) {
      csv.append(j);
      for (int k = 0; k < 3; k++) {
        csv.append(',').append(0.5 + 0.3 * random.nextGaussian());
      }
      csv.append('\n');
    }
    write(lake().resolve("wanted.csv"), csv);
  }

  private static void write(Path file, CharSequence text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Command.Ran run(String out, LocalDate date, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "select",
                "--pool=" + lake().resolve("candidates"),
                "--target=" + lake().resolve("wanted.csv"),
                "--incremental=day",
                "--budget=40",
                "--out=" + lake().resolve(out),
                "--run-date=" + date));
    all.addAll(List.of(options));
    return Command.run(all.toArray(String[]::new));
  }

  private JsonNode select(String out, LocalDate date, String... options) {
    Command.Ran ran = run(out, date, options);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return Command.json(
            lake().resolve(out).resolve("_runs").resolve(date.toString()).resolve("report.json"))
        .get("result");
  }

  @Test
  void aNightScansItsOwnRowsAndASecondRunDoesNothing() {
    wanted();
    for (int day = 0; day < 3; day++) {
      arrive(FIRST.plusDays(day), 300);
    }
    JsonNode third = select("o", FIRST.plusDays(2));
    assertThat(third.get("partitions-scanned").asInt()).isEqualTo(3);
    assertThat(third.get("rows-scanned").asInt()).isEqualTo(900);
    Command.Ran again = run("o", FIRST.plusDays(2));
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).contains("already done");

    arrive(FIRST.plusDays(3), 300);
    JsonNode fourth = select("o", FIRST.plusDays(3));
    assertThat(fourth.get("partitions").asInt()).isEqualTo(4);
    assertThat(fourth.get("partitions-scanned").asInt()).isEqualTo(1);
    assertThat(fourth.get("rows-scanned").asInt()).isEqualTo(300);
    // rows that arrive later change nothing about an earlier date
    assertThat(run("o", FIRST.plusDays(2)).out()).contains("already done");
    // a night without rows selects from those before
    JsonNode fifth = select("o", FIRST.plusDays(4));
    assertThat(fifth.get("rows-scanned").asInt()).isZero();
    assertThat(fifth.get("selection-digest")).isEqualTo(fourth.get("selection-digest"));
    // and what earlier nights left changes nothing but the work
    JsonNode alone = select("p", FIRST.plusDays(3));
    assertThat(alone.get("partitions-scanned").asInt()).isEqualTo(4);
    assertEqualButForWork(fourth, alone);
  }

  private static void assertEqualButForWork(JsonNode found, JsonNode expected) {
    for (String key :
        List.of(
            "selection-digest",
            "transport-cost",
            "random-cost",
            "plan-cost",
            "edges-per-target",
            "widenings",
            "certificate",
            "lower-bound")) {
      assertThat(found.get(key)).as(key).isEqualTo(expected.get(key));
    }
  }

  @Test
  void aChangedPartitionIsScannedAgain() {
    wanted();
    for (int day = 0; day < 3; day++) {
      arrive(FIRST.plusDays(day), 200);
    }
    select("o", FIRST);
    select("o", FIRST.plusDays(1));
    arrive(FIRST.plusDays(1), 250); // a correction of the day before
    JsonNode third = select("o", FIRST.plusDays(2));
    // the first date's state still holds, the second's does not
    assertThat(third.get("partitions-scanned").asInt()).isEqualTo(2);
    assertThat(third.get("rows-scanned").asInt()).isEqualTo(450);
    assertEqualButForWork(third, select("p", FIRST.plusDays(2)));
  }

  /** What was kept of other columns is of no use, and is not used. */
  @Test
  void otherRolesAreScannedAnew() {
    wanted();
    arrive(FIRST, 200);
    arrive(FIRST.plusDays(1), 200);
    for (LocalDate day : List.of(FIRST, FIRST.plusDays(1))) {
      Path file = lake().resolve("candidates/day=" + day + "/part.csv");
      try {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.replaceAll(
            line -> line + (line.startsWith("id") ? ",w" : line.endsWith("7") ? ",0" : ",1"));
        Files.write(file, lines);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
    String features = "--features=x,y,z";
    select("o", FIRST, features);
    // rows of weight 0 are not in the pool, and candidates of the first date may be among them
    JsonNode second = select("o", FIRST.plusDays(1), features, "--weight=w");
    assertThat(second.get("partitions-scanned").asInt()).isEqualTo(2);
    assertEqualButForWork(second, select("p", FIRST.plusDays(1), features, "--weight=w"));
  }

  /** Thirty dates, run in order and out of it, give equal digests. */
  @Test
  void aBackfillInAnyOrderIsTheSame() {
    int days = 30;
    wanted();
    IntStream.range(0, days).forEach(day -> arrive(FIRST.plusDays(day), 80));
    Map<LocalDate, JsonNode> inOrder = new TreeMap<>();
    for (int day = 0; day < days; day++) {
      LocalDate date = FIRST.plusDays(day);
      inOrder.put(date, select("o", date).get("selection-digest"));
    }
    List<LocalDate> dates = new ArrayList<>(inOrder.keySet());
    Collections.shuffle(dates, new Random(5));
    for (LocalDate date : dates) {
      assertThat(select("p", date).get("selection-digest"))
          .as(date.toString())
          .isEqualTo(inOrder.get(date));
    }
    assertThat(inOrder.values().stream().distinct().count()).isGreaterThan(days / 2);
    assertThat(Command.table(lake().resolve("p"), "selection").count()).isEqualTo(40L * days);
  }

  @Test
  void anEpochFreezesTheScaleAndSaysHowFarNewRowsAreFromIt() {
    wanted();
    for (int day = 0; day < 3; day++) {
      arrive(FIRST.plusDays(day), 200);
    }
    Command.Ran early = run("o", FIRST.plusDays(1), "--method=tarot", "--epoch=" + FIRST);
    assertThat(early.exitCode()).isEqualTo(3);
    assertThat(early.err()).contains("epoch: the run of 2026-01-01 has left no scale");
    select("o", FIRST, "--method=tarot", "--epoch=" + FIRST);
    JsonNode second = select("o", FIRST.plusDays(1), "--method=tarot", "--epoch=" + FIRST);
    assertThat(second.get("rows-scanned").asInt()).isEqualTo(200);
    assertThat(second.get("drift").asDouble()).isBetween(0.0, 0.25);
    StringBuilder far = new StringBuilder("id,x,y,z\n");
    for (int i = 0; i < 50; i++) {
      far.append("far-").append(i).append(",9,").append(i).append(",1\n");
    }
    write(lake().resolve("candidates/day=" + FIRST.plusDays(2) + "/part.csv"), far);
    JsonNode third = select("o", FIRST.plusDays(2), "--method=tarot", "--epoch=" + FIRST);
    assertThat(third.get("drift").asDouble()).isGreaterThan(5);
    Command.Ran told = run("o", FIRST.plusDays(2), "--method=tarot", "--epoch=" + FIRST);
    assertThat(told.out()).contains("already done").contains("deviations since the epoch");
    Command.Ran none = run("p", FIRST, "--standardize");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("incremental with standardize needs an --epoch");
  }

  /** What earlier nights took is not taken again, and what was kept of the pool still holds. */
  @Test
  void earlierSelectionsAreExcluded() {
    wanted();
    for (int day = 0; day < 3; day++) {
      arrive(FIRST.plusDays(day), 300);
    }
    Path taken = lake().resolve("taken");
    select("o", FIRST);
    write(taken.resolve("none.csv"), "id,run_date\n");
    List<Object> before = new ArrayList<>();
    Command.table(lake().resolve("o"), "selection")
        .collectAsList()
        .forEach(row -> before.add(row.getAs("id")));
    StringBuilder csv = new StringBuilder("id,run_date\n");
    before.forEach(id -> csv.append(id).append(",2026-01-01\n"));
    write(taken.resolve("none.csv"), csv);
    String[] options = {
      "--exclude=" + taken.resolve("none.csv"), "--exclude-where=run_date < '{run-date}'"
    };
    JsonNode second = select("o", FIRST.plusDays(1), options);
    assertThat(
            Command.table(lake().resolve("o"), "selection")
                .where("run_date = '2026-01-02'")
                .collectAsList())
        .hasSize(40)
        .noneMatch(row -> before.contains(row.getAs("id")));
    JsonNode alone = select("p", FIRST.plusDays(1), options);
    assertEqualButForWork(second, alone);
  }

  @Test
  void aKilledNightEndsInTheSameIds() throws Exception {
    wanted();
    for (int day = 0; day < 3; day++) {
      arrive(FIRST.plusDays(day), 20_000);
    }
    LocalDate date = FIRST.plusDays(2);
    JsonNode whole = select("p", date);
    Process process =
        Command.start(
            "1g",
            dir.resolve("log").toFile(),
            "select",
            "--pool=" + lake().resolve("candidates"),
            "--target=" + lake().resolve("wanted.csv"),
            "--incremental=day",
            "--budget=40",
            "--out=" + lake().resolve("o"),
            "--run-date=" + date);
    while (!lake().resolve("o/_state/" + date + "/manifest.json").toFile().exists()) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
    Thread.sleep(1000); // into the reading of the tables
    process.destroyForcibly().waitFor();
    assertThat(lake().resolve("o/_runs/" + date + "/report.json")).doesNotExist();
    assertThat(
            Command.run("status", "--out=" + lake().resolve("o"), "--run-date=" + date).exitCode())
        .isEqualTo(75);
    assertEqualButForWork(select("o", date), whole);
  }

  private JsonNode example(LocalDate date, String expected) throws Exception {
    Path log = dir.resolve("log-" + date);
    Process run =
        Command.start(
            "1g",
            log.toFile(),
            Map.of("LAKE", lake().toString()),
            "select",
            "--config=../conf/examples/nightly/select.conf",
            "--run-date=" + date);
    assertThat(run.waitFor()).as(Files.readString(log)).isZero();
    assertThat(Files.readString(log)).contains(expected);
    return Command.json(lake().resolve("selection/_runs/" + date + "/report.json")).get("result");
  }

  /** The job file that people copy, run as cron runs it. */
  @Test
  void theExampleRunsEveryNightAndDoesNothingTwice() throws Exception {
    wanted();
    arrive(FIRST, 400);
    arrive(FIRST.plusDays(1), 300);
    for (String table : List.of("wanted.csv", "candidates")) {
      Path from = lake().resolve(table);
      Path to = dir.resolve("parquet").resolve(table.replace("csv", "parquet"));
      var rows =
          Command.spark()
              .read()
              .option("header", true)
              .option("inferSchema", true)
              .csv(from.toString());
      var writer = rows.write();
      (table.equals("candidates") ? writer.partitionBy("day") : writer).parquet(to.toString());
    }
    Files.move(lake(), dir.resolve("csv"));
    Files.move(dir.resolve("parquet"), lake());
    JsonNode first = example(FIRST, "select done");
    assertThat(first.get("rows-scanned").asInt()).isEqualTo(400);
    assertThat(first.get("selected").asInt()).isEqualTo(200);
    example(FIRST, "already done");
    JsonNode second = example(FIRST.plusDays(1), "select done");
    assertThat(second.get("rows-scanned").asInt()).isEqualTo(300);
    assertThat(second.get("partitions").asInt()).isEqualTo(2);
  }
}
