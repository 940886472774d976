package io.convoy.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MixtureAscentTest {

  private static final double[] FREE = {1, 1, 1};
  private static final List<double[]> STARTS =
      List.of(
          new double[] {1, 0, 0},
          new double[] {0, 1, 0},
          new double[] {0, 0, 1},
          new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0});

  /** A well: minus a squared distance, whose largest place on the simplex is a projection. */
  private static MixtureAscent.Slope well(double[] top, double scale, double[] shares) {
    double value = 0;
    double[] gradient = new double[3];
    for (int i = 0; i < 3; i++) {
      value -= scale * (shares[i] - top[i]) * (shares[i] - top[i]);
      gradient[i] = -2 * scale * (shares[i] - top[i]);
    }
    return new MixtureAscent.Slope(value, gradient);
  }

  @Property(tries = 100)
  void theTopOfAConcaveValueIsFoundUnderCaps(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] top = random.doubles(3, -0.5, 1.5).toArray();
    double[] caps = random.doubles(3, 0.35, 1.1).toArray();
    double scale = Math.exp(random.nextDouble(-8, 8));
    MixtureAscent.Top found = MixtureAscent.climb(shares -> well(top, scale, shares), caps, STARTS);
    assertThat(found.shares()).containsExactly(Simplex.project(top, caps), within(1e-3));
  }

  @Property(tries = 50)
  void noStepGoesDownAndNoStartIsLeftBehind(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] wave = random.doubles(6, 1, 9).toArray();
    MixtureAscent.Objective hills =
        shares -> {
          double value = 0;
          double[] gradient = new double[3];
          for (int i = 0; i < 3; i++) {
            value += Math.sin(wave[i] * shares[i] + wave[3 + i]);
            gradient[i] = wave[i] * Math.cos(wave[i] * shares[i] + wave[3 + i]);
          }
          return new MixtureAscent.Slope(value, gradient);
        };
    MixtureAscent.Top top = MixtureAscent.climb(hills, FREE, STARTS);
    for (double[] start : STARTS) {
      assertThat(top.slope().value()).isGreaterThanOrEqualTo(hills.at(start).value());
      MixtureAscent.Top own = MixtureAscent.climb(hills, FREE, List.of(start));
      assertThat(own.slope().value())
          .isGreaterThanOrEqualTo(hills.at(start).value())
          .isLessThanOrEqualTo(top.slope().value());
    }
  }
}
