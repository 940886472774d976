package io.convoy.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convoy.distance.Gaussian;
import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SerialRunner;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;

/** The methods beside transport, each against what it says it does. */
class MethodsTest {

  private static final Lead LEAD = new Lead(true);

  private final SplittableRandom fixed = new SplittableRandom(7);

  /** Returns rows of two labels, size 1 and no group, around a centre. */
  private static double[] rows(SplittableRandom random, int count, int d, double centre) {
    double[] rows = new double[count * (3 + d)];
    for (int i = 0; i < count; i++) {
      rows[i * (3 + d)] = random.nextInt(2);
      rows[i * (3 + d) + 1] = 1;
      for (int k = 0; k < d; k++) {
        rows[i * (3 + d) + 3 + k] = centre + random.nextGaussian();
      }
    }
    return rows;
  }

  private static PointBlock block(double[] rows, int d) {
    double[] ones = new double[rows.length / (3 + d)];
    Arrays.fill(ones, 1);
    return PointBlock.of(0, 3 + d, rows, ones);
  }

  private record Instance(Shortlist pool, Targets targets, double[] weights) {

    static Instance random(SplittableRandom random, int n, int m, int d) {
      double[] weights = new double[m];
      Arrays.fill(weights, 1.0 / m);
      return new Instance(
          Shortlist.of(block(rows(random, n, d, 0), d), LEAD),
          Targets.of(block(rows(random, m, d, 0.5), d), LEAD, 0),
          weights);
    }

    Candidates nearest(int k) {
      SerialRunner<PointBlock> runner = new SerialRunner<>(List.of(pool.rows()));
      return runner.run(
          "nearest",
          new NearestSweep(),
          NearestSweep.Query.of(runner.share(targets), LEAD, 1, k, pool.count()));
    }

    double[][] costs() {
      double[][] costs = new double[pool.count()][];
      Arrays.setAll(costs, i -> pool.costs(i, targets));
      return costs;
    }
  }

  private static Set<Integer> taken(Selection selection) {
    Set<Integer> taken = new HashSet<>();
    Arrays.stream(selection.rows()).forEach(taken::add);
    return taken;
  }

  /** As written down in its definition, pair by pair; and lists that suffice change nothing. */
  @Property(tries = 50)
  void targetsTakeTurns(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Instance given = Instance.random(random, 60, 1 + random.nextInt(6), 3);
    int budget = 1 + random.nextInt(60);
    double[][] costs = given.costs();
    Set<Integer> expected = new HashSet<>();
    for (int turn = 0; expected.size() < budget; turn++) {
      int j = turn % given.weights().length;
      int best =
          IntStream.range(0, 60)
              .filter(i -> !expected.contains(i))
              .boxed()
              .min((a, b) -> Double.compare(costs[a][j], costs[b][j]))
              .orElseThrow();
      expected.add(best);
    }
    for (int k = 1; k <= 60; k++) {
      Selection found = RoundRobin.select(given.nearest(k), given.pool(), Terms.ofRows(budget));
      if (found.complete() || k == 60) {
        assertThat(found.complete()).isTrue();
        assertThat(taken(found)).isEqualTo(expected);
      }
    }
  }

  @Property(tries = 30)
  void theNearestTargetIsTheNearest(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Instance given = Instance.random(random, 40, 1 + random.nextInt(90), 1 + random.nextInt(20));
    double[][] costs = given.costs();
    int[] nearest = NearestTarget.of(given.targets(), given.pool().features());
    double[] least = NearestTarget.costs(given.targets(), LEAD, given.pool().rows());
    for (int i = 0; i < 40; i++) {
      double lowest = Arrays.stream(costs[i]).min().orElseThrow();
      assertThat(costs[i][nearest[i]]).isEqualTo(lowest);
      assertThat(least[i]).isEqualTo(lowest);
    }
  }

