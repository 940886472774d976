package io.convoy.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SerialRunner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NoFeasibleSolutionException;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.junit.jupiter.api.Test;

class CapacityTransportTest {

  /**
   * A pool and targets.
   *
   * @param pool label, size, group and three coordinates of every row
   */
  private record Instance(
      double[][] pool, double[][] targets, double[] weights, Terms terms, double labelCost) {

    static final Lead LEAD = new Lead(true);

    static Instance random(SplittableRandom random, int n, int m, boolean equal) {
      double[] weights = new double[m];
      Arrays.setAll(weights, j -> equal ? 1 : random.nextDouble(0.2, 2));
      int budget = equal && random.nextBoolean() ? m * (1 + n / m / 2) : 1 + random.nextInt(n);
      return new Instance(points(random, n), points(random, m), weights, Terms.ofRows(budget), 0);
    }

    /** Returns an instance with tokens, repeats, labels and quotas that can be met. */
    static Instance bound(SplittableRandom random) {
      int n = 6 + random.nextInt(9);
      Instance some = random(random, n, 2 + random.nextInt(3), random.nextBoolean());
      boolean tokens = random.nextBoolean();
      int repeat = 1 + random.nextInt(2);
      long[] all = new long[3];
      for (double[] row : some.pool) {
        row[0] = random.nextInt(2);
        row[1] = tokens ? random.nextInt(5) : 1;
        row[2] = random.nextInt(3);
        all[(int) row[2]] += Math.round(row[1]) * repeat;
      }
      for (double[] target : some.targets) {
        target[0] = random.nextInt(2);
      }
      long total = Math.max(1, Arrays.stream(all).sum());
      long budget = 1 + random.nextLong(total);
      long[] least = new long[3];
      long[] most = {budget, budget, budget};
      long owed = 0;
      for (int g = 1; g < 3; g++) {
        least[g] = random.nextLong(1 + Math.min(all[g], budget - owed));
        owed += least[g];
        most[g] = least[g] + random.nextLong(1 + budget - least[g]);
      }
      // the others must have room for what the quotas leave
      if (all[0] + Math.min(all[1], most[1]) + Math.min(all[2], most[2]) < budget) {
        most[1] = Math.max(budget, most[1]);
        most[2] = Math.max(budget, most[2]);
      }
      Quotas quotas =
          random.nextInt(4) == 0
              ? Quotas.none()
              : new Quotas(List.of("any", "a", "b"), least, most);
      if (quotas.isEmpty()) {
        for (double[] row : some.pool) {
          row[2] = 0;
        }
      }
      return new Instance(
          some.pool,
          some.targets,
          some.weights,
          new Terms(budget, tokens, repeat, quotas),
          random.nextBoolean() ? 0 : 0.5);
    }

    private static double[][] points(SplittableRandom random, int count) {
      double[][] points = new double[count][];
      for (int i = 0; i < count; i++) {
        points[i] =
            DoubleStream.concat(DoubleStream.of(0, 1, 0), random.doubles(3, -1, 1)).toArray();
      }
      return points;
    }

    Instance with(Terms other) {
      return new Instance(pool, targets, weights, other, labelCost);
    }

    double cost(int i, int j) {
      double sum = 0;
      for (int k = 3; k < 6; k++) {
        sum += (pool[i][k] - targets[j][k]) * (pool[i][k] - targets[j][k]);
      }
      return sum + (pool[i][0] == targets[j][0] ? 0 : labelCost);
    }

    List<PointBlock> blocks(int blockRows) {
      List<PointBlock> blocks = new ArrayList<>();
      for (int from = 0; from < pool.length; from += blockRows) {
        blocks.add(
            block(
                blocks.size(),
                Arrays.copyOfRange(pool, from, Math.min(pool.length, from + blockRows))));
      }
      return blocks;
    }

    NearestSweep.Query query(SerialRunner<PointBlock> runner, int k, int blockRows) {
      return NearestSweep.Query.of(
          runner.share(Targets.of(block(0, targets), LEAD, labelCost)),
          LEAD,
          terms.quotas().groups(),
          k,
          blockRows);
    }

    Candidates nearest(int k, int blockRows) {
      SerialRunner<PointBlock> runner = new SerialRunner<>(blocks(blockRows));
      return runner.run("nearest", new NearestSweep(), query(runner, k, blockRows));
    }

    Optional<Coverage> solve(int k) {
      return CapacityTransport.solve(nearest(k, 4), shortlist(), weights, terms);
    }

    Shortlist shortlist() {
      return Shortlist.of(block(0, pool), LEAD);
    }

    private static PointBlock block(int index, double[][] points) {
      double[] flat = Arrays.stream(points).flatMapToDouble(Arrays::stream).toArray();
      return PointBlock.of(index, 6, flat, new double[points.length]);
    }

    double share(int i) {
      double size = terms.byTokens() ? pool[i][1] : 1;
      return size * terms.maxRepeat() / terms.budget();
    }

    /** The linear program of all pairs, by the simplex method; empty if it cannot be met. */
    OptionalDouble optimum() {
      int n = pool.length;
      int m = targets.length;
      double all = Arrays.stream(weights).sum();
      double[] objective = new double[n * m];
      List<LinearConstraint> constraints = new ArrayList<>();
      double[][] groups = new double[terms.quotas().groups()][n * m];
      for (int i = 0; i < n; i++) {
        double[] row = new double[n * m];
        for (int j = 0; j < m; j++) {
          objective[i * m + j] = cost(i, j);
          row[i * m + j] = 1;
          groups[(int) pool[i][2]][i * m + j] = 1;
        }
        constraints.add(new LinearConstraint(row, Relationship.LEQ, share(i)));
      }
      for (int g = 1; g < groups.length; g++) {
        double budget = terms.budget();
        constraints.add(
            new LinearConstraint(groups[g], Relationship.LEQ, terms.quotas().most()[g] / budget));
        constraints.add(
            new LinearConstraint(groups[g], Relationship.GEQ, terms.quotas().least()[g] / budget));
      }
      for (int j = 0; j < m; j++) {
        double[] column = new double[n * m];
        for (int i = 0; i < n; i++) {
          column[i * m + j] = 1;
        }
        constraints.add(new LinearConstraint(column, Relationship.EQ, weights[j] / all));
      }
      try {
        return OptionalDouble.of(
            new SimplexSolver()
                .optimize(
                    new MaxIter(10_000),
                    new LinearObjectiveFunction(objective, 0),
                    new LinearConstraintSet(constraints),
                    GoalType.MINIMIZE,
                    new NonNegativeConstraint(true))
                .getValue());
      } catch (NoFeasibleSolutionException none) {
        return OptionalDouble.empty();
      }
    }
  }

