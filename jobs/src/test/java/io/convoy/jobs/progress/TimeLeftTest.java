package io.convoy.jobs.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeLeftTest {

  private final TimeLeft timeLeft = new TimeLeft(new Goal("transport", 1e-4, 1000));

  @Test
  void aGeometricDecreaseIsExtrapolated() {
    // One decade per 10 iterations of 100 ms: from 1e-1 to 1e-4 is 30 iterations, 3 s.
    for (int i = 0; i <= 10; i++) {
      timeLeft.onIteration(i, 0.1, Math.pow(10, -i / 10.0), 100L * i);
    }
    assertThat(timeLeft.estimate().orElseThrow().toMillis()).isBetween(2990L, 3010L);
  }

  @Test
  void theBudgetBoundsAnErrorThatStays() {
    timeLeft.onIteration(998, 0.1, 0.5, 0);
    timeLeft.onIteration(999, 0.1, 0.5, 100);
    assertThat(timeLeft.estimate().orElseThrow().toMillis()).isEqualTo(100);
  }

  @Test
  void aNewLevelStartsAnew() {
    timeLeft.onIteration(1, 0.2, 0.5, 0);
    timeLeft.onIteration(2, 0.2, 0.4, 100);
    timeLeft.onIteration(3, 0.1, 0.6, 200);
    assertThat(timeLeft.estimate()).isEmpty();
  }
}