  /** The cosine of whitened rows is that of the inverse covariance, whatever its root. */
  @Property(tries = 20)
  void whiteningGivesTheCosineOfTheInverseCovariance(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int d = 4;
    double[] rows = rows(random, 50, d, 3);
    for (int i = 0; i < 50; i++) { // far from white
      rows[i * (3 + d) + 4] = rows[i * (3 + d) + 3] + 0.2 * rows[i * (3 + d) + 4];
      rows[i * (3 + d) + 5] *= 30;
    }
    PointBlock all = block(rows, d);
    PointBlock features = LEAD.features(all);
    Gaussian fitted = Gaussian.sweep().visit("", features);
    Whitening whitening = Whitening.of(fitted);
    PointBlock white = whitening.apply(all, LEAD.count());
    RealMatrix covariance = new Array2DRowRealMatrix(d, d);
    for (int k = 0; k < d; k++) {
      assertThat(whitening.deviation(k))
          .isCloseTo(Math.sqrt(fitted.covariance(k, k) + Whitening.RIDGE), within(1e-9));
      for (int l = 0; l < d; l++) {
        covariance.setEntry(k, l, fitted.covariance(k, l) + (k == l ? Whitening.RIDGE : 0));
      }
    }
    RealMatrix inverse = new LUDecomposition(covariance).getSolver().getInverse();
    for (int pair = 0; pair < 20; pair++) {
      int i = random.nextInt(50);
      int j = random.nextInt(50);
      RealVector x = centred(features, i, fitted.mean());
      RealVector y = centred(features, j, fitted.mean());
      double expected =
          inverse.operate(x).dotProduct(y)
              / Math.sqrt(inverse.operate(x).dotProduct(x) * inverse.operate(y).dotProduct(y));
      double cosine = 0;
      for (int k = LEAD.count(); k < white.dimension(); k++) {
        cosine += white.coordinate(i, k) * white.coordinate(j, k);
      }
      assertThat(cosine).isCloseTo(expected, within(1e-8));
      assertThat(white.coordinate(i, 1)).isEqualTo(1);
    }
  }

  private static RealVector centred(PointBlock rows, int row, double[] mean) {
    double[] x = new double[mean.length];
    Arrays.setAll(x, k -> rows.coordinate(row, k) - mean[k]);
    return new ArrayRealVector(x);
  }

  /** Whole layers are taken, and of the last one the best. */
  @Property(tries = 20)
  void layersAreTakenWhole(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Instance given = Instance.random(random, 80, 7, 3);
    int budget = 8 + random.nextInt(40);
    Candidates lists = given.nearest(80);
    Selection found =
        Layers.select(
            lists, given.pool(), given.targets(), given.weights(), Terms.ofRows(budget), false);
    assertThat(found.complete()).isTrue();
    assertThat(taken(found)).hasSize(budget);
    BitSet union = new BitSet();
    int layer = 0;
    while (true) {
      BitSet next = (BitSet) union.clone();
      for (int j = 0; j < 7; j++) {
        next.set((int) lists.row(j, layer));
      }
      if (next.cardinality() > budget) {
        assertThat(taken(found)).allMatch(next::get);
        break;
      }
      union = next;
      layer++;
    }
    assertThat(union.stream().boxed()).allMatch(taken(found)::contains);
  }

  @Property(tries = 30)
  void weightsBecomeRepeatsOfTheSameSum(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 1 + random.nextInt(30);
    double[] weights = random.doubles(n, 0, 1).toArray();
    double sum = Arrays.stream(weights).sum();
    int[] ones = new int[n];
    Arrays.fill(ones, 1);
    Arrays.setAll(weights, i -> weights[i] / sum * n);
    int[] repeats = Remainders.of(weights, ones, 5);
    assertThat(Arrays.stream(repeats)).allMatch(times -> times >= 1 && times <= 5);
    for (int i = 0; i < n; i++) {
      if (weights[i] < 5) {
        assertThat((double) repeats[i]).isBetween(Math.floor(weights[i]), weights[i] + 2);
      }
    }
  }

  /** Each next row is the furthest from those before. */
  @Test
  void centresAreFarApart() {
    Instance given = Instance.random(fixed, 60, 2, 2);
    Selection found = KCenter.select(given.pool(), Terms.ofRows(10));
    int[] order = new int[10];
    for (int row : found.rows()) {
      order[(int) -found.scores()[row] - 1] = row;
    }
    for (int step = 1; step < 10; step++) {
      int at = step;
      double[] apart = new double[60];
      for (int i = 0; i < 60; i++) {
        int row = i;
        apart[i] =
            IntStream.range(0, at)
                .mapToDouble(s -> given.pool().squaredDistance(row, order[s]))
                .min()
                .orElseThrow();
      }
      assertThat(apart[order[at]]).isEqualTo(Arrays.stream(apart).max().orElseThrow());
    }
  }

