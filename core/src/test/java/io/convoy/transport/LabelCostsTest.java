package io.convoy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.convoy.distance.LabelGaussians;
import io.convoy.geometry.CostSum;
import io.convoy.geometry.DenseCost;
import io.convoy.geometry.DoubleTile;
import io.convoy.geometry.Exponents;
import io.convoy.geometry.Geometry;
import io.convoy.geometry.GroundCost;
import io.convoy.geometry.LabelCosts;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.geometry.Precision;
import io.convoy.iterate.SerialRunner;
import io.convoy.transport.exact.ExactTransport;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Label-aware costs against their definition, a dense cost, and exact optima. */
class LabelCostsTest {

  private static final double FAR = 1000;

  @Property(tries = 60)
  void tilesAddTheCostOfTheLabels(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int rowLabels,
      @ForAll @IntRange(min = 1, max = 6) int columnLabels,
      @ForAll @IntRange(min = 1, max = 9) int d) {
    Clouds rows = labelled(seed, 40, d, rowLabels, FAR);
    Clouds columns = labelled(~seed, 1100, d, columnLabels, FAR + 1);
    LabelCosts labels = random(seed, rowLabels, columnLabels);
    double[][] costs = costs(rows, columns, labels);
    DoubleTile tile = Exponents.ofCost(cloud(rows, columns, labels)).openDouble();
    PointBlock block = rows.blocks(40).get(0);
    for (int from = 0, count; from < 40; from += count) {
      count = tile.load(block, from);
      for (int r = 0; r < count; r++) {
        for (int j = 0; j < 1100; j++) {
          double cost = tile.rowPart(r) - tile.shift() - tile.entry(r, j);
          assertThat(cost).isCloseTo(costs[from + r][j], within(1e-8));
        }
      }
    }
  }

  @Property(tries = 40)
  void theyAreTheSameCostsTurnedAndSummed(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int rowLabels,
      @ForAll @IntRange(min = 1, max = 5) int columnLabels) {
    Clouds rows = labelled(seed, 40, 2, rowLabels, FAR);
    Clouds columns = labelled(~seed, 30, 2, columnLabels, FAR + 1);
    LabelCosts labels = random(seed, rowLabels, columnLabels);
    double[][] costs = costs(rows, columns, labels);
    PointCloud cloud = cloud(rows, columns, labels);
    PointBlock block = rows.blocks(40).get(0);
    int[] some = {7, 0, 29};
    Geometry.Turned turned = cloud.turned(block, some);
    DoubleTile tile = Exponents.ofCost(turned.geometry()).openDouble();
    for (int from = 0, count; from < some.length; from += count) {
      count = tile.load(turned.rows(), from);
      for (int r = 0; r < count; r++) {
        for (int i = 0; i < 40; i++) {
          assertThat(tile.rowPart(r) - tile.shift() - tile.entry(r, i))
              .isCloseTo(costs[i][some[from + r]], within(1e-8));
        }
      }
    }
    double[] masses = new SplittableRandom(seed).doubles(30).toArray();
    CostSum sum = cloud.costSum(masses, 1);
    for (int i = 0; i < 40; i++) {
      double expected = 0;
      for (int j = 0; j < 30; j++) {
        expected += masses[j] * costs[i][j];
      }
      assertThat(sum.of(block, i)).isCloseTo(expected, within(1e-6));
    }
  }

  @Property(tries = 20)
  void theScaleOfAProblemCountsThem(@ForAll long seed) {
    Clouds rows = labelled(seed, 60, 2, 3, 0);
    Clouds columns = labelled(~seed, 50, 2, 4, 0);
    LabelCosts labels = random(seed, 3, 4);
    double[][] costs = costs(rows, columns, labels);
    Clouds dense = new Clouds(costs, rows.weights());
    try (DualOracle labelled =
            new DualOracle(
                rows.runner(),
                TransportProblem.balanced(cloud(rows, columns, labels), columns.weights()));
        DualOracle explicit =
            new DualOracle(
                dense.runner(), TransportProblem.balanced(new DenseCost(50), columns.weights()))) {
      CostMoments moments = CostMoments.of(labelled);
      CostMoments expected = CostMoments.of(explicit);
      assertThat(moments.mean()).isCloseTo(expected.mean(), within(1e-9));
      assertThat(moments.deviation()).isCloseTo(expected.deviation(), within(1e-9));
      assertThat(moments.min()).isLessThanOrEqualTo(expected.min() + 1e-9);
      assertThat(moments.max()).isGreaterThanOrEqualTo(expected.max() - 1e-9);
    }
  }

