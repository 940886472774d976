package io.convoy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.DenseCost;
import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.Precision;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.Termination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The methods against each other and against what is known of them. */
class SolverMethodsTest {

  private static SolverSettings settings(double epsilon, double tolerance, SolverMethod method) {
    return SolverSettings.defaults()
        .withEpsilon(new Epsilon(epsilon, Epsilon.Unit.COST))
        .withAccuracy(tolerance, Precision.DOUBLE)
        .withMethod(method);
  }

  /** Uniform costs in [0, 1), uniform weights. */
  private static DualOracle assignment(int n, long seed) {
    double[] costs = new SplittableRandom(seed).doubles((long) n * n).toArray();
    double[] weights = new double[n];
    Arrays.fill(weights, 1.0 / n);
    return new DualOracle(
        new MemoryRunner<>(List.of(PointBlock.of(0, n, costs, weights)), ForkJoinPool.commonPool()),
        TransportProblem.balanced(new DenseCost(n), weights));
  }

  private static DualOracle fixture(String name) {
    return Clouds.balanced(
        Clouds.fixture(name + "_source"),
        Clouds.fixture(name + "_target"),
        GroundCost.SQUARED_EUCLIDEAN);
  }

  /** Table 1 of the paper: 20 steps of Sinkhorn and 9 of Newton, where Sinkhorn takes 56,199. */
  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void newtonSolvesTheRandomAssignmentOfThePaper(long seed) {
    SolverSettings settings =
        new SolverSettings(
            new Epsilon(1.0 / 1200, Epsilon.Unit.COST),
            1e-12,
            1000,
            Precision.DOUBLE,
            false,
            SolverMethod.NEWTON);
    try (DualOracle oracle = assignment(500, seed)) {
      TransportResult newton = TransportSolver.solve(oracle, settings);
      assertThat(newton.termination()).isInstanceOf(Termination.Converged.class);
      assertThat(newton.trace()).hasSizeLessThanOrEqualTo(SparseNewton.WARM_UP + 1 + 12);
      assertThat(newton.certificate().orElseThrow().gap()).isLessThan(1e-12);
      TransportResult plain =
          TransportSolver.solve(
              oracle, settings.withMethod(SolverMethod.SINKHORN).withMaxIterations(500));
      assertThat(plain.certificate().orElseThrow().marginalError()).isGreaterThan(1e-6);
    }
  }

  @Property(tries = 20)
  void theHessianIsThatOfFiniteDifferences(@ForAll long seed) {
    Clouds rows = Clouds.random(seed, 20, 2, 0);
    Clouds columns = Clouds.random(seed + 1, 20, 2, 0.3);
    double epsilon = 0.2;
    SplittableRandom random = new SplittableRandom(seed);
    double[] g = random.doubles(20, -0.1, 0.1).toArray();
    double[] x = random.doubles(20, -1, 1).toArray();
    try (DualOracle oracle = Clouds.balanced(rows, columns, GroundCost.SQUARED_EUCLIDEAN)) {
      Evaluation here = oracle.evaluate("", g, epsilon, Precision.DOUBLE);
      SparseHessian hessian = hessian(oracle, g, epsilon, here);
      double[] image = hessian.times(x);
      double step = 1e-5;
      double[] up = mass(oracle, g, x, step, epsilon);
      double[] down = mass(oracle, g, x, -step, epsilon);
      double[] ones = new double[20];
      Arrays.fill(ones, 1);
      double[] none = hessian.times(ones);
      for (int j = 0; j < 20; j++) {
        assertThat(image[j]).isCloseTo(epsilon * (up[j] - down[j]) / (2 * step), within(1e-4));
        assertThat(none[j]).isCloseTo(0, within(1e-4));
      }
    }
  }

  private static SparseHessian hessian(
      DualOracle oracle, double[] g, double epsilon, Evaluation here) {
    List<PlanRows> entries =
        oracle
            .rows()
            .collect(
                "",
                PlanRows.visit(oracle),
                PlanRows.Query.potentials(g, epsilon).withLargest(g.length));
    return SparseHessian.of(here.columnMass(), 1, entries);
  }

  private static double[] mass(
      DualOracle oracle, double[] g, double[] x, double step, double epsilon) {
    double[] moved = new double[g.length];
    for (int j = 0; j < g.length; j++) {
      moved[j] = g[j] + step * x[j];
    }
    return oracle.evaluate("", moved, epsilon, Precision.DOUBLE).columnMass();
  }

  @Property(tries = 20)
  void conjugateGradientsSolveTheSystem(@ForAll long seed) {
    try (DualOracle oracle = assignment(25, seed)) {
      double[] g = new double[25];
      Evaluation here = oracle.evaluate("", g, 0.05, Precision.DOUBLE);
      SparseHessian hessian = hessian(oracle, g, 0.05, here);
      double[] right = new SplittableRandom(seed).doubles(25, -1, 1).toArray();
      double mean = Arrays.stream(right).average().orElseThrow();
      for (int j = 0; j < 25; j++) {
        right[j] -= mean; // orthogonal to the constants, which the Hessian takes to 0
      }
      double[] image = hessian.times(hessian.solve(right, 1e-10, 1000));
      for (int j = 0; j < 25; j++) {
        assertThat(image[j]).isCloseTo(right[j], within(1e-6));
      }
    }
  }

