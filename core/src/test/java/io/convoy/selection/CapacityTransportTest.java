package io.convoy.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SerialRunner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.junit.jupiter.api.Test;

class CapacityTransportTest {

  private record Instance(double[][] pool, double[][] targets, double[] weights, int budget) {

    static Instance random(SplittableRandom random, int n, int m, boolean equal) {
      double[] weights = new double[m];
      Arrays.setAll(weights, j -> equal ? 1 : random.nextDouble(0.2, 2));
      int budget = equal && random.nextBoolean() ? m * (1 + n / m / 2) : 1 + random.nextInt(n);
      return new Instance(points(random, n), points(random, m), weights, budget);
    }

    private static double[][] points(SplittableRandom random, int count) {
      double[][] points = new double[count][];
      Arrays.setAll(points, i -> random.doubles(3, -1, 1).toArray());
      return points;
    }

    double cost(int i, int j) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += (pool[i][k] - targets[j][k]) * (pool[i][k] - targets[j][k]);
      }
      return sum;
    }

    Candidates nearest(int k, int blockRows) {
      List<PointBlock> blocks = new ArrayList<>();
      for (int from = 0; from < pool.length; from += blockRows) {
        blocks.add(
            block(
                blocks.size(),
                Arrays.copyOfRange(pool, from, Math.min(pool.length, from + blockRows))));
      }
      SerialRunner<PointBlock> runner = new SerialRunner<>(blocks);
      return runner.run(
          "nearest",
          new NearestSweep(),
          NearestSweep.Query.of(runner.share(Targets.of(block(0, targets), 0)), k, blockRows));
    }

    private static PointBlock block(int index, double[][] points) {
      double[] flat = Arrays.stream(points).flatMapToDouble(Arrays::stream).toArray();
      return PointBlock.of(index, 3, flat, new double[points.length]);
    }

    /** The linear program of all pairs, by the simplex method. */
    double optimum() {
      int n = pool.length;
      int m = targets.length;
      double all = Arrays.stream(weights).sum();
      double[] objective = new double[n * m];
      List<LinearConstraint> constraints = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        double[] row = new double[n * m];
        for (int j = 0; j < m; j++) {
          objective[i * m + j] = cost(i, j);
          row[i * m + j] = 1;
        }
        constraints.add(new LinearConstraint(row, Relationship.LEQ, 1.0 / budget));
      }
      for (int j = 0; j < m; j++) {
        double[] column = new double[n * m];
        for (int i = 0; i < n; i++) {
          column[i * m + j] = 1;
        }
        constraints.add(new LinearConstraint(column, Relationship.EQ, weights[j] / all));
      }
      return new SimplexSolver()
          .optimize(
              new MaxIter(10_000),
              new LinearObjectiveFunction(objective, 0),
              new LinearConstraintSet(constraints),
              GoalType.MINIMIZE,
              new NonNegativeConstraint(true))
          .getValue();
    }
  }

  /** Never wrong, pruned or not; and the bound is one whether or not there is a certificate. */
  @Property(tries = 200)
  void aCertificateMeansTheOptimumOfAllPairs(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Instance given =
        Instance.random(random, 6 + random.nextInt(9), 2 + random.nextInt(3), random.nextBoolean());
    double optimum = given.optimum();
    int n = given.pool().length;
    boolean certified = false;
    for (int k = 1; k <= n; k++) {
      Optional<Coverage> found =
          CapacityTransport.solve(given.nearest(k, 4), given.weights(), given.budget());
      assertThat(found.isPresent() || k < n).isTrue();
      if (found.isEmpty()) {
        continue;
      }
      Coverage cover = found.get();
      assertThat(cover.cost()).isGreaterThanOrEqualTo(optimum - 1e-6);
      assertThat(cover.lowerBound()).isLessThanOrEqualTo(optimum + 1e-6);
      if (cover.certificate()) {
        certified = true;
        assertThat(cover.cost()).isCloseTo(optimum, within(1e-6));
        assertThat(cover.lowerBound()).isCloseTo(optimum, within(1e-6));
      }
      assertThat(Arrays.stream(cover.masses()).sum()).isCloseTo(1, within(1e-9));
      assertThat(Arrays.stream(cover.masses()).max().orElseThrow())
          .isLessThanOrEqualTo(1.0 / given.budget() + 1e-12);
      assertThat(Arrays.stream(cover.rowPrices()).max().orElseThrow()).isLessThanOrEqualTo(0);
    }
    assertThat(certified).isTrue(); // with all rows as candidates at the latest
  }

  @Property(tries = 50)
  void equalTargetsTakeWholeRows(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int m = 1 + random.nextInt(5);
    Instance some = Instance.random(random, 60, m, true);
    Instance given = new Instance(some.pool(), some.targets(), some.weights(), 6 * m);
    Coverage cover =
        CapacityTransport.solve(given.nearest(60, 7), given.weights(), 6 * m).orElseThrow();
    assertThat(cover.rows()).hasSize(6 * m);
    assertThat(cover.served()).containsOnly(6);
    assertThat(cover.selected(6 * m)).hasSize(6 * m).isSorted();
  }

  @Property(tries = 50)
  void theNearestAreTheSameInAnyBlocks(@ForAll long seed) {
    Instance given = Instance.random(new SplittableRandom(seed), 150, 4, true);
    Candidates expected = given.nearest(9, 150);
    for (int j = 0; j < 4; j++) {
      int target = j;
      double[] all = new double[150];
      Arrays.setAll(all, i -> given.cost(i, target));
      Arrays.sort(all);
      for (int place = 0; place < 9; place++) {
        assertThat(expected.cost(j, place)).isCloseTo(all[place], within(1e-12));
      }
    }
    for (int rows : new int[] {1, 13, 64, 65}) {
      assertThat(given.nearest(9, rows)).isEqualTo(expected);
    }
  }

  /** What the first blocks say spares work and changes nothing, also far from the origin. */
  @Property(tries = 30)
  void cutoffsChangeNothing(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Instance near = Instance.random(random, 300, 70, true);
    double far = random.nextBoolean() ? 0 : 1000;
    for (double[][] side : List.of(near.pool(), near.targets())) {
      for (double[] point : side) {
        Arrays.setAll(point, k -> point[k] + far);
      }
    }
    Candidates expected = near.nearest(5, 32);
    List<PointBlock> blocks = new ArrayList<>();
    for (int from = 0; from < 300; from += 32) {
      blocks.add(
          Instance.block(
              blocks.size(), Arrays.copyOfRange(near.pool(), from, Math.min(300, from + 32))));
    }
    SerialRunner<PointBlock> runner = new SerialRunner<>(blocks);
    NearestSweep.Query query =
        NearestSweep.Query.of(
            runner.share(Targets.of(Instance.block(0, near.targets()), 0)), 5, 32);
    Candidates first = runner.run("first", new NearestSweep(), query.in(2));
    assertThat(runner.run("all", new NearestSweep(), query.within(first))).isEqualTo(expected);
    for (int j = 0; j < 70; j++) {
      int target = j;
      double[] all = new double[300];
      Arrays.setAll(all, i -> near.cost(i, target));
      Arrays.sort(all);
      for (int place = 0; place < 5; place++) {
        assertThat(expected.cost(j, place)).isEqualTo(all[place]);
      }
    }
  }

  /** The size of the specification's check: three times as many candidates as rows per target. */
  @Test
  void aTenthOfThePairsIsEnoughAtUsualSize() {
    SplittableRandom random = new SplittableRandom(8);
    Instance some = Instance.random(random, 3000, 60, true);
    Instance given = new Instance(some.pool(), some.targets(), some.weights(), 300);
    Coverage whole =
        CapacityTransport.solve(given.nearest(3000, 1000), given.weights(), 300).orElseThrow();
    Coverage pruned =
        CapacityTransport.solve(given.nearest(40, 1000), given.weights(), 300).orElseThrow();
    assertThat(whole.certificate()).isTrue();
    assertThat(pruned.certificate()).isTrue();
    assertThat(pruned.cost()).isCloseTo(whole.cost(), within(1e-9));
    assertThat(pruned.selected(300)).isEqualTo(whole.selected(300));
  }

  @Property(tries = 30)
  void allCostsOfARowAreThoseOfItsPairs(@ForAll long seed) {
    Instance given = Instance.random(new SplittableRandom(seed), 20, 9, true);
    for (double labelCost : new double[] {0, 3}) {
      Targets targets = Targets.of(Instance.block(0, given.targets()), labelCost);
      PointBlock rows = Instance.block(0, given.pool());
      for (int i = 0; i < 20; i++) {
        double[] costs = targets.costs(rows, i);
        for (int j = 0; j < 9; j++) {
          assertThat(costs[j]).isEqualTo(targets.cost(rows, i, j));
        }
      }
    }
  }

  @Test
  void equalRowsAreTakenInTheirOrder() {
    double[][] pool = {{1, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}};
    Instance given = new Instance(pool, new double[][] {{0, 0, 0}}, new double[] {1}, 2);
    assertThat(given.nearest(2, 3).row(0, 0)).isEqualTo(1);
    assertThat(given.nearest(2, 1).row(0, 1)).isEqualTo(2);
  }

  @Test
  void tooFewCandidatesCoverNothing() {
    Instance given = Instance.random(new SplittableRandom(1), 10, 2, true);
    assertThat(CapacityTransport.solve(given.nearest(2, 10), given.weights(), 10)).isEmpty();
    assertThatThrownBy(() -> CapacityTransport.solve(given.nearest(2, 10), new double[] {1, 0}, 2))
        .hasMessage("weights must be > 0, got 0.0");
  }
}
