package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a selection must keep to: budgets, quotas, repeats, what is left out, and what is said. */
class SelectRulesTest {

  @TempDir Path dir;

  private static Command.Ran run(Path out, String... options) {
    List<String> all = new ArrayList<>(List.of("select", "--out=" + out));
    all.addAll(List.of(options));
    return Command.run(all.toArray(String[]::new));
  }

  private static Set<Object> ids(Path out) {
    Set<Object> ids = new TreeSet<>();
    Command.table(out, "selection").collectAsList().forEach(row -> ids.add(row.getAs("id")));
    return ids;
  }

  /** A pool of two sources and of rows that repeat others, and targets near one source. */
  private Path pool(int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    StringBuilder pool = new StringBuilder("id,source,length,copy,x,y\n");
    for (int i = 0; i < rows; i++) {
      boolean web = i % 3 > 0;
      pool.append(i).append(',').append(web ? "web" : "books").append(',');
      pool.append(1 + random.nextInt(20)).append(',');
      pool.append(i % 10 == 0 ? "c" + i % 30 : "").append(',');
      pool.append(web ? random.nextGaussian() : 4 + random.nextGaussian()).append(',');
      pool.append(random.nextGaussian()).append('\n');
    }
    Path file = dir.resolve("sources.csv");
    Files.writeString(file, pool);
    return file;
  }

  private Path targets() throws IOException {
    Path file = dir.resolve("wanted.csv");
    StringBuilder wanted = new StringBuilder("id,x,y\n");
    for (int j = 0; j < 10; j++) {
      wanted.append("t").append(j).append(',').append(j / 10.0).append(",0\n");
    }
    Files.writeString(file, wanted);
    return file;
  }

  private JsonNode selected(Path out, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("--pool=" + pool(600), "--target=" + targets()));
    if (Arrays.stream(options).noneMatch(option -> option.startsWith("--tokens"))) {
      all.add("--features=x,y");
    }
    all.addAll(List.of(options));
    Command.Ran ran = run(out, all.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return Arrays.stream(options).anyMatch(option -> option.startsWith("--run-date"))
        ? null
        : Command.report(out).get("result");
  }