  /** The mean of the rows taken is nearer to the targets' than that of as many by chance. */
  @Test
  void herdingResemblesTheTargets() {
    Instance given = Instance.random(fixed, 400, 30, 3);
    Selection found =
        Herding.select(given.pool(), given.targets(), given.weights(), Terms.ofRows(40), false);
    double[] wanted = Moments.sweep().visit("", given.targets().points()).mean();
    double off = distance(given.pool().pick(found.rows()), wanted);
    double byChance = distance(given.pool().pick(IntStream.range(0, 40).toArray()), wanted);
    assertThat(off).isLessThan(byChance / 2);
    Selection labelled =
        Herding.select(given.pool(), given.targets(), given.weights(), Terms.ofRows(40), true);
    long ones = Arrays.stream(labelled.rows()).filter(row -> given.pool().label(row) == 1).count();
    long wantedOnes = IntStream.range(0, 30).filter(j -> given.targets().label(j) == 1).count();
    assertThat((double) ones / 40).isCloseTo(wantedOnes / 30.0, within(0.1));
  }

  private static double distance(Shortlist rows, double[] mean) {
    // rows of a shortlist carry the weights of their table, here 1
    double[] own = Moments.sweep().visit("", rows.features()).mean();
    double sum = 0;
    for (int k = 0; k < mean.length; k++) {
      sum += (own[k] - mean[k]) * (own[k] - mean[k]);
    }
    return Math.sqrt(sum);
  }

  /** Of rows that are alike, fewer are taken than there are. */
  @Test
  void crowdsAreThinned() {
    double[] rows = rows(fixed, 100, 2, 0);
    for (int i = 0; i < 50; i++) { // half of the pool is one spot beside the target
      rows[i * 5 + 3] = 0.3 + 1e-4 * i;
      rows[i * 5 + 4] = 0;
    }
    Shortlist pool = Shortlist.of(block(rows, 2), LEAD);
    Targets targets = Targets.of(block(new double[] {0, 1, 0, 0, 0}, 2), LEAD, 0);
    Instance given = new Instance(pool, targets, new double[] {1});
    double[] draws = fixed.doubles(100, 0.001, 0.999).toArray();
    Selection found =
        KernelDensity.select(given.nearest(100), pool, given.weights(), Terms.ofRows(20), draws);
    assertThat(taken(found)).hasSize(20);
    long crowd = taken(found).stream().filter(row -> row < 50).count();
    assertThat(crowd).isLessThan(10);
  }

  /** Rows as the targets have them are likelier to be drawn. */
  @Test
  void importanceFollowsTheTargets() {
    double[] rows = rows(fixed, 200, 2, 0);
    for (int i = 0; i < 100; i++) {
      rows[i * 5 + 3] += 3;
    }
    PointBlock pool = block(rows, 2);
    PointBlock targets = block(rows(fixed, 50, 2, 3), 2);
    double[][] edges = Importance.edges(Moments.sweep().visit("", pool), LEAD.count());
    Importance importance =
        Importance.of(
            edges,
            new Importance.Count(LEAD.count()).visit(edges, pool),
            new Importance.Count(LEAD.count()).visit(edges, targets));
    double like = 0;
    double unlike = 0;
    for (int i = 0; i < 100; i++) {
      like += importance.score(pool, i, LEAD.count(), 0.5) / 100;
      unlike += importance.score(pool, 100 + i, LEAD.count(), 0.5) / 100;
    }
    assertThat(like).isLessThan(unlike - 1);
  }

  /** What is found does not hang on candidates beyond those that matter. */
  @Test
  void aBudgetOfItsOwn() {
    Instance given = Instance.random(fixed, 300, 40, 3);
    AutomaticBudget all =
        AutomaticBudget.of(given.nearest(301), 1, given.pool(), given.targets(), 5);
    assertThat(all.reached()).isFalse();
    assertThat(all.rows()).isBetween(all.near(), 300);
    AutomaticBudget some =
        AutomaticBudget.of(given.nearest(200), 1, given.pool(), given.targets(), 5);
    assertThat(some.reached() || some.equals(all)).isTrue();
    AutomaticBudget few = AutomaticBudget.of(given.nearest(2), 1, given.pool(), given.targets(), 5);
    assertThat(few.reached()).isTrue();
  }
}