  /** Never wrong, pruned or not; and the bound is one whether or not there is a certificate. */
  @Property(tries = 200)
  void aCertificateMeansTheOptimumOfAllPairs(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Instance given =
        Instance.random(random, 6 + random.nextInt(9), 2 + random.nextInt(3), random.nextBoolean());
    judge(given, given.optimum().orElseThrow());
  }

  /** The same with tokens, repeats, labels and quotas. */
  @Property(tries = 200)
  void soWithQuotasTokensAndRepeats(@ForAll long seed) {
    Instance given = Instance.bound(new SplittableRandom(seed));
    OptionalDouble optimum = given.optimum();
    if (optimum.isEmpty()) {
      assertThat(given.solve(given.pool().length)).isEmpty();
    } else {
      judge(given, optimum.getAsDouble());
    }
  }

  private static void judge(Instance given, double optimum) {
    int n = given.pool().length;
    double close = 1e-5;
    boolean certified = false;
    for (int k = 1; k <= n; k++) {
      Optional<Coverage> found = given.solve(k);
      assertThat(found.isPresent() || k < n).isTrue();
      if (found.isEmpty()) {
        continue;
      }
      Coverage cover = found.get();
      assertThat(cover.cost()).isGreaterThanOrEqualTo(optimum - close);
      assertThat(cover.lowerBound()).isLessThanOrEqualTo(optimum + close);
      if (cover.certificate()) {
        certified = true;
        assertThat(cover.cost()).isCloseTo(optimum, within(close));
        assertThat(cover.lowerBound()).isCloseTo(cover.cost(), within(close));
      }
      assertThat(Arrays.stream(cover.masses()).sum()).isCloseTo(1, within(1e-9));
      for (int i = 0; i < n; i++) {
        assertThat(cover.masses()[i]).isBetween(0.0, given.share(i) + 1e-12);
        assertThat(cover.rowPrices()[i]).isLessThanOrEqualTo(0);
      }
      taken(given, cover, k);
    }
    assertThat(certified).isTrue(); // with all rows as candidates at the latest
  }

  /** What is taken of a plan keeps to the terms. */
  private static void taken(Instance given, Coverage cover, int k) {
    Terms terms = given.terms();
    Shortlist rows = given.shortlist();
    int[] repeats = cover.repeats(given.nearest(k, 4), rows, terms);
    long[] byGroup = new long[terms.quotas().groups()];
    for (int i = 0; i < repeats.length; i++) {
      assertThat(repeats[i]).isBetween(0, terms.maxRepeat());
      byGroup[rows.group(i)] += repeats[i] * terms.size(rows, i);
    }
    long all = Arrays.stream(byGroup).sum();
    assertThat(all).isLessThanOrEqualTo(terms.budget());
    if (!terms.byTokens()) {
      assertThat(all).isEqualTo(terms.budget());
      for (int g = 0; g < byGroup.length; g++) {
        assertThat(byGroup[g]).isBetween(terms.quotas().least()[g], terms.quotas().most()[g]);
      }
    }
  }

