package io.convoy.transport.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.DenseCost;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.LbfgsState;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.SerialRunner;
import io.convoy.iterate.StoppingRule;
import io.convoy.iterate.SweepRunner;
import io.convoy.iterate.Termination;
import io.convoy.transport.exact.ExactTransport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SparseTransportTest {

  /** A problem written out: costs by row and column. */
  record Scene(double[] a, double[] b, double[][] costs) {

    static Scene random(long seed, int n, int m) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] costs = new double[n][];
      Arrays.setAll(costs, i -> random.doubles(m, 0, 1).toArray());
      return new Scene(
          normalised(random.doubles(n, 0.5, 1.5).toArray()),
          normalised(random.doubles(m, 0.5, 1.5).toArray()),
          costs);
    }

    /** The spec's histograms: (mean, std) = (20, 5) and (60, 10) on 100 places. */
    static Scene gaussians(double floor) {
      double[][] costs = new double[100][100];
      double[] a = new double[100];
      double[] b = new double[100];
      for (int i = 0; i < 100; i++) {
        a[i] = Math.max(floor, Math.exp(-(i - 20) * (i - 20) / 50.0) / 12.533);
        b[i] = Math.max(floor, Math.exp(-(i - 60) * (i - 60) / 200.0) / 25.066);
        for (int j = 0; j < 100; j++) {
          costs[i][j] = (i - j) * (i - j) / (99.0 * 99.0);
        }
      }
      return new Scene(normalised(a), normalised(b), costs);
    }

    double exact() {
      return ExactTransport.solve(a, b, (i, j) -> costs[i][j]).value();
    }

    List<PointBlock> blocks(int columns) {
      List<PointBlock> blocks = new ArrayList<>();
      for (int from = 0; from < b.length; from += columns) {
        int to = Math.min(b.length, from + columns);
        double[] coordinates = new double[(to - from) * a.length];
        for (int j = from; j < to; j++) {
          for (int i = 0; i < a.length; i++) {
            coordinates[(j - from) * a.length + i] = costs[i][j];
          }
        }
        blocks.add(
            PointBlock.of(blocks.size(), a.length, coordinates, Arrays.copyOfRange(b, from, to)));
      }
      return blocks;
    }

    SparseTransport open(SweepRunner<PointBlock> runner, double gamma, int most) {
      return new SparseTransport(
          runner, new SparseProblem(new DenseCost(a.length), a, gamma, most));
    }

    SparseTransport.Result solve(double gamma, int most, double tolerance, int iterations) {
      try (SparseTransport transport =
          open(new MemoryRunner<>(blocks(7), ForkJoinPool.commonPool()), gamma, most)) {
        return transport.solve(
            0.1, new StoppingRule(tolerance, iterations), Optional.empty(), LoopObserver.none());
      }
    }

    double[][] plan(double gamma, int most, double[] f) {
      double[][] plan = new double[a.length][b.length];
      SweepRunner<PointBlock> runner = new SerialRunner<>(blocks(b.length));
      try (SparseTransport transport = open(runner, gamma, most)) {
        SparsePlan listed = runner.collect("plan", transport.plan(), f).get(0);
        int from = 0;
        for (int j = 0; j < b.length; j++) {
          for (int e = from; e < listed.ends()[j]; e++) {
            plan[listed.rows()[e]][j] = listed.masses()[e];
            assertThat(listed.masses()[e])
                .isCloseTo(
                    (f[listed.rows()[e]] + listed.potentials()[j] - costs[listed.rows()[e]][j])
                        / gamma,
                    within(1e-9));
          }
          from = listed.ends()[j];
        }
      }
      return plan;
    }

    private static double[] normalised(double[] weights) {
      double sum = Arrays.stream(weights).sum();
      return Arrays.stream(weights).map(w -> w / sum).toArray();
    }
  }

  /** With one entry a column the semi-dual is that of the unregularised problem, shifted. */
  @Property(tries = 10)
  void oneEntryPerColumnHasTheValueOfTheUnregularisedProblem(@ForAll long seed) {
    Scene scene = Scene.random(seed, 6, 9);
    double gamma = 0.3;
    double shift = gamma / 2 * Arrays.stream(scene.b()).map(b -> b * b).sum();
    SparseTransport.Result result = scene.solve(gamma, 1, 1e-9, 3000);
    double best = result.trace().stream().mapToDouble(r -> r.objective()).max().orElseThrow();
    assertThat(best).isLessThanOrEqualTo(scene.exact() + shift + 1e-9);
    assertThat(best).isCloseTo(scene.exact() + shift, within(0.02));
    assertThat(result.evaluation().longest()).isEqualTo(1);
  }

  @Property(tries = 20)
  void unboundedColumnsMeetTheConditionsOfTheQuadraticProblem(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int n,
      @ForAll @IntRange(min = 1, max = 30) int m) {
    Scene scene = Scene.random(seed, n, m);
    double gamma = 2;
    SparseTransport.Result result = scene.solve(gamma, n, 1e-9, 3000);
    assertThat(result.termination()).isInstanceOf(Termination.Converged.class);
    double[] f = result.rowPotentials();
    double[][] plan = scene.plan(gamma, n, f);
    double cost = 0;
    double squares = 0;
    for (int j = 0; j < m; j++) {
      double mass = 0;
      for (int i = 0; i < n; i++) {
        mass += plan[i][j];
        cost += plan[i][j] * scene.costs()[i][j];
        squares += plan[i][j] * plan[i][j];
      }
      assertThat(mass).isCloseTo(scene.b()[j], within(1e-12));
    }
    for (int i = 0; i < n; i++) {
      assertThat(Arrays.stream(plan[i]).sum()).isCloseTo(scene.a()[i], within(1e-8));
    }
    assertThat(result.evaluation().cost()).isCloseTo(cost, within(1e-12));
    assertThat(result.evaluation().penalty()).isCloseTo(gamma / 2 * squares, within(1e-12));
    // primal equals dual: nothing is better
    assertThat(result.evaluation().value()).isCloseTo(cost + gamma / 2 * squares, within(1e-8));
    assertThat(result.evaluation().lower()).isLessThanOrEqualTo(scene.exact() + 1e-9);
  }

  /** Where the bounded plan is feasible and costs what the dual says, there is no gap. */
  @Test
  void fewEntriesLeaveAGapOrNone() {
    Scene scene = Scene.random(5, 4, 3);
    double gamma = 0.5;
    for (int most = 3; most <= 4; most++) {
      SparseTransport.Result result = scene.solve(gamma, most, 1e-9, 3000);
      assertThat(result.termination()).isInstanceOf(Termination.Converged.class);
      assertThat(result.evaluation().value())
          .isCloseTo(result.evaluation().cost() + result.evaluation().penalty(), within(1e-8));
    }
    double best = Double.POSITIVE_INFINITY;
    int[] pairs = {3, 5, 6, 9, 10, 12};
    for (int support = 0; support < 216; support++) {
      double[][] costs = new double[4][3];
      for (int j = 0; j < 3; j++) {
        int allowed = pairs[support / (int) Math.pow(6, j) % 6];
        for (int i = 0; i < 4; i++) {
          costs[i][j] = (allowed >> i & 1) == 1 ? scene.costs()[i][j] : 100;
        }
      }
      best =
          Math.min(
              best,
              new Scene(scene.a(), scene.b(), costs)
                  .solve(gamma, 4, 1e-8, 2000)
                  .evaluation()
                  .value());
    }
    SparseTransport.Result two = scene.solve(gamma, 2, 1e-9, 3000);
    double value = two.trace().stream().mapToDouble(r -> r.objective()).max().orElseThrow();
    assertThat(value).isLessThanOrEqualTo(best + 1e-7);
  }

  /** Small bounds cost smoothness: the rows' masses are the less exact the fewer entries. */
  @Test
  void gaussianHistogramsAreAsInTheReference() {
    assertThat(Scene.gaussians(1e-60).exact()).isCloseTo(0.165806, within(1e-6));
    Scene scene = Scene.gaussians(1e-6);
    SparseTransport.Result quadratic = scene.solve(0.1, 100, 1e-6, 1500);
    assertThat(quadratic.evaluation().error()).isLessThan(5e-3);
    assertThat(quadratic.evaluation().value()).isCloseTo(0.1663, within(3e-4));
    assertThat(quadratic.evaluation().longest()).isBetween(4, 6);
    double error = 0;
    for (int most : new int[] {5, 2, 1}) {
      SparseTransport.Result result = scene.solve(0.1, most, 1e-6, 500);
      assertThat(result.evaluation().longest()).isLessThanOrEqualTo(most);
      assertThat(result.evaluation().error()).isGreaterThanOrEqualTo(error);
      error = result.evaluation().error();
    }
    // the reference's L-BFGS ends at 0.016, 0.19 and 0.30
    assertThat(error).isBetween(0.05, 0.31);
  }

  @Test
  void blocksAndResumptionDoNotShow() {
    Scene scene = Scene.random(8, 12, 40);
    List<PointBlock> blocks = scene.blocks(5);
    List<LbfgsState> states = new ArrayList<>();
    SparseTransport.Result whole;
    try (SparseTransport transport = scene.open(new SerialRunner<>(blocks), 1, 3)) {
      whole =
          transport.solve(
              0.1,
              new StoppingRule(1e-12, 60),
              Optional.empty(),
              (state, reading) -> states.add(state));
    }
    LbfgsState middle = LbfgsState.fromArrays(states.get(10).toArrays(), 12);
    try (SparseTransport transport =
        scene.open(new MemoryRunner<>(blocks, ForkJoinPool.commonPool()), 1, 3)) {
      SparseTransport.Result resumed =
          transport.solve(
              0.1, new StoppingRule(1e-12, 60), Optional.of(middle), LoopObserver.none());
      assertThat(resumed.rowPotentials()).containsExactly(whole.rowPotentials());
      assertThat(resumed.evaluation().value()).isEqualTo(whole.evaluation().value());
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LbfgsState.fromArrays(middle.toArrays(), 13))
        .withMessage("the state is of 12 unknowns, there are 13");
  }

  @Property(tries = 100)
  void aColumnIsTheNearestVectorOfItsMass(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int n,
      @ForAll @IntRange(min = 1, max = 13) int most) {
    SplittableRandom random = new SplittableRandom(seed);
    double offset = random.nextInt(2) * 1e6;
    // ties on purpose
    double[] scores = random.ints(n, 0, 5).mapToDouble(v -> offset + v / 4.0).toArray();
    double b = Math.pow(10, -12 * random.nextDouble());
    SparseColumn column = new SparseColumn(n, 0.7, most);
    column.project(scores, b);
    assertThat(column.count()).isBetween(1, Math.min(n, most));
    double mass = 0;
    double least = Double.POSITIVE_INFINITY;
    boolean[] isIn = new boolean[n];
    for (int e = 0; e < column.count(); e++) {
      assertThat(column.mass(e)).isPositive();
      mass += column.mass(e);
      least = Math.min(least, scores[column.row(e)]);
      isIn[column.row(e)] = true;
    }
    assertThat(mass).isCloseTo(b, within(1e-12 * b + 1e-15));
    for (int i = 0; i < n; i++) {
      if (!isIn[i]) {
        assertThat(scores[i]).isLessThanOrEqualTo(least);
        assertThat(column.count() == most || scores[i] <= column.threshold() + 1e-9).isTrue();
      }
    }
  }

  @Test
  void senselessProblemsAreRefused() {
    double[] a = {1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SparseProblem(new DenseCost(1), a, 0, 1))
        .withMessage("gamma must be > 0 and finite, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SparseProblem(new DenseCost(1), a, 1, 0))
        .withMessage("entries per column must be >= 1, got 0");
  }
}
