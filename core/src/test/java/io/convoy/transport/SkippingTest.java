package io.convoy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.Precision;
import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.SweepRunner;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Sweeps that skip what is negligible against sweeps that skip nothing. */
class SkippingTest {

  private static final double PROMISE = 0x1p-30;

  /**
   * Rows in the unit cube and columns in a stretched and shifted copy of it, under the potentials
   * that move one onto the other, and a little noise.
   */
  record Scene(
      GroundCost cost,
      int n,
      int m,
      int d,
      double stretch,
      double shift,
      double epsilon,
      double noise,
      long seed) {

    Clouds rows() {
      return Clouds.random(seed, n, d, 0);
    }

    Clouds columns() {
      double[][] points = Clouds.random(~seed, m, d, 0).points();
      for (double[] y : points) {
        y[0] *= stretch;
        for (int k = 0; k < d; k++) {
          y[k] += shift;
        }
      }
      return new Clouds(points, new SplittableRandom(seed).doubles(m, 0.2, 1).toArray());
    }

    double[] potentials() {
      double[][] points = columns().points();
      SplittableRandom random = new SplittableRandom(seed + 1);
      double[] g = new double[m];
      for (int j = 0; j < m; j++) {
        for (int k = 0; k < d; k++) {
          double y = points[j][k];
          double a = k == 0 ? stretch : 1;
          g[j] += y * y - (y - shift) * (y - shift) / a;
        }
        g[j] += epsilon * noise * random.nextDouble(-1, 1);
      }
      return cost.equals(GroundCost.SQUARED_EUCLIDEAN)
          ? g
          : random.doubles(m, -1, 1).map(z -> z * noise * epsilon).toArray();
    }

    DualOracle oracle(SweepRunner<PointBlock> rows, boolean skips) {
      return new DualOracle(
          rows,
          TransportProblem.balanced(columns().columnsFor(rows(), cost), columns().weights()),
          skips);
    }

    SweepRunner<PointBlock> runner(int threads) {
      return new MemoryRunner<>(rows().blocks(160), new ForkJoinPool(threads));
    }
  }

  @Provide
  Arbitrary<Scene> scenes() {
    return Combinators.combine(
            Arbitraries.of(
                GroundCost.SQUARED_EUCLIDEAN,
                GroundCost.EUCLIDEAN,
                GroundCost.MANHATTAN,
                GroundCost.pNorm(3)),
            Arbitraries.integers().between(1, 500),
            Arbitraries.integers().between(1025, 2200),
            Arbitraries.of(1, 2, 3, 5),
            Arbitraries.of(1.0, 3.0),
            Arbitraries.of(0.0, 1.0),
            Arbitraries.of(1.0, 1e-1, 1e-2, 1e-3, 1e-4))
        .flatAs(
            (cost, n, m, d, stretch, shift, epsilon) ->
                Combinators.combine(Arbitraries.of(0.0, 1.0, 5.0), Arbitraries.longs())
                    .as(
                        (noise, seed) ->
                            new Scene(cost, n, m, d, stretch, shift, epsilon, noise, seed)));
  }

  @Property(tries = 150)
  void whatIsSkippedTakesNoMoreThanIsPromised(@ForAll("scenes") Scene scene) {
    double[] g = scene.potentials();
    double epsilon = scene.epsilon();
    double[] b = scene.columns().weights();
    SweepRunner<PointBlock> rows = scene.runner(1);
    Evaluation all = scene.oracle(rows, false).evaluate("", g, epsilon, Precision.DOUBLE);
    Evaluation some = scene.oracle(rows, true).evaluate("", g, epsilon, Precision.DOUBLE);
    assertThat(all.skipped()).isZero();
    assertThat(some.skipped()).isBetween(0.0, 1.0);
    double size = Math.abs(all.value()) + scene.d() * 20;
    assertThat(some.value()).isCloseTo(all.value(), within(epsilon * PROMISE + 1e-14 * size));
    double rounding = 1e-13 + 1e-15 * size / epsilon;
    for (int j = 0; j < b.length; j++) {
      double mass = all.columnMass()[j];
      assertThat(some.columnMass()[j])
          .isCloseTo(mass, within(PROMISE * (b[j] + mass) + rounding * mass));
    }
    Evaluation inFloat = scene.oracle(rows, true).evaluate("", g, epsilon, Precision.FLOAT);
    double error = 1e-5 + 16 * 0x1p-24 * size / epsilon;
    assertThat(inFloat.value()).isCloseTo(all.value(), within(epsilon * error));
  }