  @Property(tries = 8)
  void inFloatAndFarFromTheOriginTheyAreSolvedAsTheDenseCostIs(@ForAll long seed) {
    Clouds rows = labelled(seed, 150, 3, 4, FAR);
    Clouds columns = labelled(~seed, 120, 3, 3, FAR);
    LabelCosts labels = random(seed, 4, 3);
    double[][] costs = costs(rows, columns, labels);
    SolverSettings settings =
        SolverSettings.defaults().withEpsilon(new Epsilon(0.1, Epsilon.Unit.COST));
    Clouds dense = new Clouds(costs, rows.weights());
    TransportResult expected;
    try (DualOracle oracle =
        new DualOracle(
            dense.runner(), TransportProblem.balanced(new DenseCost(120), columns.weights()))) {
      expected = TransportSolver.solve(oracle, settings);
    }
    for (PointCloud cloud :
        new PointCloud[] {
          cloud(rows, columns, labels), cloud(rows, columns, labels).stored(),
        }) {
      try (DualOracle oracle =
          new DualOracle(rows.runner(), TransportProblem.balanced(cloud, columns.weights()))) {
        TransportResult result = TransportSolver.solve(oracle, settings);
        assertThat(result.effort().precision()).isEqualTo(Precision.FLOAT);
        assertThat(result.certificate().orElseThrow().dual())
            .isCloseTo(expected.certificate().orElseThrow().dual(), within(1e-3));
        double exact =
            ExactTransport.solve(rows.weights(), columns.weights(), (i, j) -> costs[i][j]).value();
        assertThat(result.certificate().get().exactLower()).isLessThanOrEqualTo(exact + 1e-9);
        assertThat(result.certificate().get().exactUpper()).isGreaterThanOrEqualTo(exact - 1e-9);
      }
    }
  }

  /**
   * The same points around other means: their covariances agree, and the means are all there is.
   */
  @Test
  void labelsThatAreShiftedCopiesCostTheSquaredShift() {
    Clouds one = labelled(3, 60, 2, 1, 0);
    double[][] points = new double[120][];
    double[] weights = new double[120];
    for (int i = 0; i < 120; i++) {
      points[i] = one.points()[i % 60].clone();
      weights[i] = one.weights()[i % 60];
      if (i >= 60) {
        points[i][0] = 1;
        points[i][1] += 3;
        points[i][2] -= 4;
      }
    }
    LabelGaussians fitted = fit(new Clouds(points, weights), 3);
    assertThat(fitted.byLabel().get(2).weight()).isZero();
    double[][] costs = fitted.costs(fitted, 2).costs();
    assertThat(costs[0][1]).isCloseTo(50, within(1e-9));
    assertThat(costs[1][0]).isCloseTo(50, within(1e-9));
    assertThat(costs[0][0]).isCloseTo(0, within(1e-9));
    assertThat(costs[2]).containsOnly(0);
  }

  @Test
  void gaussiansAreTheSameHoweverManyBlocksTheyComeFrom() {
    Clouds cloud = labelled(4, 300, 3, 5, 2);
    LabelGaussians whole =
        new SerialRunner<>(cloud.blocks(300)).run("fit", LabelGaussians.sweep(5), "");
    LabelGaussians parts = fit(cloud, 5);
    for (int label = 0; label < 5; label++) {
      for (int k = 0; k < 3; k++) {
        assertThat(parts.byLabel().get(label).mean()[k])
            .isCloseTo(whole.byLabel().get(label).mean()[k], within(1e-12));
        assertThat(parts.byLabel().get(label).covariance(k, k))
            .isCloseTo(whole.byLabel().get(label).covariance(k, k), within(1e-12));
      }
    }
  }

  @Test
  void labelsWithoutACostAreRefused() {
    Clouds rows = labelled(5, 10, 2, 2, 0);
    Clouds columns = labelled(6, 50, 2, 3, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cloud(rows, columns, random(1, 2, 2)))
        .withMessage("labels must be whole numbers from 0 to 1, got 2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelCosts(new double[][] {{1, Double.NaN}}))
        .withMessage("costs of labels must be finite, got NaN");
  }

  private static LabelGaussians fit(Clouds cloud, int labels) {
    return cloud.runner().run("fit", LabelGaussians.sweep(labels), "");
  }

  private static Clouds labelled(long seed, int n, int d, int labels, double offset) {
    SplittableRandom random = new SplittableRandom(seed);
    Clouds cloud = Clouds.random(seed, n, d + 1, offset);
    for (double[] point : cloud.points()) {
      point[0] = random.nextInt(labels);
    }
    return cloud;
  }

  private static LabelCosts random(long seed, int rowLabels, int columnLabels) {
    SplittableRandom random = new SplittableRandom(seed + 9);
    double[][] costs = new double[rowLabels][];
    Arrays.setAll(costs, l -> random.doubles(columnLabels, 0, 3).toArray());
    return new LabelCosts(costs);
  }

  private static PointCloud cloud(Clouds rows, Clouds columns, LabelCosts labels) {
    return PointCloud.labelled(labels, columns.blocks(columns.points().length).get(0), rows.mean());
  }

  private static double[][] costs(Clouds rows, Clouds columns, LabelCosts labels) {
    double[][] costs = new double[rows.points().length][columns.points().length];
    for (int i = 0; i < costs.length; i++) {
      double[] x = rows.points()[i];
      for (int j = 0; j < costs[i].length; j++) {
        double[] y = columns.points()[j];
        costs[i][j] =
            GroundCost.SQUARED_EUCLIDEAN.between(
                    Arrays.copyOfRange(x, 1, x.length), Arrays.copyOfRange(y, 1, y.length))
                + labels.costs()[(int) x[0]][(int) y[0]];
      }
    }
    return costs;
  }
}