  @Test
  void distancesThatOverflowAreRefused() throws IOException {
    Path far = Files.writeString(dir.resolve("far.csv"), "id,x,y\n1,1e300,0\n2,-1e300,1\n");
    Command.Ran ran = run(dir.resolve("o"), "--pool=" + far, "--target=" + targets(), "--budget=1");
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(3);
    assertThat(ran.err()).contains("no row of pool is at a finite distance");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ot", "round-robin", "tarot", "tsds", "nearest", "dsir", "herding", "random"})
  void quotasHoldWhateverTheMethod(String method) throws IOException {
    Path out = dir.resolve("q");
    JsonNode result =
        selected(
            out,
            "--budget=50",
            "--quota=source:books=40%..,source:web=..25",
            "--keep=source",
            "--method=" + method);
    long books = Command.table(out, "selection").where("source = 'books'").count();
    assertThat(books).isBetween(25L, 50L);
    assertThat(Command.table(out, "selection").count()).isEqualTo(50);
    assertThat(result.get("quota").get("source:books").get("min").asInt()).isEqualTo(20);
    assertThat(result.get("quota").get("source:books").get("selected").asLong()).isEqualTo(books);
    assertThat(
            Command.table(out, "selection")
                .where("quota_group = concat('source:', source)")
                .count())
        .isEqualTo(50);
    if (method.equals("ot")) {
      assertThat(result.get("certificate").asText()).isEqualTo("exact");
      // web rows are what the targets want: their quota binds, and each of them would be worth that
      assertThat(result.get("quota").get("source:web").get("price").asDouble()).isNegative();
      assertThat(books).isEqualTo(25);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ot", "round-robin", "nearest", "k-center", "random"})
  void aBudgetInTokensIsNeverExceeded(String method) throws IOException {
    Path out = dir.resolve("t");
    JsonNode result =
        selected(
            out, "--budget=tokens:777", "--tokens=length", "--keep=length", "--method=" + method);
    long tokens = Command.table(out, "selection").selectExpr("sum(length)").first().getLong(0);
    assertThat(tokens).isBetween(777L - 20, 777L);
    assertThat(result.get("tokens").asLong()).isEqualTo(tokens);
    assertThat(result.get("budget").asLong()).isEqualTo(777);
    assertThat(result.get("transport-cost").asDouble())
        .isLessThanOrEqualTo(method.equals("random") ? 1e9 : 50);
  }

  @Test
  void scarceRowsMayBeRepeated() throws IOException {
    Path once = dir.resolve("once");
    Path often = dir.resolve("often");
    JsonNode single = selected(once, "--budget=100");
    JsonNode repeated = selected(often, "--budget=100", "--max-repeat=5");
    assertThat(repeated.get("repeats").asLong()).isEqualTo(100);
    assertThat(repeated.get("selected").asInt()).isLessThan(100);
    assertThat(repeated.get("transport-cost").asDouble())
        .isLessThan(single.get("transport-cost").asDouble());
    Row sums =
        Command.table(often, "selection")
            .selectExpr("sum(repeat)", "max(repeat)", "avg(weight)", "sum(mass)")
            .first();
    assertThat(sums.getLong(0)).isEqualTo(100);
    assertThat(sums.getInt(1)).isBetween(2, 5);
    assertThat(sums.getDouble(2)).isCloseTo(1, within(1e-9));
    assertThat(sums.getDouble(3)).isCloseTo(1, within(1e-9));
  }

  @Test
  void excludedAndRepeatedRowsAreLeftOut() throws IOException {
    Path first = dir.resolve("first");
    selected(first, "--budget=40");
    Set<Object> taken = ids(first);
    Path second = dir.resolve("second");
    JsonNode result =
        selected(second, "--budget=40", "--exclude=" + first.resolve("selection"), "--dedup=copy");
    assertThat(result.get("excluded").asInt()).isEqualTo(40);
    assertThat(result.get("duplicates").asInt()).isPositive();
    assertThat(ids(second)).hasSize(40).doesNotContainAnyElementsOf(taken);
    Path apart = dir.resolve("apart");
    selected(apart, "--budget=40", "--near-duplicates=0.1", "--keep=x,y");
    List<Row> rows = Command.table(apart, "selection").collectAsList();
    for (Row a : rows) {
      for (Row b : rows) {
        double distance =
            Math.hypot(
                a.<Double>getAs("x") - b.<Double>getAs("x"),
                a.<Double>getAs("y") - b.<Double>getAs("y"));
        assertThat(a == b || distance > 0.1).isTrue();
      }
    }
  }

  /** What an earlier run of the date left goes, and nothing stands in its place. */
  @Test
  void anEmptySelectionReplacesAStaleOne() throws IOException {
    Path out = dir.resolve("stale");
    selected(out, "--budget=10%", "--run-date=2026-01-01", "--exclude=" + targets());
    assertThat(Command.table(out, "selection").count()).isEqualTo(60);
    Command.Ran ran =
        run(
            out,
            "--pool=" + pool(600),
            "--target=" + targets(),
            "--features=x,y",
            "--budget=10%",
            "--run-date=2026-01-01",
            "--exclude=" + pool(600),
            "--overwrite");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(Command.table(out.resolve("selection"), "run_date=2026-01-01").count()).isZero();
    Command.Ran unmet =
        run(
            dir.resolve("n"),
            "--pool=" + pool(600),
            "--target=" + targets(),
            "--features=x,y",
            "--budget=10",
            "--exclude=" + pool(600));
    assertThat(unmet.exitCode()).isEqualTo(5);
    assertThat(unmet.err()).contains("budget is 10 rows and all 600 rows of the pool are excluded");
  }

  @Test
  void aDryRunSaysWhatAndWritesNothing() throws IOException {
    Path out = dir.resolve("dry");
    Command.Ran ran =
        run(
            out,
            "--pool=" + pool(600),
            "--target=" + targets(),
            "--features=x,y",
            "--budget=10%",
            "--quota=source:web=5..",
            "--dry-run");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("would select 60 rows by ot from 600 pool rows for 10 targets")
        .contains("quota source:web: at least 5, the pool has 400")
        .contains("dry run: nothing was written");
    assertThat(out).doesNotExist();
  }

  @Test
  void aRowIsExplained() throws IOException {
    Path out = dir.resolve("e");
    selected(out, "--budget=50");
    Object taken = ids(out).iterator().next();
    String[] same = {
      "--pool=" + dir.resolve("sources.csv"),
      "--target=" + dir.resolve("wanted.csv"),
      "--features=x,y",
      "--budget=50"
    };
    Command.Ran yes = run(out, same[0], same[1], same[2], same[3], "--explain=" + taken);
    assertThat(yes.out()).contains("already done").contains("row " + taken + " was selected");
    Command.Ran no = run(out, same[0], same[1], same[2], same[3], "--explain=3");
    assertThat(ids(out)).doesNotContain(3);
    assertThat(no.out())
        .contains("row 3 was not selected: its nearest target is t")
        .containsPattern("whose price is [-0-9.e]+: it is [0-9.e-]+ too dear");
    Command.Ran none = run(out, same[0], same[1], same[2], same[3], "--explain=9999");
    assertThat(none.out()).contains("the pool has no row 9999");
  }

  @Test
  void aBudgetIsFoundByFolds() throws IOException {
    JsonNode result = selected(dir.resolve("a"), "--budget=auto", "--method=tarot");
    assertThat(result.get("nearest-per-target").asInt()).isPositive();
    assertThat(result.get("selected").asInt())
        .isEqualTo(result.get("budget").asInt())
        .isBetween(5, 500);
  }

  @Test
  void everyRowIsValued() throws IOException {
    Path out = dir.resolve("v");
    selected(out, "--budget=50", "--method=lava");
    assertThat(Command.table(out, "values").count()).isEqualTo(600);
    double mean = Command.table(out, "values").selectExpr("avg(value)").first().getDouble(0);
    assertThat(mean).isCloseTo(0, within(1e-9)); // they are relative to the others
    double worstTaken =
        Command.table(out, "values")
            .join(Command.table(out, "selection"), "id")
            .selectExpr("max(value)")
            .first()
            .getDouble(0);
    assertThat(Command.table(out, "values").where("value < " + worstTaken).count()).isEqualTo(49);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--quota=source:books=201..|5|quota source:books asks for at least 201 rows and the pool has 200",
        "--quota=source:books=30..,source:web=30..|5|the quotas ask for at least 60 rows and the budget is 50",
        "--quota=sauce:web=1..|3|quota: pool has no column 'sauce'; the nearest is 'source'",
        "--quota=source:web=3..2|2|quota source:web asks for at least 3 and at most 2",
        "--quota=source:web=1..,x:2=1..|2|quotas must be of one column",
        "--max-repeat=2 --method=nearest|2|max-repeat is for the methods ot, round-robin and tarot",
        "--near-duplicates=100|5|only 1 rows can be selected of the 50 asked for",
        "--incremental=day|2|incremental needs a --run-date",
        "--epoch=2026-01-01|2|epoch needs --incremental",
        "--gradient-features=8|2|gradient-features needs labels, and pool has none",
        "--exclude=data/none.csv|3|exclude: there is nothing at data/none.csv",
        "--dedup=kopy|3|dedup: pool has no column 'kopy'; the nearest is 'copy'"
      })
  void whatDoesNotFitIsRefusedInASentence(String options, int code, String message)
      throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--pool=" + pool(600), "--target=" + targets(), "--budget=50", "--features=x,y"));
    all.addAll(List.of(options.split(" ")));
    Command.Ran ran = run(dir.resolve("o"), all.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(code);
    assertThat(ran.err()).contains(message);
  }
}