  @Example
  void nearASolutionMostPairsAreSkippedWhereverTheMassGoes() {
    for (double stretch : new double[] {1, 3}) {
      for (double shift : new double[] {0, 1, 100}) {
        Scene scene =
            new Scene(GroundCost.SQUARED_EUCLIDEAN, 2000, 2000, 2, stretch, shift, 1e-3, 0, 5);
        Evaluation some =
            scene
                .oracle(scene.runner(2), true)
                .evaluate("", scene.potentials(), scene.epsilon(), Precision.FLOAT);
        assertThat(some.skipped()).isGreaterThan(0.5);
      }
    }
  }

  @Example
  void aSolveThatSkipsFindsTheSamePotentials() {
    for (double shift : new double[] {0, 1}) {
      Scene scene = new Scene(GroundCost.SQUARED_EUCLIDEAN, 1100, 1100, 2, 2, shift, 2e-3, 0, 6);
      SolverSettings settings =
          SolverSettings.defaults()
              .withEpsilon(new Epsilon(scene.epsilon(), Epsilon.Unit.COST))
              .withAccuracy(1e-8, Precision.DOUBLE);
      double[] all =
          TransportSolver.solve(scene.oracle(scene.runner(2), false), settings).columnPotentials();
      TransportResult result = TransportSolver.solve(scene.oracle(scene.runner(2), true), settings);
      assertThat(result.effort().skipped()).isBetween(0.1, 0.99);
      assertThat(result.effort().evaluations()).isEqualTo(result.trace().size());
      double[] some = result.columnPotentials();
      double offset = some[0] - all[0];
      for (int j = 0; j < all.length; j++) {
        assertThat(some[j] - offset).isCloseTo(all[j], within(1e-5 * scene.epsilon()));
      }
    }
  }

  /** A column far from all others makes a panel whose bound is the greatest for every row. */
  @Example
  void aColumnFarAwayHidesNothing() {
    Scene scene = new Scene(GroundCost.SQUARED_EUCLIDEAN, 2000, 3000, 3, 1, 0, 1e-4, 0, 10);
    double[][] points = scene.columns().points();
    double[] near = scene.potentials();
    double[] shares = new double[2];
    for (int far = 0; far < 2; far++) {
      if (far > 0) {
        points[7] = new double[] {30, -20, 10};
        near[7] = leastCost(scene.rows().points(), points[7]);
      }
      Clouds columns = new Clouds(points, scene.columns().weights());
      DualOracle oracle =
          new DualOracle(
              scene.runner(2),
              TransportProblem.balanced(
                  columns.columnsFor(scene.rows(), scene.cost()), columns.weights()));
      DualSweep.Part part =
          scene
              .runner(2)
              .run(
                  "",
                  new DualSweep(oracle.shared()),
                  new DualPoint(near, scene.epsilon(), Precision.FLOAT, true));
      shares[far] = 1 - part.pairs() / (double) part.all();
    }
    assertThat(shares[0]).isGreaterThan(0.5);
    assertThat(shares[1]).isGreaterThan(shares[0] - 0.05);
  }

  /** The potential of a column that gets its mass from the nearest row. */
  private static double leastCost(double[][] rows, double[] column) {
    return Arrays.stream(rows)
        .mapToDouble(
            row -> {
              double cost = 0;
              for (int k = 0; k < row.length; k++) {
                cost += (row[k] - column[k]) * (row[k] - column[k]);
              }
              return cost;
            })
        .min()
        .orElseThrow();
  }

  /** Here bounds would leave out a sixteenth of the pairs at the most, and cost more than that. */
  @Example
  void whereBoundsShowLittleNothingIsSkipped() {
    Scene scene = new Scene(GroundCost.SQUARED_EUCLIDEAN, 320, 1500, 4, 1, 0, 1e-2, 0, 9);
    for (Precision precision : Precision.values()) {
      Evaluation some =
          scene
              .oracle(scene.runner(2), true)
              .evaluate("", scene.potentials(), scene.epsilon(), precision);
      assertThat(some.skipped()).isZero();
    }
  }

  @Example
  void bitsDoNotDependOnThreads() {
    Scene scene = new Scene(GroundCost.SQUARED_EUCLIDEAN, 700, 1500, 3, 1, 1, 1e-3, 1, 7);
    for (Precision precision : Precision.values()) {
      double[][] masses = new double[2][];
      for (int threads = 1; threads <= 2; threads++) {
        masses[threads - 1] =
            scene
                .oracle(scene.runner(threads), true)
                .evaluate("", scene.potentials(), scene.epsilon(), precision)
                .columnMass();
      }
      assertThat(Arrays.equals(masses[0], masses[1])).isTrue();
    }
  }

