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

class SelectCommandTest {

  private static final String[] DIGITS = {
    "--pool=data/digits_*.csv", "--target=data/digits_low.csv", "--target-where=id < 90"
  };

  @TempDir Path dir;

  private static Command.Ran run(Path out, String... options) {
    List<String> all = new ArrayList<>(List.of("select", "--out=" + out));
    all.addAll(List.of(options));
    return Command.run(all.toArray(String[]::new));
  }

  private static JsonNode select(Path out, String... options) {
    List<String> all = new ArrayList<>(List.of(DIGITS));
    all.addAll(List.of(options));
    Command.Ran ran = run(out, all.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return Command.report(out).get("result");
  }

  private static Set<Object> ids(Path out) {
    Set<Object> ids = new TreeSet<>();
    Command.table(out, "selection").collectAsList().forEach(row -> ids.add(row.getAs("id")));
    return ids;
  }

  @Test
  void transportCostsLeastAndChanceMost() {
    double targets = Command.table(out("ot", "ot"), "targets").count();
    int budget = (int) (2 * targets);
    JsonNode ot = select(dir.resolve("o"), "--budget=" + budget);
    JsonNode turns = select(dir.resolve("r"), "--budget=" + budget, "--method=round-robin");
    JsonNode nearest = select(dir.resolve("n"), "--budget=" + budget, "--method=nearest");
    JsonNode random = select(dir.resolve("c"), "--budget=" + budget, "--method=random");
    double best = ot.get("transport-cost").asDouble();
    assertThat(ot.get("certificate").asText()).isEqualTo("exact");
    assertThat(ot.get("gap").asDouble()).isCloseTo(0, within(1e-9 * best));
    assertThat(ot.get("plan-cost").asDouble()).isCloseTo(best, within(1e-9 * best));
    assertThat(best).isLessThanOrEqualTo(turns.get("transport-cost").asDouble());
    assertThat(turns.get("transport-cost").asDouble())
        .isLessThan(nearest.get("transport-cost").asDouble());
    assertThat(nearest.get("transport-cost").asDouble())
        .isLessThan(random.get("transport-cost").asDouble());
    assertThat(ot.get("random-cost")).isEqualTo(random.get("transport-cost"));
    List<Row> served = Command.table(dir.resolve("o"), "targets").collectAsList();
    assertThat(served).allMatch(row -> row.<Integer>getAs("n_selected") == 2);
    assertThat(Command.table(dir.resolve("o"), "selection").count()).isEqualTo(budget);
  }

  private Path out(String name, String method) {
    Path out = dir.resolve("first-" + name);
    select(out, "--budget=50", "--method=" + method);
    return out;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ot",
        "round-robin",
        "nearest",
        "random",
        "tarot",
        "tsds",
        "lava",
        "dsir",
        "herding",
        "k-center"
      })
  void idsAreTheSameForAnyPartitions(String method) throws IOException {
    JsonNode expected = select(dir.resolve("1"), "--budget=7%", "--method=" + method, "--tasks=1");
    JsonNode found = select(dir.resolve("13"), "--budget=7%", "--method=" + method, "--tasks=13");
    assertThat(found).isEqualTo(expected);
    assertThat(ids(dir.resolve("13"))).isEqualTo(ids(dir.resolve("1")));
    // the same rows in other files, in another order
    List<String> lines = new ArrayList<>();
    for (String half : List.of("high", "low")) {
      List<String> all = Files.readAllLines(Path.of("data/digits_" + half + ".csv"));
      lines.addAll(all.subList(lines.isEmpty() ? 0 : 1, all.size()));
    }
    Path pool = dir.resolve("pool.csv");
    Files.write(pool, lines);
    Path out = dir.resolve("other");
    Command.Ran ran =
        run(out, "--pool=" + pool, DIGITS[1], DIGITS[2], "--budget=7%", "--method=" + method);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(Command.report(out).get("result").get("selection-digest"))
        .isEqualTo(expected.get("selection-digest"));
  }

  /** Where a fifth of the labels are wrong, rows whose label fits are worth more than near ones. */
  @Test
  void labelsThatDifferCostWhatIsSaid() throws IOException {
    Path candidates = twoClasses();
    Path targets = dir.resolve("targets.csv");
    String[] tables = {
      "--pool=" + candidates, "--target=" + targets, "--budget=20", "--keep=label"
    };
    Path plain = dir.resolve("plain");
    Path labelled = dir.resolve("labelled");
    assertThat(run(plain, tables).exitCode()).isZero();
    assertThat(
            run(labelled, tables[0], tables[1], tables[2], tables[3], "--label-cost=100")
                .exitCode())
        .isZero();
    assertThat(wrong(labelled)).isZero();
    assertThat(wrong(plain)).isPositive();
    assertThat(Command.table(labelled, "selection").count()).isEqualTo(20);
  }

