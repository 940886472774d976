package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
}
