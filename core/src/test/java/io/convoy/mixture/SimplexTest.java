package io.convoy.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimplexTest {

  /** No point of a fine grid within the caps is nearer than the projection. */
  @Property(tries = 100)
  void noSharesAreNearer(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] point = random.doubles(3, -2, 2).toArray();
    double[] caps = random.doubles(3, 0.34, 1.2).toArray();
    double[] shares = Simplex.project(point, caps);
    double least = squared(point, shares);
    int steps = 100;
    for (int i = 0; i <= steps; i++) {
      for (int j = 0; i + j <= steps; j++) {
        double[] grid = {i / 100.0, j / 100.0, (steps - i - j) / 100.0};
        if (grid[0] <= caps[0] && grid[1] <= caps[1] && grid[2] <= caps[2]) {
          assertThat(squared(point, grid)).isGreaterThanOrEqualTo(least - 1e-12);
        }
      }
    }
  }

  @Property(tries = 300)
  void projectionsAreSharesWithinTheirCaps(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int m) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] point = random.doubles(m, -3, 3).toArray();
    double[] caps = random.doubles(m, 1.0 / m, 1 + 1.0 / m).toArray();
    double[] shares = Simplex.project(point, caps);
    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-12));
    for (int i = 0; i < m; i++) {
      assertThat(shares[i]).isBetween(0.0, caps[i]);
    }
    assertThat(Simplex.project(shares, caps)).containsExactly(shares, within(1e-12));
  }

  @Test
  void capsThatLeaveNoSharesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Simplex.project(new double[] {1, 0}, new double[] {0.5, 0.4}))
        .withMessage("caps must sum to at least 1, got 0.9");
  }

  /** The others give way in proportion, so p . derivative / (1 - p) cannot tell up from down. */
  @Property(tries = 100)
  void constantsDoNotShowInCalibratedDerivatives(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] shares = Simplex.project(random.doubles(4, 0, 1).toArray(), new double[] {1, 1, 1, 1});
    double[] gradient = random.doubles(4, -1, 1).toArray();
    double[] shifted = Arrays.stream(gradient).map(g -> g + 7).toArray();
    assertThat(Simplex.calibrated(shares, shifted))
        .containsExactly(Simplex.calibrated(shares, gradient), within(1e-12));
    double[] derivatives = Simplex.calibrated(shares, gradient);
    double weighted = 0;
    for (int i = 0; i < 4; i++) {
      weighted += shares[i] * (1 - shares[i]) * derivatives[i];
    }
    assertThat(weighted).isCloseTo(0, within(1e-12));
  }

  private static double squared(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (left[i] - right[i]) * (left[i] - right[i]);
    }
    return sum;
  }
}
