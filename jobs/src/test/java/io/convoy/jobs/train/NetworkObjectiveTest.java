package io.convoy.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.util.Utils;
import io.convoy.geometry.PointBlock;
import io.convoy.training.LabeledRows;
import io.convoy.training.LinearModel;
import io.convoy.training.Objective;
import io.convoy.training.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkObjectiveTest {

  private static final int D = 16;
  private static final int CLASSES = 3;

  private static LabeledRows rows(int count) {
    SplittableRandom random = new SplittableRandom(count);
    double[] x = random.doubles((long) count * D, -1, 1).toArray();
    double[] weights = random.doubles(count, 0.5, 2).toArray();
    double[] labels = IntStream.range(0, count).mapToDouble(i -> random.nextInt(CLASSES)).toArray();
    return new LabeledRows(PointBlock.of(0, D, x, weights), labels, new long[count]);
  }

  private static int[] all(LabeledRows rows) {
    return IntStream.range(0, rows.rows()).toArray();
  }

  @Test
  void theEngineIsOfflineAndTellsNobody() {
    System.clearProperty("ai.djl.offline");
    System.clearProperty("OPT_OUT_TRACKING");
    NetworkObjective.of(TorchScriptFile.linear(new float[CLASSES * D], new float[3]), D, CLASSES);
    assertThat(Utils.isOfflineMode()).isTrue();
    assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
  }

  /** PyTorch and our own code, written apart from each other. */
  @Test
  void aLinearModuleIsSoftmaxRegression() {
    SplittableRandom random = new SplittableRandom(1);
    float[] weights = new float[CLASSES * D];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = (float) random.nextDouble(-1, 1);
    }
    float[] biases = {0.5f, -0.25f, 0};
    NetworkObjective module =
        NetworkObjective.of(TorchScriptFile.linear(weights, biases), D, CLASSES);
    LinearModel own = new LinearModel(LinearModel.Loss.SOFTMAX, D, CLASSES);
    double[] start = module.start(0);
    assertThat(start).hasSize(own.parameters());
    assertThat(start[3]).isEqualTo(weights[3]);
    assertThat(start[CLASSES * D]).isEqualTo(0.5);

    LabeledRows rows = rows(29);
    for (int[] some : new int[][] {all(rows), {3, 4, 17}}) {
      Objective.Slope found = module.slope(start, rows, some);
      Objective.Slope expected = own.slope(start, rows, some);
      assertThat(found.loss()).isCloseTo(expected.loss(), within(1e-6));
      assertThat(found.gradient()).containsExactly(expected.gradient(), within(1e-6));
    }
    Objective.Judgement judged = module.judge(start, rows);
    assertThat(judged.error()).isCloseTo(own.judge(start, rows).error(), within(1e-9));
    assertThat(judged.loss()).isCloseTo(own.judge(start, rows).loss(), within(1e-4));
  }

  @Test
  void slopesAreDerivatives() {
    for (NetworkObjective network :
        List.of(
            NetworkObjective.of(new ModelName.Perceptron(List.of(7, 5)), D, CLASSES),
            NetworkObjective.of(new ModelName.Convolution(List.of(2, 3)), D, CLASSES))) {
      LabeledRows rows = rows(40);
      double[] at = network.start(3);
      Objective.Slope slope = network.slope(at, rows, all(rows));
      double[] there = at.clone();
      double square = 0;
      for (double value : slope.gradient()) {
        square += value * value;
      }
      double step = 1e-3 / Math.sqrt(square); // along the slope: one number that all shares in
      for (int k = 0; k < at.length; k++) {
        there[k] += step * slope.gradient()[k];
      }
      double up = network.slope(there, rows, all(rows)).loss();
      assertThat((up - slope.loss()) / step).isCloseTo(square, within(0.05 * square));
    }
  }

  @Test
  void shapesAreThoseOfTheNames() {
    assertThat(
            NetworkObjective.of(new ModelName.Perceptron(List.of(7)), D, CLASSES).tensors().stream()
                .map(Tensor::shape))
        .containsExactly(List.of(7, 16), List.of(7), List.of(3, 7), List.of(3));
    NetworkObjective images =
        NetworkObjective.of(new ModelName.Convolution(List.of(2, 5)), D, CLASSES);
    assertThat(images.tensors().stream().map(Tensor::shape))
        .containsExactly(
            List.of(2, 1, 3, 3),
            List.of(2),
            List.of(5, 2, 3, 3),
            List.of(5),
            List.of(3, 5),
            List.of(3));
    assertThat(images.tensors().stream().map(Tensor::decays))
        .containsExactly(true, false, true, false, true, false);
    assertThat(images.start(1)).isEqualTo(images.start(1)).isNotEqualTo(images.start(2));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(
            () -> NetworkObjective.of(new ModelName.Convolution(List.of(2)), 15, CLASSES))
        .hasMessage("model conv is for square images, and 15 features are not the pixels of one");
    assertThatThrownBy(() -> NetworkObjective.of(new byte[] {1, 2, 3}, D, CLASSES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("PyTorch refuses it: ");
    NetworkObjective tooMany =
        NetworkObjective.of(TorchScriptFile.linear(new float[4 * D], new float[4]), D, CLASSES);
    assertThatThrownBy(() -> tooMany.slope(tooMany.start(0), rows(5), new int[] {0, 1}))
        .hasMessage("the network must give 3 scores per row, it gives (2, 4) for 2 rows");
  }

  @Test
  void whatCannotBeUsedSpoilsTheSlopeAndNothingAfterIt() {
    NetworkObjective network =
        NetworkObjective.of(new ModelName.Perceptron(List.of(4)), D, CLASSES);
    LabeledRows rows = rows(6);
    double[] at = network.start(3);
    double[] before = network.slope(at, rows, all(rows)).gradient();
    double[] labels = {0, 1, Double.NaN, 1, 1, 1};
    assertThat(network.slope(at, rows.withLabels(labels), all(rows)).gradient()[0]).isNaN();
    double[] x = new double[6 * D];
    x[5] = Double.NaN;
    double[] weights = {1, 1, 1, 1, 1, 1};
    LabeledRows broken = rows.withPoints(PointBlock.of(0, D, x, weights));
    double[] slope = network.slope(at, broken, all(rows)).gradient();
    assertThat(IntStream.range(0, slope.length).anyMatch(k -> Double.isNaN(slope[k]))).isTrue();
    assertThat(network.slope(at, rows, all(rows)).gradient()).isEqualTo(before);
  }
}
