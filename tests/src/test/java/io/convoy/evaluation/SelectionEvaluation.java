package io.convoy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.geometry.PointBlock;
import io.convoy.random.SeedStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Do models do better at what a target asks for if their rows were selected for it, and does
 * transport select better than what is simpler? Every method selects as many rows of a pool for the
 * same targets, a logistic regression learns from each selection, and test rows like the targets
 * judge it. Which differences should be found was written down before ({@link SelectionContrasts});
 * the tables say which were not.
 *
 * <p>{@code -Dconvoy.seeds} asks for fewer than 20 draws, {@code -Dconvoy.seeds-all} for other than
 * 5 of the regression of the whole noisy pool, {@code -Dconvoy.seeds-strengths} for other than 2 of
 * regressions of several strengths.
 */
@Tag("evaluate")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SelectionEvaluation {

  private static final double[] STRENGTHS = {1e-3, 1e-2, 1e-1};

  /** Around the one that is chosen for them. */
  private static final double[] OTHER_STRENGTHS = {1e-5, 1e-4, 1e-3, 1e-2};

  private static final List<SelectionArm> BY_STRENGTH =
      List.of(
          SelectionArm.RANDOM,
          SelectionArm.CLASS_MATCHED,
          SelectionArm.OT,
          SelectionArm.LABEL_OT,
          SelectionArm.ALL);

  private static final int DRAWS_OF_STRENGTHS = Integer.getInteger("convoy.seeds-strengths", 2);

  private static final int FOLDS = 5;

  /** Draws whose targets choose the strength where it is chosen once. */
  private static final int CHOOSING = 3;

  private static final int DRAWS = Integer.getInteger("convoy.seeds", 20);
  private static final int DRAWS_OF_ALL = Integer.getInteger("convoy.seeds-all", 5);

  private static final Set<SelectionArm> SELECTING =
      EnumSet.complementOf(EnumSet.of(SelectionArm.ALL, SelectionArm.TARGETS));

  /** Those that contrasts name, and rivals; a regression of 150 labels takes seconds. */
  private static final Set<SelectionArm> AMONG_NOISE =
      EnumSet.of(
          SelectionArm.RANDOM,
          SelectionArm.CLASS_MATCHED,
          SelectionArm.MEAN,
          SelectionArm.NEAREST,
          SelectionArm.HERDING,
          SelectionArm.ROUND_ROBIN,
          SelectionArm.TSDS,
          SelectionArm.OT,
          SelectionArm.LABEL_HERDING,
          SelectionArm.LABEL_ROUND_ROBIN,
          SelectionArm.LABEL_OT);

  private static final Set<SelectionArm> AMONG_SMALL =
      EnumSet.of(
          SelectionArm.RANDOM,
          SelectionArm.CLASS_MATCHED,
          SelectionArm.MEAN,
          SelectionArm.NEAREST,
          SelectionArm.DSIR,
          SelectionArm.K_CENTER,
          SelectionArm.HERDING,
          SelectionArm.ROUND_ROBIN,
          SelectionArm.TSDS,
          SelectionArm.OT,
          SelectionArm.LABEL_OT);

  private final Path out = Path.of("target", "evaluation");
  private SparkModels models;
  private SelectionArms arms;
  private SparkSession spark;

  /** A classifier and what it learnt from. */
  private record Learnt(PointBlock pool, int[] rows, SparkModels.Classifier classifier) {}

  /** By data set, budget and arm. */
  private final Map<String, Learnt> learnt = new HashMap<>();

  private final List<SelectionScore> scores = new ArrayList<>();
  private final Map<SelectionArm, Double> seconds = new EnumMap<>(SelectionArm.class);

  private final List<String> notes = new ArrayList<>();

  @BeforeAll
  void start() throws IOException {
    spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "1")
            .getOrCreate();
    // each of some hundred thousand jobs would say a dozen lines
    spark.sparkContext().setLogLevel("WARN");
    models = new SparkModels(spark);
    arms = new SelectionArms(models);
    Files.createDirectories(out);
  }

  @Test
  @Order(1)
  void clinc() throws IOException {
    ClincData data = new ClincData(spark, file("clinc.parquet"));
    List<PointBlock> choosing = new ArrayList<>();
    for (int seed = 1; seed <= CHOOSING; seed++) {
      choosing.add(data.draw(new SeedStream(seed)).targets());
    }
    double strength = strength("P1, P2", choosing);
    for (int seed = 1; seed <= DRAWS; seed++) {
      SelectionTask clean = data.draw(new SeedStream(seed));
      SelectionTask noisy = data.noisy(clean);
      for (int budget : new int[] {300, 750}) {
        boolean large = budget == 750;
        for (SelectionArm arm : large ? SELECTING : AMONG_SMALL) {
          int[] rows = timed(arm, clean, budget);
          double transport = SelectionScore.transport(clean, rows);
          score("P1", budget, arm, seed, clean, rows, transport, strength);
          if (large && AMONG_NOISE.contains(arm)) {
            int[] others = arm.byLabel() ? timed(arm, noisy, budget) : rows;
            double own = arm.byLabel() ? SelectionScore.transport(clean, others) : transport;
            score("P2", budget, arm, seed, noisy, others, own, strength);
          }
        }
      }
      compareCosts("P1", seed, clean, 400, 800);
      int[] all = arms.select(SelectionArm.ALL, clean, 0);
      score("P1", 0, SelectionArm.ALL, seed, clean, all, Double.NaN, strength);
      if (seed <= DRAWS_OF_ALL) {
        score("P2", 0, SelectionArm.ALL, seed, noisy, all, Double.NaN, strength);
      }
      scoreTargets("P1", seed, clean, strength);
      scoreTargets("P2", seed, noisy, strength);
      write("clinc");
    }
    forget();
  }

  @Test
  @Order(1)
  void housing() throws IOException {
    HousingData data = new HousingData(file("housing.csv"));
    for (int seed = 1; seed <= DRAWS; seed++) {
      SelectionTask task = data.draw(new SeedStream(seed));
      double strength = strength("P3, draw " + seed, List.of(task.targets()));
      int budget = (int) Math.round(task.pool().rows() * 0.05);
      for (SelectionArm arm : SELECTING) {
        int[] rows = timed(arm, task, budget);
        double transport = SelectionScore.transport(task, rows);
        score("P3", budget, arm, seed, task, rows, transport, strength);
      }
      compareCosts("P3", seed, task, 400, 1000);
      int[] all = arms.select(SelectionArm.ALL, task, 0);
      score("P3", 0, SelectionArm.ALL, seed, task, all, Double.NaN, strength);
      scoreTargets("P3", seed, task, strength);
      arms.forget();
      write("housing");
    }
    forget();
  }

  private static Path file(String name) {
    Path file = Path.of(System.getProperty("convoy.data", "../../shared/data"), name);
    Assumptions.assumeTrue(Files.exists(file), () -> "there is no " + file + ": -Dconvoy.data");
    return file;
  }

  private int[] timed(SelectionArm arm, SelectionTask task, int budget) {
    long start = System.nanoTime();
    int[] rows = arms.select(arm, task, budget);
    seconds.merge(arm, (System.nanoTime() - start) / 1e9, Double::sum);
    assertThat(rows).as(arm.title()).hasSize(budget).doesNotHaveDuplicates();
    return rows;
  }

  /**
   * Returns the strength that predicts targets best from other targets, of equal ones the least.
   */
  private double strength(String what, List<PointBlock> draws) {
    double best = Double.NaN;
    double most = -1;
    StringBuilder line = new StringBuilder(what + ": regParam by cross-validation on targets:");
    for (double tried : STRENGTHS) {
      int right = 0;
      int count = 0;
      for (PointBlock targets : draws) {
        int[] order = SelectionTask.shuffled(targets.rows(), new SeedStream(FOLDS).at(0, 0));
        for (int fold = 0; fold < FOLDS; fold++) {
          int own = fold;
          int[] train =
              IntStream.range(0, order.length)
                  .filter(i -> i % FOLDS != own)
                  .map(i -> order[i])
                  .toArray();
          int[] left =
              IntStream.range(0, order.length)
                  .filter(i -> i % FOLDS == own)
                  .map(i -> order[i])
                  .toArray();
          PointBlock judged = targets.pick(0, left);
          double[] said = models.fit(targets, train, tried).labels(judged);
          right += (int) Math.round(SelectionScore.accuracy(said, judged) * left.length);
          count += left.length;
        }
      }
      line.append(String.format(Locale.ROOT, " %s: %.4f;", tried, (double) right / count));
      if (right > most) {
        most = right;
        best = tried;
      }
    }
    say(line + " chosen " + best);
    return best;
  }

  private void score(
      String data,
      int budget,
      SelectionArm arm,
      long seed,
      SelectionTask task,
      int[] rows,
      double transport,
      double strength) {
    // selections of a pool alone come again, and the dearest regression is one of them
    String key = data + budget + arm;
    Learnt last = learnt.get(key);
    if (last == null || last.pool() != task.pool() || !Arrays.equals(last.rows(), rows)) {
      last = new Learnt(task.pool(), rows, models.fit(task.pool(), rows, strength));
      if (arm == SelectionArm.K_CENTER || arm == SelectionArm.ALL) {
        learnt.put(key, last);
      }
    }
    scored(data, budget, arm, seed, task, rows.length, last.classifier(), transport);
  }

  private void scoreTargets(String data, long seed, SelectionTask task, double strength) {
    int[] own = IntStream.range(0, task.targets().rows()).toArray();
    SparkModels.Classifier classifier = models.fit(task.targets(), own, strength);
    scored(data, 0, SelectionArm.TARGETS, seed, task, own.length, classifier, 0);
  }

  private void scored(
      String data,
      int budget,
      SelectionArm arm,
      long seed,
      SelectionTask task,
      int rows,
      SparkModels.Classifier classifier,
      double transport) {
    double[] said = classifier.labels(task.test());
    double accuracy = SelectionScore.accuracy(said, task.test());
    double macroF1 = SelectionScore.macroF1(said, task.test());
    scores.add(new SelectionScore(data, budget, arm, seed, rows, accuracy, macroF1, transport));
  }

  /** What hangs on the strength where labels are wrong, for which no contrast was named. */
  @Test
  @Order(1)
  void strengths() throws IOException {
    ClincData data = new ClincData(spark, file("clinc.parquet"));
    for (int seed = 1; seed <= DRAWS_OF_STRENGTHS; seed++) {
      SelectionTask noisy = data.noisy(data.draw(new SeedStream(seed)));
      for (SelectionArm arm : BY_STRENGTH) {
        boolean all = arm == SelectionArm.ALL;
        int[] rows = arms.select(arm, noisy, 750);
        for (double strength : OTHER_STRENGTHS) {
          SparkModels.Classifier classifier = models.fit(noisy.pool(), rows, strength);
          String name = SelectionReport.STRENGTH + strength;
          scored(name, all ? 0 : 750, arm, seed, noisy, rows.length, classifier, Double.NaN);
        }
      }
      write("strengths");
    }
    forget();
  }

  /** Measures what only selections cost, with budgets for which the plan is of whole rows. */
  private void compareCosts(String data, long seed, SelectionTask task, int... budgets) {
    for (int budget : budgets) {
      for (SelectionArm arm : List.of(SelectionArm.OT, SelectionArm.ROUND_ROBIN)) {
        int[] rows = arms.select(arm, task, budget);
        double cost = SelectionScore.transport(task, rows);
        scores.add(
            new SelectionScore(
                data + SelectionReport.WHOLE,
                budget,
                arm,
                seed,
                budget,
                Double.NaN,
                Double.NaN,
                cost));
      }
    }
  }

  /** Writes what is known so far: a run takes long, and reports can be made of a part. */
  private void write(String name) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(SelectionScore.HEADER);
    scores.forEach(score -> lines.add(score.line()));
    Files.write(out.resolve("selection-" + name + ".csv"), lines);
    Files.write(out.resolve("selection-" + name + ".txt"), notes);
    StringBuilder times = new StringBuilder("seconds of selecting so far:");
    seconds.forEach(
        (arm, sum) -> times.append(String.format(Locale.ROOT, " %s %.1f;", arm.title(), sum)));
    System.out.println(times);
  }

  private void forget() {
    scores.clear();
    notes.clear();
    seconds.clear();
    learnt.clear();
    arms.forget();
  }

  /** Makes the tables of what the others wrote; gates that failed are part of them. */
  @Test
  @Order(2)
  void report() throws IOException {
    List<SelectionScore> all = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (String name : List.of("clinc", "housing", "strengths")) {
      Path file = out.resolve("selection-" + name + ".csv");
      Assumptions.assumeTrue(Files.exists(file), () -> "there is no " + file);
      Files.readAllLines(file).stream().skip(1).map(SelectionScore::of).forEach(all::add);
      lines.addAll(Files.readAllLines(out.resolve("selection-" + name + ".txt")));
    }
    SelectionReport report = new SelectionReport(all);
    List.of("P1", "P2", "P3").forEach(data -> lines.addAll(report.tables(data)));
    lines.addAll(report.contrasts());
    lines.addAll(report.costs());
    lines.addAll(report.strengths());
    Files.write(out.resolve("selection.md"), lines);
    lines.forEach(System.out::println);
    // an optimum guarantees that; the other gates are findings
    assertThat(report.leastSpared()).isNotNegative();
  }

  private void say(String line) {
    notes.add(line);
    System.out.println(line);
  }
}