  /** Writes two classes left and right, a fifth of the labels wrong, and a target in each. */
  private Path twoClasses() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder pool = new StringBuilder("id,label,x,y\n");
    for (int i = 0; i < 400; i++) {
      boolean right = random.nextInt(5) > 0;
      double side = i % 2 == 0 ? -1 : 1;
      String label = (side > 0) == right ? "b" : "a";
      pool.append(i).append(',').append(label).append(',');
      pool.append(side + 0.3 * random.nextGaussian()).append(',').append(random.nextGaussian());
      pool.append('\n');
    }
    Path candidates = dir.resolve("pool.csv");
    Files.writeString(candidates, pool);
    Files.writeString(dir.resolve("targets.csv"), "id,label,x,y\nleft,a,-1,0\nright,b,1,0\n");
    return candidates;
  }

  private static long wrong(Path out) {
    return Command.table(out, "selection")
        .where("(nearest_target_id = 'left') != (label = 'a')")
        .count();
  }

  @Test
  void aDateOfItsOwnAndNoWorkTheSecondTime() {
    Path out = dir.resolve("o");
    JsonNode first = null;
    for (String date : List.of("2026-01-02", "2026-01-01", "2026-01-02")) {
      List<String> all = new ArrayList<>(List.of(DIGITS));
      all.addAll(List.of("--budget=30", "--run-date=" + date));
      Command.Ran ran = run(out, all.toArray(String[]::new));
      assertThat(ran.exitCode()).as(ran.err()).isZero();
      JsonNode report = Command.json(out.resolve("_runs").resolve(date).resolve("report.json"));
      first = first == null ? report.get("result") : first;
      assertThat(report.get("result")).isEqualTo(first);
      assertThat(ran.out().contains("already done"))
          .isEqualTo(
              date.equals("2026-01-02") && out.resolve("_runs/2026-01-01").toFile().exists());
    }
    assertThat(Command.table(out, "selection").count()).isEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--budget=0|2|budget must be a number of rows >= 1, a share above 0% and at most 100%, tokens:N",
        "--budget=101%|2|budget must be a number of rows >= 1",
        "--budget=5 --method=best|2|method must be one of ot, tarot, round-robin, tsds, lava, dsir, nearest, herding, k-center, random",
        "--budget=5 --label-cost=0|2|label-cost must be > 0 and finite, got 0.0",
        "--budget=1798|5|budget is 1798 rows and the pool has 1797; ask for at most that many",
        "--seed=1|2|budget is required"
      })
  void whatCannotBeMetIsRefused(String options, int code, String message) {
    List<String> all = new ArrayList<>(List.of(DIGITS));
    all.addAll(List.of(options.split(" ")));
    Command.Ran ran = run(dir.resolve("o"), all.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(code);
    assertThat(ran.err()).contains(message);
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
    return Command.report(out).get("result");
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

  /** The gradients of rows with wrong labels point the other way. */
  @Test
  void gradientsTellWrongLabels() throws IOException {
    String[] tables = {
      "--pool=" + twoClasses(), "--target=" + dir.resolve("targets.csv"), "--budget=60"
    };
    Path plain = dir.resolve("plain");
    Path gradients = dir.resolve("gradients");
    String keep = "--keep=label";
    assertThat(run(plain, tables[0], tables[1], tables[2], keep).exitCode()).isZero();
    Command.Ran ran =
        run(
            gradients,
            tables[0],
            tables[1],
            tables[2],
            keep,
            "--method=tarot",
            "--gradient-features=32");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    String wrong = "(id % 2 = 0) != (label = 'a')";
    long before = Command.table(plain, "selection").where(wrong).count();
    assertThat(Command.table(gradients, "selection").where(wrong).count())
        .isLessThan(before / 2)
        .isLessThan(5);
  }

  /** Dearer than rows themselves, and far cheaper than chance; the same for any tasks. */
  @Test
  void clustersComeCloseToRows() {
    JsonNode rows = select(dir.resolve("r"), "--budget=90");
    JsonNode first = select(dir.resolve("1"), "--budget=90", "--pool-clusters=300", "--tasks=1");
    JsonNode other = select(dir.resolve("2"), "--budget=90", "--pool-clusters=300", "--tasks=9");
    assertThat(first).isEqualTo(other);
    assertThat(ids(dir.resolve("1"))).hasSize(90).isEqualTo(ids(dir.resolve("2")));
    assertThat(first.get("certificate").asText()).isEqualTo("none");
    double cost = first.get("transport-cost").asDouble();
    double chance = first.get("random-cost").asDouble();
    assertThat(cost).isBetween(rows.get("transport-cost").asDouble(), 0.7 * chance);
    assertThat(
            Command.table(dir.resolve("1"), "selection").where("reason like 'drawn from%'").count())
        .isEqualTo(90);
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
