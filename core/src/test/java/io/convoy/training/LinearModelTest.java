package io.convoy.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.PointBlock;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LinearModelTest {

  private static final int D = 5;

  private static final List<LinearModel> MODELS =
      List.of(
          new LinearModel(LinearModel.Loss.SQUARED, D, 1),
          new LinearModel(LinearModel.Loss.SOFTMAX, D, 2),
          new LinearModel(LinearModel.Loss.SOFTMAX, D, 4),
          new LinearModel(LinearModel.Loss.HINGE, D, 2),
          new LinearModel(LinearModel.Loss.HINGE, D, 3));

  @Property(tries = 50)
  void theSlopeIsTheDerivativeOfTheLoss(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (LinearModel model : MODELS) {
      LabeledRows rows = Samples.random(random, 0, 7, D, model.classes());
      double[] at = random.doubles(model.parameters(), -1, 1).toArray();
      int[] all = Samples.all(rows);
      Objective.Slope slope = model.slope(at, rows, all);
      double step = 1e-6;
      for (int k = 0; k < at.length; k++) {
        double[] there = at.clone();
        there[k] += step;
        double up = model.slope(there, rows, all).loss();
        there[k] -= 2 * step;
        double down = model.slope(there, rows, all).loss();
        // a kink of the hinge may lie between; its slope is then between the two sides'
        double tolerance = model.loss() == LinearModel.Loss.HINGE ? 0.7 : 1e-6;
        assertThat(slope.gradient()[k]).isCloseTo((up - down) / (2 * step), within(tolerance));
      }
    }
  }

  @Property(tries = 50)
  void whatIsJudgedIsWhatIsLearned(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (LinearModel model : MODELS) {
      LabeledRows rows = Samples.random(random, 0, 9, D, model.classes());
      double[] at = random.doubles(model.parameters(), -1, 1).toArray();
      Objective.Judgement judged = model.judge(at, rows);
      assertThat(judged.loss() / judged.weight())
          .isCloseTo(model.slope(at, rows, Samples.all(rows)).loss(), within(1e-12));
    }
  }

  /** The binomial deviance by hand. */
  @Test
  void twoClassesAreLogisticRegression() {
    LinearModel model = new LinearModel(LinearModel.Loss.SOFTMAX, 1, 2);
    LabeledRows row =
        new LabeledRows(
            PointBlock.of(0, 1, new double[] {2}, new double[] {1}), new double[] {1}, new long[1]);
    double margin = (0.3 - -0.1) * 2 + (0.7 - 0.2);
    double loss = model.slope(new double[] {-0.1, 0.3, 0.2, 0.7}, row, new int[] {0}).loss();
    assertThat(loss).isCloseTo(Math.log1p(Math.exp(-margin)), within(1e-12));
  }

  @Test
  void aRowThatCannotBeUsedSpoilsTheSlope() {
    for (LinearModel model : MODELS) {
      LabeledRows rows = Samples.random(new SplittableRandom(3), 0, 4, D, model.classes());
      double[] labels = {rows.label(0), Double.NaN, rows.label(2), rows.label(3)};
      Objective.Slope slope =
          model.slope(new double[model.parameters()], rows.withLabels(labels), Samples.all(rows));
      assertThat(slope.loss()).isNaN();
      assertThat(slope.gradient()[0]).isNaN();
    }
  }
}