  @Property(tries = 60)
  void certificatesAndPlansWithAndWithoutSkippingSayTheSame(@ForAll("scenes") Scene scene) {
    double[] g = scene.potentials();
    double epsilon = scene.epsilon();
    DualOracle whole = scene.oracle(scene.runner(2), false);
    DualOracle partly = scene.oracle(scene.runner(2), true);
    Certificate all = certificate(whole, g, epsilon);
    Certificate some = certificate(partly, g, epsilon);
    double size = Math.abs(all.dual()) + Math.abs(all.primal()) + scene.d() * 20;
    double within = 4 * PROMISE * (size + epsilon) + 1e-13 * size;
    assertThat(some.cost()).isCloseTo(all.cost(), within(within));
    assertThat(some.dual()).isCloseTo(all.dual(), within(within));
    assertThat(some.exactLower()).isCloseTo(all.exactLower(), within(1e-13 * size));
    assertThat(some.exactUpper()).isCloseTo(all.exactUpper(), within(within));
    assertThat(some.gap()).isCloseTo(all.gap(), within(within));
    assertThat(some.kl()).isCloseTo(all.kl(), within(within / epsilon));

    List<PlanRows> full = plan(whole, g, epsilon);
    List<PlanRows> listed = plan(partly, g, epsilon);
    for (int block = 0; block < full.size(); block++) {
      PlanRows a = full.get(block);
      PlanRows b = listed.get(block);
      assertThat(b.columns()).hasSameSizeAs(a.columns());
      for (int i = 0; i < a.moved().length; i++) {
        assertThat(b.potentials()[i])
            .isCloseTo(a.potentials()[i], within(epsilon * PROMISE + 1e-13 * size));
        for (int k = 0; k < a.largest(); k++) {
          int at = i * a.largest() + k;
          double rounding = 1e-13 + 1e-14 * size / epsilon;
          assertThat(b.masses()[at])
              .isCloseTo(a.masses()[at], within(a.moved()[i] * (PROMISE + rounding)));
        }
        assertThat(Arrays.stream(b.columns(), i * b.largest(), (i + 1) * b.largest()).distinct())
            .hasSize(b.largest());
        for (int k = 0; k < scene.d(); k++) {
          int at = i * scene.d() + k;
          assertThat(b.images()[at]).isCloseTo(a.images()[at], within(1e-8));
        }
      }
    }
  }

  private static Certificate certificate(DualOracle oracle, double[] g, double epsilon) {
    return Certificate.of(oracle, g, epsilon, oracle.evaluate("", g, epsilon, Precision.DOUBLE));
  }

  private static List<PlanRows> plan(DualOracle oracle, double[] g, double epsilon) {
    PlanRows.Query query = PlanRows.Query.potentials(g, epsilon).withLargest(40).withImages();
    return oracle.rows().collect("", PlanRows.visit(oracle), query);
  }

  /** The rounded plan of what was kept is feasible: so no bound may cross another. */
  @Property(tries = 30)
  void boundsHoldWhereMostPairsAreSkipped(@ForAll long seed) {
    Scene scene = new Scene(GroundCost.SQUARED_EUCLIDEAN, 1500, 1200, 2, 1, 1, 3e-3, 1, seed);
    DualOracle oracle = scene.oracle(scene.runner(1), true);
    Evaluation evaluation =
        oracle.evaluate("", scene.potentials(), scene.epsilon(), Precision.DOUBLE);
    assertThat(oracle.leavesOut(evaluation)).isTrue();
    Certificate some = Certificate.of(oracle, scene.potentials(), scene.epsilon(), evaluation);
    assertThat(some.dual()).isLessThan(evaluation.value());
    assertThat(some.primalUpper()).isGreaterThan(some.dual());
    assertThat(some.exactUpper()).isGreaterThan(some.exactLower());
  }

  /** Their mass is computed exactly, from their own pairs alone. */
  @Example
  void columnsTooFarAwayForAnyMassAreNotLeftAtZero() {
    Scene scene = new Scene(GroundCost.SQUARED_EUCLIDEAN, 300, 1500, 2, 1, 0, 1e-3, 0, 8);
    double[] g = scene.potentials();
    g[17] = -1;
    Evaluation some =
        scene.oracle(scene.runner(1), true).evaluate("", g, scene.epsilon(), Precision.DOUBLE);
    Evaluation all =
        scene.oracle(scene.runner(1), false).evaluate("", g, scene.epsilon(), Precision.DOUBLE);
    assertThat(some.logColumnMass()[17]).isCloseTo(all.logColumnMass()[17], within(1e-9));
    assertThat(some.logColumnMass()[17]).isLessThan(-500);
    assertThat(some.skipped()).isPositive();
    assertThat(scene.oracle(scene.runner(1), true).leavesOut(some)).isFalse();
  }
}
