package io.convoy.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0", "1, 1", "512.345678, 512.3", "-0.001234567, -0.001235", "1.2345e-7, 1.235e-7",
    "123456.7, 123457", "1e20, 1e20", "NaN, NaN", "100, 100", "0.1, 0.1"
  })
  void fourDigitsAreEnough(double value, String text) {
    assertThat(Numbers.brief(value)).isEqualTo(text);
  }

  @Test
  void integersKeepAllDigits() {
    assertThat(Numbers.brief(123456789L)).isEqualTo("123456789");
    assertThat(Numbers.precise(1000)).isEqualTo("1000");
  }

  @Test
  void longListsShowTheirEnds() {
    assertThat(Numbers.brief(IntStream.range(0, 64).boxed().toList()))
        .isEqualTo("0, 1, ... 63 (64)");
    assertThat(Numbers.brief(List.of("a", "b"))).isEqualTo("a, b");
  }
}
