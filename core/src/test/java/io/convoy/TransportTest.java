package io.convoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.GroundCost;
import io.convoy.transport.MarginalRule;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {

  private static double[][] cloud(long seed, int n, int d) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[n][d];
    for (double[] point : points) {
      Arrays.setAll(point, k -> random.nextDouble());
    }
    return points;
  }

  private static double[] weights(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] weights = random.doubles(n, 0.5, 1.5).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / sum).toArray();
  }

  private static double[][] moved(double[][] points, double... by) {
    return Arrays.stream(points)
        .map(x -> IntStream.range(0, x.length).mapToDouble(k -> x[k] + by[k]).toArray())
        .toArray(double[][]::new);
  }

  /** Every pair, from the potentials by the definition of the plan. */
  private static double[][] plan(
      TransportSolution solution, double[][] x, double[] a, double[][] y, double[] b) {
    double[] f = solution.sourcePotentials();
    double[] g = solution.targetPotentials();
    double[][] plan = new double[x.length][y.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        double cost = GroundCost.SQUARED_EUCLIDEAN.between(x[i], y[j]);
        plan[i][j] = a[i] * b[j] * Math.exp((f[i] + g[j] - cost) / solution.epsilon());
      }
    }
    return plan;
  }

  @Property(tries = 20)
  void aTranslationCostsItsSquaredLength(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -2, max = 2) double s,
      @ForAll @DoubleRange(min = -2, max = 2) double t) {
    double[][] x = cloud(seed, 40, 2);
    TransportSolution solution =
        Transport.between(x, moved(x, s, t)).epsilon(1e-3).tolerance(1e-6).solve();
    double expected = s * s + t * t;
    assertThat(solution.exactLower()).isLessThanOrEqualTo(expected + 1e-6);
    assertThat(solution.exactUpper()).isGreaterThanOrEqualTo(expected - 1e-6);
    assertThat(solution.bracket().width()).isBetween(-1e-6, 0.02);
  }

  @Property(tries = 20)
  void onALineTheBracketHoldsTheCostOfSortedPoints(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 200) int n) {
    double[][] x = cloud(seed, n, 1);
    double[][] y = cloud(seed + 1, n, 1);
    double[] left = Arrays.stream(x).mapToDouble(p -> p[0]).sorted().toArray();
    double[] right = Arrays.stream(y).mapToDouble(p -> p[0]).sorted().toArray();
    double expected =
        IntStream.range(0, n).mapToDouble(i -> Math.abs(left[i] - right[i])).sum() / n;
    Bracket bracket = Transport.between(x, y).cost("euclidean").solve().bracket();
    assertThat(bracket.lower()).isLessThanOrEqualTo(expected + 1e-6);
    assertThat(bracket.upper()).isGreaterThanOrEqualTo(expected - 1e-6);
  }

  @Property(tries = 15)
  void potentialsMeetTheMarginalsAndPlanIsTheirs(@ForAll long seed) {
    double[][] x = cloud(seed, 70, 3);
    double[][] y = cloud(seed + 1, 90, 3);
    double[] a = weights(seed + 2, 70);
    double[] b = weights(seed + 3, 90);
    TransportSolution solution =
        Transport.between(x, y).weights(a, b).precision("double").tolerance(1e-7).solve();
    assertThat(solution.converged()).isTrue();
    double[][] plan = plan(solution, x, a, y, b);
    double cost = 0;
    double error = 0;
    double[] columns = new double[90];
    for (int i = 0; i < 70; i++) {
      assertThat(Arrays.stream(plan[i]).sum()).isCloseTo(a[i], within(1e-12));
      for (int j = 0; j < 90; j++) {
        columns[j] += plan[i][j];
        cost += plan[i][j] * GroundCost.SQUARED_EUCLIDEAN.between(x[i], y[j]);
      }
    }
    for (int j = 0; j < 90; j++) {
      error += Math.abs(columns[j] - b[j]);
    }
    assertThat(error).isLessThan(2e-7).isCloseTo(solution.marginalError(), within(1e-10));
    assertThat(solution.cost()).isCloseTo(cost, within(1e-10));
    assertThat(solution.dual()).isLessThan(solution.cost() + 10 * solution.epsilon());
    assertThat(solution.gap()).isBetween(0.0, 1e-5);
    assertThat(solution.mass()).isCloseTo(1, within(1e-9));

    List<PlanEntry> all = solution.plan(100);
    assertThat(all).hasSize(70 * 90);
    assertThat(all)
        .allSatisfy(
            entry ->
                assertThat(entry.mass())
                    .isCloseTo(plan[entry.source()][entry.target()], within(1e-12)));
    List<PlanEntry> largest = solution.plan(2);
    for (int i = 0; i < 70; i++) {
      double[] sorted = Arrays.stream(plan[i]).sorted().toArray();
      assertThat(largest.get(2 * i).source()).isEqualTo(i);
      assertThat(largest.get(2 * i).mass()).isCloseTo(sorted[89], within(1e-12));
      assertThat(largest.get(2 * i + 1).mass()).isCloseTo(sorted[88], within(1e-12));
    }

    double[][] images = solution.map(x);
    for (int i = 0; i < 70; i++) {
      for (int k = 0; k < 3; k++) {
        double mean = 0;
        for (int j = 0; j < 90; j++) {
          mean += plan[i][j] * y[j][k] / a[i];
        }
        assertThat(images[i][k]).isCloseTo(mean, within(1e-10));
      }
    }
  }

  @Property(tries = 10)
  void rowsOfWeightZeroTakeNoPart(@ForAll long seed) {
    double[][] x = cloud(seed, 30, 2);
    double[][] y = cloud(seed + 1, 40, 2);
    double[] a = weights(seed + 2, 30);
    double[] b = weights(seed + 3, 40);
    TransportSolution solution = Transport.between(x, y).weights(a, b).solve();

    double[][] more = Arrays.copyOf(x, 31);
    more[30] = more[4];
    more[4] = new double[] {1e6, -1e6};
    double[] padded = Arrays.copyOf(a, 31);
    padded[30] = padded[4];
    padded[4] = 0;
    double[][] others = new double[41][];
    double[] otherWeights = new double[41];
    others[0] = new double[] {7, 7};
    System.arraycopy(y, 0, others, 1, 40);
    System.arraycopy(b, 0, otherWeights, 1, 40);
    TransportSolution same = Transport.between(more, others).weights(padded, otherWeights).solve();

    assertThat(same.cost()).isCloseTo(solution.cost(), within(1e-6));
    assertThat(same.sourcePotentials()).hasSize(31);
    assertThat(same.sourcePotentials()[4]).isNaN();
    assertThat(same.targetPotentials()[0]).isNaN();
    assertThat(same.targetPotentials()[1]).isCloseTo(solution.targetPotentials()[0], within(1e-3));
    assertThat(same.plan(1)).hasSize(30).noneMatch(entry -> entry.source() == 4);
    assertThat(same.plan(1)).noneMatch(entry -> entry.target() == 0);
  }

  @Property(tries = 10)
  void theOrderOfRowsDoesNotMatter(@ForAll long seed) {
    double[][] x = cloud(seed, 50, 2);
    double[][] y = cloud(seed + 1, 60, 2);
    double[][] backwards = new double[50][];
    Arrays.setAll(backwards, i -> x[49 - i]);
    Transport there = Transport.between(x, y).precision("double").tolerance(1e-9);
    TransportSolution solution = there.solve();
    TransportSolution turned =
        Transport.between(backwards, y).precision("double").tolerance(1e-9).solve();
    assertThat(turned.cost()).isCloseTo(solution.cost(), within(1e-8));
    double[] f = solution.sourcePotentials();
    double[] h = turned.sourcePotentials();
    double[] g = solution.targetPotentials();
    double[] k = turned.targetPotentials();
    for (int i = 0; i < 50; i++) { // potentials are known up to a constant
      assertThat(h[49 - i] + k[0]).isCloseTo(f[i] + g[0], within(1e-6));
    }
  }

  @Property(tries = 10)
  void divergenceIsZeroBetweenEqualCloudsAndPositiveBetweenOthers(@ForAll long seed) {
    double[][] x = cloud(seed, 50, 2);
    assertThat(Transport.between(x, x).tolerance(1e-6).solve().divergence())
        .isCloseTo(0, within(1e-6));
    TransportSolution shifted = Transport.between(x, moved(x, 1, 0)).tolerance(1e-6).solve();
    // a translation moves the mean alone, and the divergence is without the entropy's shrinking
    assertThat(shifted.divergence()).isCloseTo(1, within(1e-4));
    assertThat(shifted.divergenceBracket().lower()).isLessThanOrEqualTo(shifted.divergence());
    assertThat(shifted.divergenceBracket().upper()).isGreaterThanOrEqualTo(shifted.divergence());
  }

  /** Of a size that is swept in spatial order, with skipping, and in many blocks. */
  @Test
  void threadsDoNotChangeBits() {
    double[][] x = cloud(1, 2000, 2);
    double[][] y = cloud(2, 1500, 2);
    Transport question = Transport.between(x, y).epsilon("0.02std");
    TransportSolution alone = question.solve();
    ForkJoinPool pool = new ForkJoinPool(3);
    try {
      for (TransportSolution other :
          List.of(question.threads(2).solve(), question.pool(pool).solve())) {
        assertThat(other.cost()).isEqualTo(alone.cost());
        assertThat(other.exactUpper()).isEqualTo(alone.exactUpper());
        assertThat(other.iterations()).isEqualTo(alone.iterations());
        assertThat(other.sourcePotentials()).isEqualTo(alone.sourcePotentials());
        assertThat(other.targetPotentials()).isEqualTo(alone.targetPotentials());
        assertThat(other.plan(2)).isEqualTo(alone.plan(2));
        assertThat(other.map(x)).isDeepEqualTo(alone.map(x));
      }
      assertThat(question.pool(pool).solve().divergence()).isEqualTo(alone.divergence());
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void whoeverChangesTheArraysChangesNothing() {
    double[][] x = cloud(3, 20, 2);
    double[][] y = cloud(4, 20, 2);
    double[] a = weights(5, 20);
    double[] b = weights(6, 20);
    Transport question = Transport.between(x, y).weights(a, b);
    double before = question.solve().cost();
    x[0][0] = 100;
    y[0] = null;
    a[0] = 0;
    b[0] = 7;
    assertThat(question.solve().cost()).isEqualTo(before);
  }

  @Test
  void everyVerbReturnsAnotherQuestion() {
    Transport question = Transport.between(cloud(7, 20, 2), cloud(8, 20, 2));
    double before = question.solve().cost();
    assertThat(question.epsilon(1).solve().epsilon()).isEqualTo(1);
    assertThat(question.blur(0.5).solve().epsilon()).isEqualTo(0.5);
    assertThat(question.epsilon("2").solve().epsilon()).isEqualTo(2);
    assertThat(question.maxIterations(1).solve().converged()).isFalse();
    assertThat(question.solver("sinkhorn").anneal(false).solve().cost())
        .isCloseTo(before, within(1e-3));
    assertThat(question.cost(GroundCost.EUCLIDEAN).solve().cost()).isGreaterThan(before);
    assertThat(question.solve().cost()).isEqualTo(before);
  }

  @Test
  void relaxedMarginalsMoveLessWhereItIsFar() {
    double[][] x = {{0}, {0}, {10}};
    double[][] y = {{0}, {0}, {0}};
    Transport question = Transport.between(x, y).epsilon(0.1);
    assertThat(question.solve().mass()).isCloseTo(1, within(1e-4));
    // a row that is too far moves nothing, and then (a b)^((rho + epsilon) / (2 rho + epsilon))
    assertThat(question.marginals("kl:0.5").solve().mass())
        .isCloseTo(Math.pow(2.0 / 3, 0.6 / 1.1), within(1e-3));
    assertThat(question.marginals("exact", "kl:0.5").solve().mass()).isCloseTo(1, within(1e-3));
    assertThat(question.marginals(new MarginalRule.Tv(1)).solve().mass())
        .isCloseTo(2.0 / 3, within(1e-3));
    TransportSolution half = question.mass(0.5).solve();
    assertThat(half.mass()).isCloseTo(0.5, within(1e-4));
    assertThat(half.exactLower()).isLessThanOrEqualTo(half.exactUpper());
  }

  @Test
  void anEpsilonBelowRoundingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Transport.between(new double[][] {{0}, {1}}, new double[][] {{2}})
                    .epsilon(1e-20)
                    .solve())
        .withMessageContaining("epsilon must be above the rounding of the costs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mahalanobis", "p-norm", ""})
  void costsAreNamed(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Transport.between(cloud(1, 2, 2), cloud(2, 2, 2)).cost(name))
        .withMessageStartingWith("cost must be one of sqeuclidean, euclidean, ")
        .withMessageEndingWith("got '" + name + "'");
  }
}
