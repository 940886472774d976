package io.convoy.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convoy.random.SeedStream;
import io.convoy.robust.Attack;
import io.convoy.robust.Gate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {

  private static final int P = 9;
  private static final int F = 2;
  private static final int D = 4;
  private static final LinearModel MODEL = new LinearModel(LinearModel.Loss.SOFTMAX, D, 2);

  private static Recipe recipe(String rule, Attack attack, Optional<Gate> gate, int perEpoch) {
    return new Recipe(
        rule,
        F,
        attack.equals(Attack.NONE) ? 0 : F,
        attack,
        gate,
        P - F - 1,
        perEpoch == 1 ? 0 : 0.9,
        new Optimizer.Sgd(0, 0),
        1,
        new Schedule.Constant(),
        new Batches(new SeedStream(5), perEpoch),
        40,
        3);
  }

  private static TrainState trained(
      Recipe recipe, List<LabeledRows> rows, int steps, int missing, TrainState from) {
    try (SerialWorkers workers =
        new SerialWorkers(rows, new Worker(MODEL, recipe.batches()), recipe.width(), missing)) {
      Trainer trainer = new Trainer(recipe, MODEL, workers, at -> MODEL.judge(at, rows.get(0)));
      TrainState state = from == null ? trainer.start() : from;
      for (int step = 0; step < steps; step++) {
        state = trainer.step(state, trainer.evaluate(state));
      }
      return state;
    }
  }

  private static double accuracy(TrainState state, List<LabeledRows> rows) {
    Objective.Judgement all =
        rows.stream()
            .map(own -> MODEL.judge(state.memory().parameters(), own))
            .reduce(new Objective.Judgement(0, 0, 0), Objective.Judgement::with);
    return 1 - all.error() / all.weight();
  }

  /** Whole batches and the mean: gradient descent on everybody's rows, worker by worker. */
  @Test
  void averagingWholeBatchesIsGradientDescent() {
    List<LabeledRows> rows = Samples.separable(new SplittableRandom(1), P, 30, D);
    TrainState found =
        trained(recipe("average", Attack.NONE, Optional.empty(), 1), rows, 20, -1, null);
    double[] x = new double[MODEL.parameters()];
    for (int step = 0; step < 20; step++) {
      double[] mean = new double[x.length];
      for (LabeledRows own : rows) {
        double[] slope = MODEL.slope(x, own, Samples.all(own)).gradient();
        for (int k = 0; k < x.length; k++) {
          mean[k] += slope[k] / P;
        }
      }
      for (int k = 0; k < x.length; k++) {
        x[k] -= mean[k];
      }
    }
    for (int k = 0; k < x.length; k++) {
      assertThat(found.memory().parameters()[k]).isCloseTo(x[k], within(1e-5)); // sent in float
    }
  }

  @ParameterizedTest
  @EnumSource(value = Attack.Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "SLOW")
  void theDefaultRuleLearnsUnderEveryAttack(Attack.Kind kind) {
    List<LabeledRows> rows = Samples.separable(new SplittableRandom(2), P, 40, D);
    List<LabeledRows> honest = rows.subList(0, P - F);
    Attack attack = Attack.parse(kind.toString());
    SpoiledRows spoiled = new SpoiledRows(attack, kind == Attack.Kind.NONE ? P : P - F, 2);
    TrainState state =
        trained(
            recipe("nnm+trimmed-mean", attack, Optional.of(new Gate(Gate.USUAL)), 4),
            rows.stream().map(spoiled::of).toList(),
            160,
            -1,
            null);
    assertThat(accuracy(state, honest)).isGreaterThan(0.94);
    assertThat(state.curve()).hasSize(2 * 40);
  }

  @Test
  void whatIsNotFiniteIsDroppedAndNamed() {
    List<LabeledRows> rows = Samples.separable(new SplittableRandom(3), P, 40, D);
    TrainState state =
        trained(
            recipe("average", Attack.parse("nan"), Optional.of(new Gate(Gate.USUAL)), 4),
            rows,
            40,
            3,
            null);
    assertThat(state.ledger().dropped()).isEqualTo(120);
    assertThat(state.ledger().suspects())
        .containsEntry(3, "absent 40 times")
        .containsEntry(7, "not-finite 40 times")
        .containsEntry(8, "not-finite 40 times");
    assertThat(accuracy(state, rows.subList(0, P - F))).isGreaterThan(0.9);
  }

  @Test
  void withoutAGateOneNanSpoilsTheAverage() {
    List<LabeledRows> rows = Samples.separable(new SplittableRandom(3), P, 40, D);
    TrainState state =
        trained(recipe("average", Attack.parse("nan"), Optional.empty(), 4), rows, 2, -1, null);
    assertThat(state.memory().parameters()[0]).isNaN();
  }

  @Test
  void liarsWhoPointElsewhereAreNamed() {
    List<LabeledRows> rows = Samples.separable(new SplittableRandom(4), P, 40, D);
    TrainState state =
        trained(
            recipe("nnm+trimmed-mean", Attack.parse("sign-flip"), Optional.empty(), 4),
            rows,
            60,
            -1,
            null);
    assertThat(state.ledger().suspects()).containsOnlyKeys(7, 8);
    assertThat(state.ledger().suspects().get(7)).isEqualTo("points elsewhere");
  }

  @Test
  void tooFewWorkersEndTheStep() {
    List<LabeledRows> rows = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < P; i++) {
      LabeledRows own = Samples.random(random, i, 5, D, 2);
      double[] labels = new double[5];
      Arrays.fill(labels, i < 4 ? Double.NaN : 1);
      rows.add(own.withLabels(labels));
    }
    assertThatThrownBy(
            () ->
                trained(
                    recipe("median", Attack.NONE, Optional.of(new Gate(Gate.USUAL)), 1),
                    rows,
                    1,
                    -1,
                    null))
        .isInstanceOf(QuorumException.class)
        .hasMessageStartingWith("step 1: 5 of 9 workers gave a usable gradient, and quorum is 6");
  }

  @Test
  void aStateThatWasWrittenGoesOnWithTheSameBits() {
    List<LabeledRows> rows = Samples.separable(new SplittableRandom(6), P, 20, D);
    Recipe recipe = recipe("flag", Attack.parse("stale"), Optional.of(new Gate(Gate.USUAL)), 1);
    TrainState whole = trained(recipe, rows, 30, -1, null);
    TrainState half = trained(recipe, rows, 13, -1, null);
    TrainState rest = trained(recipe, rows, 17, -1, TrainState.fromArrays(half.toArrays()));
    assertThat(rest.memory().parameters()).isEqualTo(whole.memory().parameters());
    assertThat(rest.curve()).isEqualTo(whole.curve());
    assertThat(rest.ledger().agreement(2)).isEqualTo(whole.ledger().agreement(2));
  }
}
