package io.convoy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpsilonTest {

  @Property
  void whatIsPrintedIsReadBack(
      @ForAll @DoubleRange(min = 1e-9, max = 1e9) @Scale(9) double value,
      @ForAll Epsilon.Unit unit) {
    Epsilon epsilon = new Epsilon(value, unit);
    assertThat(Epsilon.parse(epsilon.toString())).isEqualTo(epsilon);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "NaN", "Infinity", "0std", "-0.1mean", "std", "1e", "0.1var", ""})
  void whatIsNotPositiveAndFiniteIsRefused(String text) {
    assertThatThrownBy(() -> Epsilon.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("epsilon must be");
  }
}
