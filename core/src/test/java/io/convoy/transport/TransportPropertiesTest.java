package io.convoy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.DenseCost;
import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.Precision;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.Termination;
import io.convoy.transport.exact.ExactTransport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class TransportPropertiesTest {

  private static final SolverSettings EXACT =
      SolverSettings.defaults()
          .withEpsilon(new Epsilon(0.05, Epsilon.Unit.COST))
          .withAccuracy(1e-9, Precision.DOUBLE);

  private static TransportResult solve(Clouds rows, Clouds columns, GroundCost cost) {
    try (DualOracle oracle = Clouds.balanced(rows, columns, cost)) {
      return TransportSolver.solve(oracle, EXACT);
    }
  }

  @Property(tries = 30)
  void marginalsAreRespectedAndFiguresAreThoseOfThePlan(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(min = 1, max = 40) int m,
      @ForAll @IntRange(min = 1, max = 4) int d,
      @ForAll GroundCost cost) {
    Clouds rows = Clouds.random(seed, n, d, 0.3);
    Clouds columns = Clouds.random(seed + 1, m, d, 0.7);
    try (DualOracle oracle = Clouds.balanced(rows, columns, cost)) {
      TransportResult result = TransportSolver.solve(oracle, EXACT);
      double[] f = Clouds.rowPotentials(oracle, result);
      double[][] plan =
          Clouds.plan(rows, columns, cost, f, result.columnPotentials(), result.epsilon());
      double total = 0;
      double kl = 0;
      double columnError = 0;
      for (int j = 0; j < m; j++) {
        double mass = 0;
        for (int i = 0; i < n; i++) {
          mass += plan[i][j];
        }
        columnError += Math.abs(mass - columns.weights()[j]);
      }
      for (int i = 0; i < n; i++) {
        assertThat(Arrays.stream(plan[i]).sum()).isCloseTo(rows.weights()[i], within(1e-10));
        for (int j = 0; j < m; j++) {
          double reference = rows.weights()[i] * columns.weights()[j];
          total += plan[i][j] * cost.between(rows.points()[i], columns.points()[j]);
          kl += plan[i][j] > 0 ? plan[i][j] * Math.log(plan[i][j] / reference) : 0;
        }
      }
      Certificate certificate = result.certificate().orElseThrow();
      assertThat(columnError).isLessThan(2e-9);
      assertThat(certificate.marginalError()).isCloseTo(columnError, within(1e-11));
      assertThat(certificate.cost()).isCloseTo(total, within(1e-10));
      assertThat(certificate.kl()).isCloseTo(kl, within(1e-8));
    }
  }

  @Property(tries = 20)
  void exchangingTheSidesChangesNothing(@ForAll long seed) {
    Clouds rows = Clouds.random(seed, 37, 2, 0);
    Clouds columns = Clouds.random(seed + 1, 23, 2, 0.5);
    double there = solve(rows, columns, GroundCost.SQUARED_EUCLIDEAN).certificate().get().dual();
    double back = solve(columns, rows, GroundCost.SQUARED_EUCLIDEAN).certificate().get().dual();
    assertThat(there).isCloseTo(back, within(1e-8));
  }

  @Property(tries = 20)
  void theOrderOfRowsChangesNothing(@ForAll long seed) {
    Clouds rows = Clouds.random(seed, 150, 2, 0);
    Clouds columns = Clouds.random(seed + 1, 40, 2, 0.5);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(seed));
    Clouds shuffled =
        new Clouds(
            order.stream().map(i -> rows.points()[i]).toArray(double[][]::new),
            order.stream().mapToDouble(i -> rows.weights()[i]).toArray());
    TransportResult one = solve(rows, columns, GroundCost.SQUARED_EUCLIDEAN);
    TransportResult other = solve(shuffled, columns, GroundCost.SQUARED_EUCLIDEAN);
    assertThat(other.columnPotentials())
        .usingComparatorWithPrecision(1e-7)
        .containsExactly(one.columnPotentials());
  }

  @Property(tries = 20)
  void movingBothCloudsChangesNothingAndMovingOneAddsTheDistance(
      @ForAll long seed, @ForAll @DoubleRange(min = -1000, max = 1000) double by) {
    Clouds rows = Clouds.random(seed, 30, 2, 0);
    Clouds columns = Clouds.random(seed + 1, 20, 2, 0);
    double here = solve(rows, columns, GroundCost.SQUARED_EUCLIDEAN).certificate().get().dual();
    double both =
        solve(rows.shifted(by, -by), columns.shifted(by, -by), GroundCost.SQUARED_EUCLIDEAN)
            .certificate()
            .get()
            .dual();
    double one =
        solve(rows, columns.shifted(by), GroundCost.SQUARED_EUCLIDEAN).certificate().get().dual();
    // |x - y - v|^2 = |x - y|^2 - 2 <v, x - y> + |v|^2, and the marginals fix the middle term
    double expected = here + by * by - 2 * by * (rows.mean()[0] - columns.mean()[0]);
    assertThat(both).isCloseTo(here, within(1e-7));
    assertThat(one).isCloseTo(expected, within(1e-7 * (1 + Math.abs(expected))));
  }

  @Property(tries = 30)
  void theCertificateHoldsHoweverEarlyTheSolveStops(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int iterations) {
    Clouds rows = Clouds.random(seed, 30, 2, 0);
    Clouds columns = Clouds.random(seed + 1, 20, 2, 0.5);
    try (DualOracle oracle = Clouds.balanced(rows, columns, GroundCost.SQUARED_EUCLIDEAN)) {
      Certificate solved = TransportSolver.solve(oracle, EXACT).certificate().orElseThrow();
      Certificate early =
          TransportSolver.solve(oracle, EXACT.withMaxIterations(iterations))
              .certificate()
              .orElseThrow();
      assertThat(early.gap()).isGreaterThanOrEqualTo(-1e-12);
      assertThat(early.dual()).isLessThanOrEqualTo(solved.dual() + 1e-8);
      assertThat(early.primalUpper()).isGreaterThanOrEqualTo(solved.dual() - 1e-8);
      assertThat(early.exactLower()).isLessThanOrEqualTo(solved.exactUpper() + 1e-9);
      assertThat(solved.exactLower()).isLessThanOrEqualTo(early.exactUpper() + 1e-9);
    }
  }

  @Property(tries = 20)
  void theRoundedPlanIsFeasibleAndCostsWhatTheCertificateSays(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int iterations) {
    GroundCost cost = GroundCost.SQUARED_EUCLIDEAN;
    Clouds rows = Clouds.random(seed, 15, 2, 0);
    Clouds columns = Clouds.random(seed + 1, 12, 2, 0.5);
    try (DualOracle oracle = Clouds.balanced(rows, columns, cost)) {
      TransportResult result = TransportSolver.solve(oracle, EXACT.withMaxIterations(iterations));
      Certificate certificate = result.certificate().orElseThrow();
      double[][] plan =
          Clouds.plan(
              rows,
              columns,
              cost,
              Clouds.rowPotentials(oracle, result),
              result.columnPotentials(),
              result.epsilon());
      double[][] rounded = rounded(plan, rows.weights(), columns.weights());
      double total = 0;
      double kl = 0;
      for (int i = 0; i < 15; i++) {
        for (int j = 0; j < 12; j++) {
          double reference = rows.weights()[i] * columns.weights()[j];
          total += rounded[i][j] * cost.between(rows.points()[i], columns.points()[j]);
          kl += rounded[i][j] > 0 ? rounded[i][j] * Math.log(rounded[i][j] / reference) : 0;
        }
      }
      assertThat(certificate.exactUpper()).isCloseTo(total, within(1e-10));
      assertThat(certificate.primalUpper())
          .isCloseTo(
              total + result.epsilon() * convexityBound(plan, rows.weights(), columns.weights()),
              within(1e-9));
      assertThat(certificate.primalUpper())
          .isGreaterThanOrEqualTo(total + result.epsilon() * kl - 1e-10);
    }
  }

  /**
   * (1 - E) KL(Q / (1 - E) | ab) + E KL(e^r / E | a) + E KL(e^c / E | b) of the rounding of a
   * stored plan, from the definitions.
   */
  private static double convexityBound(double[][] plan, double[] a, double[] b) {
    double[] rowLack = a.clone();
    double[] columnLack = b.clone();
    double kept = 0;
    double[][] q = new double[a.length][b.length];
    for (int j = 0; j < b.length; j++) {
      double mass = 0;
      for (int i = 0; i < a.length; i++) {
        mass += plan[i][j];
      }
      for (int i = 0; i < a.length; i++) {
        q[i][j] = plan[i][j] * Math.min(1, b[j] / mass);
        rowLack[i] -= q[i][j];
        columnLack[j] -= q[i][j];
        kept += q[i][j];
      }
    }
    double lack = 1 - kept;
    double bound = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        bound += q[i][j] > 0 ? q[i][j] * Math.log(q[i][j] / kept / (a[i] * b[j])) : 0;
      }
      bound += rowLack[i] > 1e-15 ? rowLack[i] * Math.log(rowLack[i] / lack / a[i]) : 0;
    }
    for (int j = 0; j < b.length; j++) {
      bound += columnLack[j] > 1e-15 ? columnLack[j] * Math.log(columnLack[j] / lack / b[j]) : 0;
    }
    return bound;
  }

  @Property(tries = 30)
  void whatConvergedInFloatIsWithinTheToleranceInDouble(@ForAll long seed) {
    Clouds rows = Clouds.random(seed, 60, 2, 0);
    Clouds columns = Clouds.random(seed + 1, 50, 2, 0.5);
    try (DualOracle oracle = Clouds.balanced(rows, columns, GroundCost.SQUARED_EUCLIDEAN)) {
      SolverSettings loose = SolverSettings.defaults().withAccuracy(1e-4, Precision.FLOAT);
      TransportResult first = TransportSolver.solve(oracle, loose);
      // the very error that float reached: in half of all cases double finds a little more
      double reached = first.trace().get(first.trace().size() - 1).error();
      TransportResult result =
          TransportSolver.solve(oracle, loose.withAccuracy(reached, Precision.FLOAT));
      assertThat(result.termination()).isInstanceOf(Termination.Converged.class);
      assertThat(result.certificate().orElseThrow().marginalError()).isLessThanOrEqualTo(reached);
    }
  }

  @Test
  void floatGivesWayWhereItCannotReachTheTolerance() {
    Clouds rows = Clouds.fixture("gauss2d_source");
    Clouds columns = Clouds.fixture("gauss2d_target");
    try (DualOracle oracle = Clouds.balanced(rows, columns, GroundCost.SQUARED_EUCLIDEAN)) {
      SolverSettings settings = SolverSettings.defaults().withAccuracy(1e-5, Precision.FLOAT);
      assertThat(precisionAt(4, oracle, settings)).isEqualTo(Precision.FLOAT);
      assertThat(precisionAt(0.04, oracle, settings)).isEqualTo(Precision.DOUBLE);
      assertThat(precisionAt(0.04, oracle, settings.withAccuracy(1e-3, Precision.FLOAT)))
          .isEqualTo(Precision.FLOAT);
    }
  }

  private static Precision precisionAt(double epsilon, DualOracle oracle, SolverSettings settings) {
    return TransportSolver.solve(
            oracle, settings.withEpsilon(new Epsilon(epsilon, Epsilon.Unit.COST)))
        .effort()
        .precision();
  }

  @Test
  void anEpsilonBelowTheRoundingOfTheCostsIsRefused() {
    Clouds rows = Clouds.random(1, 10, 2, 0);
    Clouds columns = Clouds.random(2, 10, 2, 0);
    try (DualOracle oracle = Clouds.balanced(rows, columns, GroundCost.SQUARED_EUCLIDEAN)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  TransportSolver.solve(
                      oracle, EXACT.withEpsilon(new Epsilon(1e-320, Epsilon.Unit.COST))))
          .withMessageContaining("above the rounding of the costs");
    }
  }

  @Test
  void costsThatOverflowAreRefused() {
    Clouds rows = Clouds.uniform(new double[][] {{1e200}, {-1e200}});
    try (DualOracle oracle = Clouds.balanced(rows, rows, GroundCost.SQUARED_EUCLIDEAN)) {
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(() -> TransportSolver.solve(oracle, EXACT))
          .withMessageContaining("too large");
    }
  }

  /** The rounding of Altschuler, Weed and Rigollet, on a stored plan with exact rows. */
  private static double[][] rounded(double[][] plan, double[] a, double[] b) {
    double[] rowLack = a.clone();
    double[] columnLack = b.clone();
    double[][] rounded = new double[a.length][b.length];
    for (int j = 0; j < b.length; j++) {
      double mass = 0;
      for (int i = 0; i < a.length; i++) {
        mass += plan[i][j];
      }
      for (int i = 0; i < a.length; i++) {
        rounded[i][j] = plan[i][j] * Math.min(1, b[j] / mass);
        rowLack[i] -= rounded[i][j];
        columnLack[j] -= rounded[i][j];
      }
    }
    double lack = Arrays.stream(columnLack).sum();
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        rounded[i][j] += lack > 0 ? rowLack[i] * columnLack[j] / lack : 0;
      }
    }
    return rounded;
  }

  @Property(tries = 20)
  void tinyEpsilonNeverGivesNaN(
      @ForAll long seed, @ForAll @DoubleRange(min = 1e-9, max = 1e-4) @Scale(9) double epsilon) {
    Clouds rows = Clouds.random(seed, 20, 2, 0);
    Clouds columns = Clouds.random(seed + 1, 25, 2, 3);
    for (Precision precision : Precision.values()) {
      for (boolean annealed : new boolean[] {true, false}) {
        try (DualOracle oracle = Clouds.balanced(rows, columns, GroundCost.SQUARED_EUCLIDEAN)) {
          TransportResult result =
              TransportSolver.solve(
                  oracle,
                  new SolverSettings(
                      new Epsilon(epsilon, Epsilon.Unit.COST),
                      1e-4,
                      30,
                      precision,
                      annealed,
                      SolverMethod.MOMENTUM));
          assertThat(result.termination()).isNotInstanceOf(Termination.Diverged.class);
          assertThat(result.columnPotentials()).doesNotContain(Double.NaN);
          assertThat(result.certificate().orElseThrow().gap()).isGreaterThan(-1e-9);
        }
      }
    }
  }

  @Test
  void columnsFarFromEveryRowGetTheirExactMass() {
    Clouds rows = Clouds.uniform(new double[][] {{0}, {0.1}});
    Clouds columns = Clouds.uniform(new double[][] {{0}, {50}, {0.2}});
    double epsilon = 0.01;
    try (DualOracle oracle = Clouds.balanced(rows, columns, GroundCost.SQUARED_EUCLIDEAN)) {
      for (Precision precision : Precision.values()) {
        Evaluation evaluation = oracle.evaluate("", new double[3], epsilon, precision);
        // both rows put nearly all mass on the near columns; log of the far column's mass by hand
        double best = Double.NEGATIVE_INFINITY;
        double[] terms = new double[2];
        for (int i = 0; i < 2; i++) {
          double x = rows.points()[i][0];
          double near = Math.exp(-x * x / epsilon) + Math.exp(-(x - 0.2) * (x - 0.2) / epsilon);
          terms[i] = Math.log(0.5) - (x - 50) * (x - 50) / epsilon - Math.log(near);
          best = Math.max(best, terms[i]);
        }
        double expected = best + Math.log(Math.exp(terms[0] - best) + Math.exp(terms[1] - best));
        assertThat(evaluation.logColumnMass()[1]).isCloseTo(expected, within(1e-6));
        assertThat(evaluation.error()).isFinite();
      }
    }
  }

  @Test
  void everyNumberOfThreadsGivesTheSameBits() {
    Clouds rows = Clouds.random(3, 500, 3, 0);
    Clouds columns = Clouds.random(4, 333, 3, 0.2);
    double[] first = null;
    for (int threads : new int[] {1, 2, 5}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      try (DualOracle oracle =
          new DualOracle(
              new MemoryRunner<>(rows.blocks(64), pool),
              TransportProblem.balanced(
                  columns.columnsFor(rows, GroundCost.SQUARED_EUCLIDEAN), columns.weights()))) {
        double[] g = TransportSolver.solve(oracle, SolverSettings.defaults()).columnPotentials();
        assertThat(g).isEqualTo(first == null ? g : first);
        first = g;
      } finally {
        pool.shutdown();
      }
    }
  }

  @Property(tries = 10)
  void anInterruptedSolveGoesOnToTheSameBits(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int stop) {
    Clouds rows = Clouds.random(seed, 80, 2, 0);
    Clouds columns = Clouds.random(seed + 1, 60, 2, 0.5);
    SolverSettings settings = SolverSettings.defaults().withAccuracy(1e-7, Precision.FLOAT);
    try (DualOracle oracle = Clouds.balanced(rows, columns, GroundCost.SQUARED_EUCLIDEAN)) {
      TransportResult whole = TransportSolver.solve(oracle, settings);
      List<Map<String, double[]>> saved = new ArrayList<>();
      LoopObserver<SinkhornState> interrupt =
          (state, reading) -> {
            saved.add(state.toArrays());
            return reading.iteration() < stop;
          };
      TransportSolver.solve(oracle, settings, Optional.empty(), interrupt);
      SinkhornState restored =
          SinkhornState.fromArrays(saved.get(saved.size() - 1), columns.points().length);
      TransportResult resumed =
          TransportSolver.solve(oracle, settings, Optional.of(restored), LoopObserver.none());
      assertThat(resumed.columnPotentials()).isEqualTo(whole.columnPotentials());
      assertThat(resumed.certificate()).isEqualTo(whole.certificate());
    }
  }

  @Property(tries = 40)
  void exactCostsLieWithinTheBracketOfEveryCost(@ForAll long seed, @ForAll GroundCost cost) {
    Clouds rows = Clouds.random(seed, 30, 3, 0);
    Clouds columns = Clouds.random(seed + 1, 25, 3, 0.4);
    double exact =
        ExactTransport.solve(
                rows.weights(),
                columns.weights(),
                (i, j) -> cost.between(rows.points()[i], columns.points()[j]))
            .value();
    Certificate found = solve(rows, columns, cost).certificate().orElseThrow();
    assertThat(found.exactLower()).isLessThanOrEqualTo(exact + 1e-9);
    assertThat(found.exactUpper()).isGreaterThanOrEqualTo(exact - 1e-9);
    assertThat(found.exactUpper() - found.exactLower()).isLessThan(0.5);
    assertThat(found.gap()).isBetween(-1e-9, 1e-6);
  }

  @Test
  void aTableOfCostsIsSolvedAsThePointsItCameFrom() {
    Clouds rows = Clouds.random(5, 40, 3, 0);
    Clouds columns = Clouds.random(6, 30, 3, 0.4);
    double[] costs = new double[40 * 30];
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 30; j++) {
        costs[i * 30 + j] = GroundCost.EUCLIDEAN.between(rows.points()[i], columns.points()[j]);
      }
    }
    PointBlock block = PointBlock.of(0, 30, costs, rows.weights());
    for (Precision precision : Precision.values()) {
      SolverSettings settings = EXACT.withAccuracy(1e-6, precision);
      try (DualOracle tabulated =
              new DualOracle(
                  new MemoryRunner<>(List.of(block), ForkJoinPool.commonPool()),
                  TransportProblem.balanced(new DenseCost(30), columns.weights()));
          DualOracle points = Clouds.balanced(rows, columns, GroundCost.EUCLIDEAN)) {
        double one = TransportSolver.solve(tabulated, settings).certificate().get().dual();
        double other = TransportSolver.solve(points, settings).certificate().get().dual();
        assertThat(one).isCloseTo(other, within(1e-7));
      }
    }
  }

  @Test
  void momentumSavesThreeSweepsInFour() {
    Clouds rows = Clouds.fixture("gauss2d_source");
    Clouds columns = Clouds.fixture("gauss2d_target");
    SolverSettings fast =
        new SolverSettings(
            new Epsilon(0.04334956995619117, Epsilon.Unit.COST),
            1e-9,
            1000,
            Precision.DOUBLE,
            true,
            SolverMethod.MOMENTUM);
    SolverSettings plain =
        new SolverSettings(
            fast.epsilon(), 1e-9, 1000, Precision.DOUBLE, true, SolverMethod.SINKHORN);
    try (DualOracle oracle = Clouds.balanced(rows, columns, GroundCost.SQUARED_EUCLIDEAN)) {
      int accelerated = TransportSolver.solve(oracle, fast).trace().size();
      int unaccelerated = TransportSolver.solve(oracle, plain).trace().size();
      assertThat(accelerated).isLessThan(unaccelerated / 4);
    }
  }

  @Test
  void equalCostsAreSolvedAtOnce() {
    Clouds point = Clouds.uniform(new double[][] {{2, 3}});
    TransportResult result;
    try (DualOracle oracle = Clouds.balanced(point, point, GroundCost.SQUARED_EUCLIDEAN)) {
      result = TransportSolver.solve(oracle, SolverSettings.defaults());
    }
    assertThat(result.termination()).isInstanceOf(Termination.Converged.class);
    assertThat(result.certificate().orElseThrow().cost()).isCloseTo(0, within(1e-12));
  }
}