  @Property(tries = 10)
  void allMethodsFindTheSameOptimum(@ForAll long seed) {
    Clouds rows = Clouds.random(seed, 40, 2, 0);
    Clouds columns = Clouds.random(seed + 1, 30, 2, 0.3);
    for (MarginalRule rule :
        new MarginalRule[] {new MarginalRule.Exact(), new MarginalRule.Kl(1)}) {
      try (DualOracle oracle =
          new DualOracle(
              rows.runner(),
              new TransportProblem(
                  columns.columnsFor(rows, GroundCost.SQUARED_EUCLIDEAN),
                  columns.weights(),
                  rule,
                  rule))) {
        double expected = dual(oracle, SolverMethod.SINKHORN);
        for (SolverMethod method : SolverMethod.values()) {
          assertThat(dual(oracle, method)).as("%s", method).isCloseTo(expected, within(1e-9));
        }
      }
    }
  }

  private static double dual(DualOracle oracle, SolverMethod method) {
    TransportResult result =
        TransportSolver.solve(oracle, settings(0.01, 1e-9, method).withMaxIterations(20_000));
    assertThat(result.termination()).isInstanceOf(Termination.Converged.class);
    return result.certificate().orElseThrow().dual();
  }

  @ParameterizedTest
  @CsvSource({
    "gauss2d, 4.2, 1e-4", "gauss2d, 0.42, 1e-9", "gauss2d, 0.042, 1e-4", "gauss2d, 0.0042, 1e-9",
    "digits64, 9.4, 1e-4", "digits64, 0.94, 1e-9", "digits64, 0.094, 1e-4", "digits64, 0.0094, 1e-9"
  })
  void leftToChooseItTakesNoMoreEvaluationsThanMomentum(
      String name, double epsilon, double tolerance) {
    try (DualOracle oracle = fixture(name)) {
      int chosen =
          TransportSolver.solve(oracle, settings(epsilon, tolerance, SolverMethod.AUTO))
              .trace()
              .size();
      int momentum =
          TransportSolver.solve(oracle, settings(epsilon, tolerance, SolverMethod.MOMENTUM))
              .trace()
              .size();
      assertThat(chosen).isLessThanOrEqualTo(momentum);
      assertThat(chosen).isLessThan(200);
    }
  }

  @Test
  void andersonSavesTwoSweepsInThree() {
    try (DualOracle oracle = fixture("gauss2d")) {
      int mixed =
          TransportSolver.solve(oracle, settings(0.042, 1e-9, SolverMethod.ANDERSON))
              .trace()
              .size();
      int plain =
          TransportSolver.solve(oracle, settings(0.042, 1e-9, SolverMethod.SINKHORN))
              .trace()
              .size();
      assertThat(mixed).isLessThan(plain / 3);
    }
  }

  @Property(tries = 20)
  void everyMethodGoesOnToTheSameBitsAfterAnInterruption(
      @ForAll SolverMethod method, @ForAll @IntRange(min = 1, max = 40) int stop) {
    Clouds rows = Clouds.random(5, 40, 2, 0);
    Clouds columns = Clouds.random(6, 30, 2, 0.3);
    SolverSettings settings = settings(0.003, 1e-9, method);
    try (DualOracle oracle = Clouds.balanced(rows, columns, GroundCost.SQUARED_EUCLIDEAN)) {
      TransportResult whole = TransportSolver.solve(oracle, settings);
      List<Map<String, double[]>> saved = new ArrayList<>();
      LoopObserver<SinkhornState> interrupt =
          (state, reading) -> {
            saved.add(state.toArrays());
            return reading.iteration() < stop;
          };
      TransportSolver.solve(oracle, settings, Optional.empty(), interrupt);
      SinkhornState restored = SinkhornState.fromArrays(saved.get(saved.size() - 1), 30);
      TransportResult resumed =
          TransportSolver.solve(oracle, settings, Optional.of(restored), LoopObserver.none());
      assertThat(resumed.columnPotentials()).isEqualTo(whole.columnPotentials());
    }
  }

  @Test
  void newtonIsRefusedWhereThereIsNoSecondDerivative() {
    Clouds cloud = Clouds.random(1, 5, 2, 0);
    MarginalRule tv = new MarginalRule.Tv(1);
    try (DualOracle oracle =
        new DualOracle(
            cloud.runner(),
            new TransportProblem(
                cloud.columnsFor(cloud, GroundCost.SQUARED_EUCLIDEAN), cloud.weights(), tv, tv))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TransportSolver.solve(oracle, settings(0.1, 1e-6, SolverMethod.NEWTON)))
          .withMessageContaining("newton is for marginals that are exact or kl");
    }
  }
}
