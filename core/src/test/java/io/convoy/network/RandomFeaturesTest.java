package io.convoy.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RandomFeaturesTest {

  private static final int MANY = 20_000;

  @Property(tries = 30)
  void productsOfFeaturesAreTheKernel(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.3, max = 3) double bandwidth,
      @ForAll @Size(3) double[] x,
      @ForAll @Size(3) double[] y) {
    double square = 0;
    for (int k = 0; k < 3; k++) {
      x[k] = Math.tanh(x[k]);
      y[k] = Math.tanh(y[k]);
      square += (x[k] - y[k]) * (x[k] - y[k]);
    }
    RandomFeatures features = new RandomFeatures(3, MANY, bandwidth, seed);
    double[] z = new double[2 * MANY];
    features.apply(x, z, 0);
    features.apply(y, z, MANY);
    double product = 0;
    for (int k = 0; k < MANY; k++) {
      product += z[k] * z[MANY + k];
    }
    // a mean of MANY values in [-2, 2] of variance at most 1: six standard deviations
    assertThat(product)
        .isCloseTo(Math.exp(-square / (2 * bandwidth * bandwidth)), within(6 / Math.sqrt(MANY)));
  }

  @Test
  void equalNumbersGiveEqualBitsAndMoreFeaturesKeepTheFirst() {
    double[] row = {0.3, -1.2};
    double[] few = new double[4];
    double[] many = new double[8];
    new RandomFeatures(2, 4, 0.7, 11).apply(row, few, 0);
    new RandomFeatures(2, 8, 0.7, 11).apply(row, many, 0);
    for (int k = 0; k < 4; k++) {
      assertThat(many[k] * Math.sqrt(2)).isCloseTo(few[k], within(1e-15));
    }
    double[] again = new double[4];
    new RandomFeatures(2, 4, 0.7, 11).apply(row, again, 0);
    assertThat(again).isEqualTo(few);
  }

  @Test
  void aBandwidthOfNothingIsRefused() {
    assertThatThrownBy(() -> new RandomFeatures(2, 4, 0, 1))
        .hasMessageContaining("bandwidth > 0, got 2, 4 and 0.0");
  }
}
