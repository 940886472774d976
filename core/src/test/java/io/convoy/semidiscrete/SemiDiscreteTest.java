package io.convoy.semidiscrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.Loop;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.SerialRunner;
import io.convoy.iterate.SweepRunner;
import io.convoy.random.SeedStream;
import io.convoy.transport.exact.ExactPlan;
import io.convoy.transport.exact.ExactTransport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemiDiscreteTest {

  private static final SeedStream SEEDS = new SeedStream(5);

  /**
   * Uniform on the unit interval to five sites: {@code h_{i+1} = h_i + (p_i - p_{i+1}) t_i} with t
   * the cumulated weights, and {@code g = 2 h + p^2}.
   */
  @Test
  void onTheIntervalPotentialsAreTheKnownOnes() {
    double[] p = {-1, -0.2, 0.3, 0.9, 2};
    double[] b = {0.1, 0.3, 0.2, 0.25, 0.15};
    double[] h = {0.515, 0.435, 0.235, -0.125, -1.06};
    LawSamples law = new LawSamples(Law.UNIFORM, 1, LawSamples.PIECES);
    try (SemiDiscrete<Integer> problem =
        new SemiDiscrete<>(new SerialRunner<>(law.all()), law, sites(1, p), b, SEEDS)) {
      double[] g = potentials(problem, 4000);
      double[] heights = new double[5];
      Arrays.setAll(heights, j -> (g[j] - p[j] * p[j]) / 2);
      double mean = Arrays.stream(heights).average().orElseThrow();
      for (int j = 0; j < 5; j++) {
        assertThat(heights[j] - mean).isCloseTo(h[j], within(0.01));
      }
      Verification verified = problem.verify(g, 1_000_000);
      assertThat(verified.error()).isLessThan(0.005);
      assertThat(verified.samples()).isGreaterThanOrEqualTo(1_000_000);
      // the exact cost, an integral of squares over five intervals
      double exact = 0;
      double from = 0;
      for (int j = 0; j < 5; j++) {
        double to = from + b[j];
        exact += (Math.pow(to - p[j], 3) - Math.pow(from - p[j], 3)) / 3;
        from = to;
      }
      assertThat(verified.dual()).isCloseTo(exact, within(4 * verified.dualError() + 1e-3));
      assertThat(verified.cost()).isCloseTo(exact, within(0.01));
    }
  }

  @Test
  void newtonEndsWhereAFewStepsOfAscentHaveNotOnTheInterval() {
    double[] p = {-1, -0.2, 0.3, 0.9, 2};
    double[] b = {0.1, 0.3, 0.2, 0.25, 0.15};
    double[] h = {0.515, 0.435, 0.235, -0.125, -1.06};
    LawSamples law = new LawSamples(Law.UNIFORM, 1, LawSamples.PIECES);
    try (SemiDiscrete<Integer> problem =
        new SemiDiscrete<>(new SerialRunner<>(law.all()), law, sites(1, p), b, SEEDS)) {
      double[] g = problem.refine(potentials(problem, 20));
      double[] heights = new double[5];
      Arrays.setAll(heights, j -> (g[j] - p[j] * p[j]) / 2);
      double mean = Arrays.stream(heights).average().orElseThrow();
      for (int j = 0; j < 5; j++) {
        assertThat(heights[j] - mean).isCloseTo(h[j], within(0.005));
      }
    }
  }

  @Test
  void inThePlaneNewtonLeavesAFractionOfTheErrorOfAShortAscent() {
    int m = 200;
    SplittableRandom random = new SplittableRandom(9);
    double[] y = random.doubles(2L * m).toArray();
    double[] b = random.doubles(m, 0.2, 1).toArray();
    double total = Arrays.stream(b).sum();
    Arrays.setAll(b, j -> b[j] / total);
    LawSamples law = new LawSamples(Law.UNIFORM, 2, LawSamples.PIECES);
    try (SemiDiscrete<Integer> problem =
        new SemiDiscrete<>(new SerialRunner<>(law.all()), law, sites(2, y), b, SEEDS)) {
      double[] g = potentials(problem, 20);
      double before = problem.verify(g, 2_000_000).excess();
      double after = problem.verify(problem.refine(g), 2_000_000).excess();
      assertThat(after).isLessThan(before / 3);
    }
  }

  /** For any potentials: intervals hold the true mass in about 95 of 100 cells. */
  @Test
  void confidenceIntervalsHoldWhatTheySay() {
    int m = 400;
    double[] p = new double[m];
    double[] b = new double[m];
    Arrays.setAll(p, j -> (j + 0.5) / m);
    Arrays.fill(b, 1.0 / m);
    LawSamples law = new LawSamples(Law.UNIFORM, 1, LawSamples.PIECES);
    try (SemiDiscrete<Integer> problem =
        new SemiDiscrete<>(new SerialRunner<>(law.all()), law, sites(1, p), b, SEEDS)) {
      // with equal potentials the cells of equidistant sites have equal masses
      Verification exact = problem.verify(new double[m], 200_000);
      assertThat(exact.outside()).isBetween(6, 38);
      assertThat(exact.error()).isCloseTo(exact.noise(), within(0.15 * exact.noise()));
      double[] wrong = new double[m];
      wrong[7] = 1e-4;
      assertThat(problem.verify(wrong, 2_000_000).outside()).isGreaterThan(exact.outside());
    }
  }

  /** A table of samples against the exact solution of the same discrete problem. */
  @ParameterizedTest
  @ValueSource(strings = {"sqeuclidean", "euclidean", "inner-product", "manhattan", "p-norm:3"})
  void aTableIsMovedAtTheExactCost(GroundCost cost) {
    int n = 400;
    int m = 20;
    SplittableRandom random = new SplittableRandom(3);
    double[] a = random.doubles(n).toArray();
    double total = Arrays.stream(a).sum();
    Arrays.setAll(a, i -> a[i] / total);
    double[] x = random.doubles(2L * n).toArray();
    double[] y = random.doubles(2L * m, 0.5, 2).toArray();
    double[] b = new double[m];
    Arrays.setAll(b, j -> (1.0 + j) / (m * (m + 1) / 2.0));
    ExactPlan exact =
        ExactTransport.solve(
            a,
            b,
            (i, j) ->
                cost.between(
                    new double[] {x[2 * i], x[2 * i + 1]}, new double[] {y[2 * j], y[2 * j + 1]}));
    List<PointBlock> blocks = new ArrayList<>();
    for (int from = 0; from < n; from += 50) {
      blocks.add(
          PointBlock.of(
              blocks.size(),
              2,
              Arrays.copyOfRange(x, 2 * from, 2 * from + 100),
              Arrays.copyOfRange(a, from, from + 50)));
    }
    PointCloud sites = PointCloud.of(cost, PointBlock.of(0, 2, y, b), new double[] {0.5, 0.5});
    try (SemiDiscrete<PointBlock> problem =
        new SemiDiscrete<>(new SerialRunner<>(blocks), new TableSamples(), sites, b, SEEDS)) {
      double[] g = potentials(problem, 1000);
      double dual = 0;
      for (int i = 0; i < n; i++) {
        double lowest = Double.POSITIVE_INFINITY;
        int nearest = -1;
        for (int j = 0; j < m; j++) {
          double c =
              cost.between(
                      new double[] {x[2 * i], x[2 * i + 1]}, new double[] {y[2 * j], y[2 * j + 1]})
                  - g[j];
          nearest = c < lowest ? j : nearest;
          lowest = Math.min(lowest, c);
        }
        dual += a[i] * lowest;
        assertThat(problem.map().visit(g, blocks.get(i / 50))[i % 50]).isEqualTo(nearest);
      }
      for (int j = 0; j < m; j++) {
        dual += b[j] * g[j];
      }
      double scale = Math.abs(exact.value());
      assertThat(dual).isBetween(exact.value() - 2e-3 * scale, exact.value() + 1e-12);
      Verification verified = problem.verify(g, 400_000);
      assertThat(verified.dual()).isCloseTo(dual, within(5 * verified.dualError()));
    }
  }

  @Test
  void anAscentThatIsContinuedIsTheAscentThatNeverStopped() {
    LawSamples law = new LawSamples(Law.GAUSSIAN, 2, LawSamples.PIECES);
    double[] b = {0.2, 0.3, 0.5};
    PointCloud sites = sites(2, 0, 0, 1, 1, -1, 2);
    try (SemiDiscrete<Integer> problem =
        new SemiDiscrete<>(new SerialRunner<>(law.all()), law, sites, b, SEEDS)) {
      AscentState whole = problem.ascend(40, Optional.empty(), LoopObserver.none()).state();
      AscentState half = problem.ascend(20, Optional.empty(), LoopObserver.none()).state();
      AscentState rest =
          problem
              .ascend(
                  40, Optional.of(AscentState.fromArrays(half.toArrays(), 3)), LoopObserver.none())
              .state();
      assertThat(rest.average()).isEqualTo(whole.average());
      assertThat(rest.g()).isEqualTo(whole.g());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> AscentState.fromArrays(half.toArrays(), 4))
          .withMessage("the state is of 3 sites, the problem has 4");
    }
  }

  /** Cells much smaller than the cloud: from zero potentials this takes thousands of iterations. */
  @Test
  void manySitesFarFromTheSamplesAreReachedInAFewIterations() {
    int m = 500;
    double[] points = new SplittableRandom(4).doubles(2L * m, -3, 3).toArray();
    double[] b = new double[m];
    Arrays.fill(b, 1.0 / m);
    LawSamples law = new LawSamples(Law.UNIFORM, 2, LawSamples.PIECES);
    try (SemiDiscrete<Integer> problem =
        new SemiDiscrete<>(new SerialRunner<>(law.all()), law, sites(2, points), b, SEEDS)) {
      Verification verified = problem.verify(potentials(problem, 100), 500_000);
      assertThat(verified.excess()).isLessThan(0.08);
      assertThat(Arrays.stream(verified.mass()).min().orElseThrow()).isPositive();
    }
  }

  @Test
  void allRunnersGiveTheSameBits() {
    LawSamples law = new LawSamples(Law.GAUSSIAN, 3, LawSamples.PIECES);
    double[] points = new SplittableRandom(1).doubles(300).toArray();
    double[] b = new double[100];
    Arrays.fill(b, 0.01);
    List<SweepRunner<Integer>> runners =
        List.of(
            new SerialRunner<>(law.all()),
            new MemoryRunner<>(law.all(), ForkJoinPool.commonPool()));
    double[][] found = new double[2][];
    for (int r = 0; r < 2; r++) {
      try (SemiDiscrete<Integer> problem =
          new SemiDiscrete<>(runners.get(r), law, sites(3, points), b, SEEDS)) {
        found[r] = potentials(problem, 10);
      }
    }
    assertThat(found[1]).isEqualTo(found[0]);
  }

  @Test
  void aWeightForEverySiteIsNeeded() {
    LawSamples law = new LawSamples(Law.GAUSSIAN, 1, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SemiDiscrete<>(
                    new SerialRunner<>(law.all()), law, sites(1, 0, 1), new double[1], SEEDS))
        .withMessage("there must be one weight per site, got 1 for 2");
  }

  private static <B> double[] potentials(SemiDiscrete<B> problem, int iterations) {
    Loop.Outcome<AscentState, Cells> outcome =
        problem.ascend(iterations, Optional.empty(), LoopObserver.none());
    assertThat(outcome.trace()).hasSize(iterations);
    return outcome.state().average();
  }

  private static PointCloud sites(int d, double... coordinates) {
    double[] weights = new double[coordinates.length / d];
    Arrays.fill(weights, 1.0 / weights.length);
    return PointCloud.of(
        GroundCost.SQUARED_EUCLIDEAN, PointBlock.of(0, d, coordinates, weights), new double[d]);
  }
}
