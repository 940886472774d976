package io.convoy.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizerTest {

  private static final List<Tensor> TENSORS =
      List.of(new Tensor("weights", List.of(1, 2), true), new Tensor("bias", List.of(1), false));

  /** The recurrences of the papers, three steps by hand. */
  @Test
  void momentumAndDecayAreThoseOfTheFormula() {
    Optimizer sgd = new Optimizer.Sgd(0.5, 0.1);
    Optimizer.Memory memory = sgd.begin(new double[] {1, -2, 3});
    double x = 1;
    double v = 0;
    double bias = 3;
    double b = 0;
    for (int step = 0; step < 3; step++) {
      memory = sgd.step(memory, new double[] {0.3, 0, -1}, 0.2, TENSORS);
      v = 0.5 * v + 0.3 + 0.1 * x;
      x -= 0.2 * v;
      b = 0.5 * b - 1; // an intercept does not decay
      bias -= 0.2 * b;
    }
    assertThat(memory.parameters()[0]).isCloseTo(x, within(1e-15));
    assertThat(memory.parameters()[2]).isCloseTo(bias, within(1e-15));
  }

  @Test
  void theFirstStepOfAdamIsTheLearningRate() {
    Optimizer adam = new Optimizer.AdamW(0.9, 0.5);
    Optimizer.Memory memory =
        adam.step(adam.begin(new double[] {2, 0, 2}), new double[] {7, -1e-3, 4}, 0.1, TENSORS);
    assertThat(memory.parameters()[0]).isCloseTo(2 - 0.1 - 0.1 * 0.5 * 2, within(1e-6));
    assertThat(memory.parameters()[1]).isCloseTo(0.1, within(1e-5));
    assertThat(memory.parameters()[2]).isCloseTo(2 - 0.1, within(1e-6));
  }

  @Test
  void schedulesFallAsTheySay() {
    assertThat(Schedule.parse("steps:0.2,10").factor(25.5, 30)).isCloseTo(0.04, within(1e-15));
    assertThat(Schedule.parse("cosine").factor(0, 30)).isEqualTo(1);
    assertThat(Schedule.parse("cosine").factor(15, 30)).isCloseTo(0.5, within(1e-15));
    assertThat(Schedule.parse("constant").factor(29, 30)).isEqualTo(1);
    for (String name : List.of("", "steps", "steps:2,1", "steps:0.5,x", "linear")) {
      assertThatThrownBy(() -> Schedule.parse(name)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
