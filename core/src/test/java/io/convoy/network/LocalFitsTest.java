package io.convoy.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** Every local model does what its functions say. */
final class LocalFitsTest {

  private static final int ROWS = 20;
  private static final int DIMENSION = 3;

  @Provide
  Arbitrary<LocalModel> models() {
    return Arbitraries.of(
        List.of(
            new LocalModel.Ridge(0.5, true),
            new LocalModel.Ridge(0.01, false),
            new LocalModel.Lasso(2, true),
            new LocalModel.Logistic(0.3, true),
            new LocalModel.Logistic(0.3, false),
            new LocalModel.Margin(0.75),
            new LocalModel.OneClass(0.2),
            new LocalModel.Clustering()));
  }

  private static NodeRows rows(SplittableRandom random) {
    return Nets.rows(2, ROWS, DIMENSION, true, random);
  }

  @Property(tries = 100)
  void theProxIsTheMinimum(
      @ForAll("models") LocalModel model,
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0.05, max = 20) double t) {
    SplittableRandom random = new SplittableRandom(seed);
    LocalFits fits = model.fit(rows(random));
    int p = fits.parameters();
    double[] v = random.doubles(p, -2, 2).toArray();
    double[] x = new double[2 * p];
    double[] memory = new double[fits.memory()];
    for (int call = 0; call < 40; call++) {
      fits.prox(1, t, v, memory, x, p);
    }
    double least = penalized(fits, x, p, v, t);
    for (int trial = 0; trial < 200; trial++) {
      double[] other = x.clone();
      double scale = Math.pow(10, -random.nextDouble(0, 5));
      double moved = 0;
      for (int k = 0; k < p; k++) {
        double step = scale * Nets.normal(random);
        other[p + k] += step;
        moved += step * step;
      }
      // the function is t-strongly convex, so it grows at least this fast from its minimum
      assertThat(penalized(fits, other, p, v, t) - least)
          .isGreaterThanOrEqualTo(t * moved / 2 - 1e-9 * (1 + Math.abs(least)));
    }
  }

  private static double penalized(LocalFits fits, double[] x, int at, double[] v, double t) {
    double square = 0;
    for (int k = 0; k < v.length; k++) {
      square += (x[at + k] - v[k]) * (x[at + k] - v[k]);
    }
    return fits.value(1, x, at) + t * square / 2;
  }

  @Property(tries = 60)
  void aMinimizerIsAtLeastAsGoodAsItsSurroundings(
      @ForAll("models") LocalModel model, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    LocalFits fits = model.fit(rows(random));
    double[] best = fits.minimizers();
    double least = fits.total(best);
    for (int trial = 0; trial < 200; trial++) {
      double[] other = best.clone();
      double scale = Math.pow(10, -random.nextDouble(0, 4));
      for (int k = 0; k < other.length; k++) {
        other[k] += scale * Nets.normal(random);
      }
      assertThat(fits.total(other)).isGreaterThanOrEqualTo(least - 1e-7 * (1 + Math.abs(least)));
    }
  }

  @Property(tries = 60)
  void theConjugateBoundsEveryPlaneFromAboveAndTouchesAtTheGradient(
      @ForAll("models") LocalModel model, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    LocalFits fits = model.fit(rows(random));
    int p = fits.parameters();
    double[] x = random.doubles(2L * p, -2, 2).toArray();
    double[] near = random.doubles(p, -2, 2).toArray();
    double[] h = random.doubles(p, -2, 2).toArray();
    assertThat(fits.conjugate(0, h, near, 0))
        .isGreaterThanOrEqualTo(dot(h, x, p) - fits.value(0, x, 0) - 1e-10);
    double[] gradient = Arrays.copyOf(fits.gradients(x), p);
    double touching = fits.conjugate(0, gradient, x, 0);
    if (Double.isFinite(touching)) {
      assertThat(touching).isCloseTo(dot(gradient, x, p) - fits.value(0, x, 0), within(1e-9));
    }
  }

  private static double dot(double[] a, double[] b, int p) {
    double sum = 0;
    for (int k = 0; k < p; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  @Example
  void aboutTheGivenFractionOfRowsIsOutsideOfOneClass() {
    NodeRows rows = Nets.rows(1, 400, DIMENSION, true, new SplittableRandom(3));
    double[] away = rows.features().clone();
    for (int k = 0; k < away.length; k++) {
      away[k] += 4; // the linear model separates from the origin only
    }
    NodeRows moved = NodeRows.of(DIMENSION, rows.from(), away, rows.labels());
    LocalModel model = new LocalModel.OneClass(0.1);
    double[] x = model.fit(moved).minimizers();
    int outside = 0;
    for (int row = 0; row < 400; row++) {
      outside += model.respond(x, 0, away, row, DIMENSION) < -1e-6 ? 1 : 0;
    }
    assertThat(outside).isBetween(36, 40);
  }

  @Example
  void aNodeWithoutRowsTakesWhatItIsGiven() {
    LocalFits fits =
        new LocalModel.Ridge(1, true)
            .fit(NodeRows.of(1, new int[] {0, 0, 1}, new double[] {2}, new double[] {3}));
    double[] x = new double[4];
    fits.prox(0, 5, new double[] {7, 8}, new double[0], x, 0);
    assertThat(x).containsExactly(7, 8, 0, 0);
    assertThat(fits.value(0, x, 0)).isZero();
    assertThat(fits.conjugate(0, new double[] {0, 1e-3}, x, 0)).isInfinite();
  }

  @Example
  void labelsOfTwoClassesAreSigns() {
    NodeRows rows = NodeRows.of(1, new int[] {0, 1}, new double[] {2}, new double[] {0});
    assertThatThrownBy(() -> new LocalModel.Margin(1).fit(rows))
        .hasMessage("labels of two classes must be -1 or 1, got 0.0 in row 0");
  }
}
