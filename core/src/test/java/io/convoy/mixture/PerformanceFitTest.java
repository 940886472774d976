package io.convoy.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PerformanceFitTest {

  private record Runs(double[][] shares, double[] costs) {

    /** Runs at random mixtures, whose costs are no function of the regressors. */
    static Runs random(long seed, int n, int m) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] shares = new double[n][];
      double[] costs = new double[n];
      for (int r = 0; r < n; r++) {
        double[] raw = random.doubles(m, 0.01, 1).toArray();
        double sum = Arrays.stream(raw).sum();
        shares[r] = Arrays.stream(raw).map(x -> x / sum).toArray();
        costs[r] = 80 + 10 * random.nextDouble();
      }
      return new Runs(shares, costs);
    }

    double[] performances(Performance law) {
      double[] values = new double[costs.length];
      Arrays.setAll(values, r -> law.value(shares[r], costs[r]));
      return values;
    }
  }

  private static Performance law(PerformanceForm form, long seed, int m) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] zeros = new double[m];
    double[] c1 = random.doubles(m, -1, 1).toArray();
    if (form == PerformanceForm.SHARES) {
      return new Performance(0, zeros, zeros, 0, c1, zeros);
    }
    double b0 = -0.02 * random.nextDouble();
    if (form == PerformanceForm.LINEAR) {
      return new Performance(b0, zeros, zeros, random.nextDouble(), c1, zeros);
    }
    return new Performance(
        b0,
        random.doubles(m, -0.01, 0.01).toArray(),
        random.doubles(m, -0.01, 0.01).toArray(),
        random.nextDouble(),
        c1,
        random.doubles(m, -1, 1).toArray());
  }

  /** Coefficients are not unique where shares sum to 1; the function of mixtures is. */
  @Property(tries = 60)
  void lawsOfTheFormAreRecovered(
      @ForAll long seed, @ForAll PerformanceForm form, @ForAll @IntRange(min = 2, max = 5) int m) {
    int n = 2 * form.coefficients(m);
    Performance law = law(form, seed, m);
    Runs seen = Runs.random(seed + 1, n, m);
    PerformanceFit fit =
        PerformanceFit.of(form, seen.shares(), seen.costs(), seen.performances(law));
    assertThat(fit.rank()).isEqualTo(form.coefficients(m));
    Runs unseen = Runs.random(seed + 2, 10, m);
    assertThat(unseen.performances(fit.performance()))
        .containsExactly(unseen.performances(law), within(1e-6));
    assertThat(fit.rSquared()).isCloseTo(1, within(1e-6));
    assertThat(PerformanceFit.meanMagnitude(fit.leftOut())).isLessThan(1e-6);
  }

  /** Allen's formula: the residual of a run left out is its own over what it does not explain. */
  @Property(tries = 30)
  void leavingOneOutIsWhatTheHatMatrixSays(@ForAll long seed) {
    Runs runs = Runs.random(seed, 12, 2);
    SplittableRandom random = new SplittableRandom(seed + 1);
    double[] noise = random.doubles(12).toArray();
    PerformanceFit fit =
        PerformanceFit.of(PerformanceForm.SHARES, runs.shares(), runs.costs(), noise);
    for (int r = 0; r < 12; r++) {
      double leverage = leverage(runs.shares(), r);
      assertThat(fit.leftOut()[r]).isCloseTo(fit.residuals()[r] / (1 - leverage), within(1e-9));
    }
  }

  /** Of two regressors, by Cramer's rule. */
  private static double leverage(double[][] x, int row) {
    double aa = 0;
    double ab = 0;
    double bb = 0;
    for (double[] p : x) {
      aa += p[0] * p[0];
      ab += p[0] * p[1];
      bb += p[1] * p[1];
    }
    double[] p = x[row];
    return (bb * p[0] * p[0] - 2 * ab * p[0] * p[1] + aa * p[1] * p[1]) / (aa * bb - ab * ab);
  }

  @Property(tries = 30)
  void gradientsAreSlopes(@ForAll long seed) {
    Performance law = law(PerformanceForm.FULL, seed, 3);
    double[] costSlopes = {5, -3, 1}; // as if the cost were linear
    double[] at = {0.2, 0.5, 0.3};
    double[] gradient = law.gradient(at, cost(at, costSlopes), costSlopes);
    for (int i = 0; i < 3; i++) {
      double[] more = at.clone();
      double[] less = at.clone();
      more[i] += 1e-5;
      less[i] -= 1e-5;
      double slope =
          (law.value(more, cost(more, costSlopes)) - law.value(less, cost(less, costSlopes)))
              / 2e-5;
      assertThat(gradient[i]).isCloseTo(slope, within(1e-8));
    }
  }

  private static double cost(double[] shares, double[] slopes) {
    double cost = 90;
    for (int i = 0; i < shares.length; i++) {
      cost += slopes[i] * shares[i];
    }
    return cost;
  }

  @Test
  void runsThatAreAllAlikeHaveNoVarianceToExplain() {
    double[][] shares = {{0.5, 0.5}, {0.2, 0.8}, {0.9, 0.1}};
    PerformanceFit fit =
        PerformanceFit.of(
            PerformanceForm.SHARES, shares, new double[] {1, 2, 3}, new double[] {4, 4, 4});
    assertThat(fit.rSquared()).isNaN();
    assertThat(fit.performance().value(new double[] {0.3, 0.7}, 9)).isCloseTo(4, within(1e-9));
  }
}