  @Property(tries = 50)
  void equalTargetsTakeWholeRows(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int m = 1 + random.nextInt(5);
    Instance some = Instance.random(random, 60, m, true);
    Instance given = some.with(Terms.ofRows(6L * m));
    Coverage cover = given.solve(60).orElseThrow();
    assertThat(Arrays.stream(cover.masses()).filter(mass -> mass > 0)).hasSize(6 * m);
    assertThat(cover.served()).containsOnly(6);
    int[] repeats = cover.repeats(given.nearest(60, 7), given.shortlist(), given.terms());
    for (int i = 0; i < 60; i++) {
      assertThat(repeats[i]).isEqualTo(cover.masses()[i] > 0 ? 1 : 0);
    }
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
        Arrays.setAll(point, k -> k < 3 ? point[k] : point[k] + far);
      }
    }
    Candidates expected = near.nearest(5, 32);
    SerialRunner<PointBlock> runner = new SerialRunner<>(near.blocks(32));
    NearestSweep.Query query = near.query(runner, 5, 32);
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
    Instance given = some.with(Terms.ofRows(300));
    Coverage whole = given.solve(3000).orElseThrow();
    Coverage pruned = given.solve(40).orElseThrow();
    assertThat(whole.certificate()).isTrue();
    assertThat(pruned.certificate()).isTrue();
    assertThat(pruned.cost()).isCloseTo(whole.cost(), within(1e-9));
    assertThat(pruned.masses()).containsExactly(whole.masses());
  }

  @Property(tries = 30)
  void allCostsOfARowAreThoseOfItsPairs(@ForAll long seed) {
    Instance given = Instance.random(new SplittableRandom(seed), 20, 9, true);
    for (double labelCost : new double[] {0, 3}) {
      Targets targets = Targets.of(Instance.block(0, given.targets()), Instance.LEAD, labelCost);
      Shortlist rows = given.shortlist();
      for (int i = 0; i < 20; i++) {
        double[] costs = rows.costs(i, targets);
        for (int j = 0; j < 9; j++) {
          assertThat(costs[j]).isEqualTo(targets.cost(rows.features(), i, rows.label(i), j));
        }
      }
    }
  }

  @Test
  void equalRowsAreTakenInTheirOrder() {
    double[][] pool = {
      {0, 1, 0, 1, 0, 0}, {0, 1, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0}
    };
    double[][] origin = {{0, 1, 0, 0, 0, 0}};
    Instance given = new Instance(pool, origin, new double[] {1}, Terms.ofRows(2), 0);
    assertThat(given.nearest(2, 3).row(0, 0)).isEqualTo(1);
    assertThat(given.nearest(2, 1).row(0, 1)).isEqualTo(2);
  }

  @Test
  void tooFewCandidatesCoverNothing() {
    Instance given = Instance.random(new SplittableRandom(1), 10, 2, true).with(Terms.ofRows(10));
    assertThat(given.solve(2)).isEmpty();
    assertThatThrownBy(
            () ->
                CapacityTransport.solve(
                    given.nearest(2, 10), given.shortlist(), new double[] {1, 0}, given.terms()))
        .hasMessage("weights must be > 0, got 0.0");
  }

  /** What was left out of a list stays beyond it, whatever becomes of its rows. */
  @Test
  void whatIsBeyondAListStaysSo() {
    Instance given = Instance.random(new SplittableRandom(4), 30, 3, true);
    Candidates lists = given.nearest(5, 30);
    long gone = lists.row(0, 4);
    Candidates left = lists.without(row -> row == gone);
    long[] places = left.places();
    for (Candidates same : List.of(left, left.numberedIn(places))) {
      assertThat(same.count(0)).isEqualTo(4);
      assertThat(same.beyond(0)).isEqualTo(lists.cost(0, 4));
    }
    assertThat(lists.first(2).beyond(1)).isEqualTo(lists.cost(1, 1));
    assertThat(given.nearest(30, 30).first(30).beyond(0)).isEqualTo(lists(given, 29));
    assertThat(given.nearest(40, 30).beyond(0)).isInfinite();
  }

  private static double lists(Instance given, int place) {
    return given.nearest(30, 30).cost(0, place);
  }

  /** Each row that repeats an earlier one goes, and no other. */
  @Property(tries = 50)
  void repeatsAreFoundAsByComparingAll(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Instance given = Instance.random(random, 80, 2, true);
    Shortlist rows = given.shortlist();
    double distance = random.nextDouble(0, 0.8);
    BitSet expected = new BitSet();
    for (int i = 0; i < 80; i++) {
      for (int earlier = 0; earlier < i; earlier++) {
        if (!expected.get(earlier) && rows.squaredDistance(i, earlier) <= distance * distance) {
          expected.set(i);
        }
      }
    }
    assertThat(rows.repeats(distance)).isEqualTo(expected);
  }
}
