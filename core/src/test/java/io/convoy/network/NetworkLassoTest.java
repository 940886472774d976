package io.convoy.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convoy.iterate.Termination;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Answers of the network lasso against closed forms, other algorithms and its certificate. */
final class NetworkLassoTest {

  private static final LassoSettings SETTINGS = LassoSettings.defaults();
  private static final LassoSettings EXACT = SETTINGS.withAccuracy(1e-13, 20_000);
  private static final LocalModel CLUSTERING = new LocalModel.Clustering();

  @Property(tries = 40)
  void twoNodesMeetAsTheClosedFormSays(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 3) double share) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] a = random.doubles(6, -1, 1).toArray();
    double m1 = random.nextDouble(0.5, 2);
    double m2 = random.nextDouble(0.5, 2);
    double distance = 0;
    for (int k = 0; k < 3; k++) {
      distance += (a[k] - a[3 + k]) * (a[k] - a[3 + k]);
    }
    distance = Math.sqrt(distance);
    double critical = m1 * m2 / (m1 + m2) * distance;
    double lambda = share * critical;
    NodeRows rows = new NodeRows(3, new int[] {0, 1, 2}, a, new double[2], new double[] {m1, m2});
    double[] x = Nets.solve(Nets.chain(2), rows, CLUSTERING, lambda, EXACT).x();
    for (int k = 0; k < 3; k++) {
      double unit = (a[k] - a[3 + k]) / distance;
      double mean = (m1 * a[k] + m2 * a[3 + k]) / (m1 + m2);
      assertThat(x[k]).isCloseTo(share < 1 ? a[k] - lambda / m1 * unit : mean, within(1e-6));
      assertThat(x[3 + k])
          .isCloseTo(share < 1 ? a[3 + k] + lambda / m2 * unit : mean, within(1e-6));
    }
  }

  @Property(tries = 10)
  void aChainIsATautString(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.05, max = 3) double lambda) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] y = new double[60];
    for (int i = 0; i < y.length; i++) {
      y[i] = (i / 15) % 2 + Nets.normal(random);
    }
    LassoSettings exact = EXACT.withRho(3);
    double[] direct = TautString.solve(y, lambda);
    assertThat(Nets.solve(Nets.chain(60), Nets.points(1, y), CLUSTERING, lambda, exact).x())
        .containsExactly(direct, within(1e-5));
    assertThat(
            Nets.solve(
                    Nets.chain(60),
                    Nets.ranges(60, 4),
                    Nets.points(1, y),
                    CLUSTERING,
                    lambda,
                    exact.withPasses(50))
                .x())
        .as("nested rounds")
        .containsExactly(direct, within(1e-5));
  }

  @Property(tries = 20)
  void theGapIsNeverNegativeAndVanishes(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Graph graph = Nets.random(40, 0.05, random);
    NodeRows rows = Nets.rows(40, 6, 4, false, random);
    LocalModel model = new LocalModel.Ridge(0.1, true);
    double best =
        Nets.solve(graph, rows, model, 0.2, SETTINGS.withAccuracy(1e-12, 5000)).objective();
    MemoryGraph runner = Nets.runner(graph, Nets.ranges(40, 3), rows, model);
    NetworkLasso lasso = new NetworkLasso(runner, SETTINGS.withAccuracy(1e-10, 5000));
    double[] worst = {Double.POSITIVE_INFINITY};
    NetworkLasso.Solution solution =
        lasso.solve(
            0.2,
            (state, reading) -> {
              double above = reading.objective() - best;
              double gap = reading.error() * Math.abs(reading.objective());
              worst[0] = Math.min(worst[0], gap - above);
              return true;
            });
    assertThat(worst[0]).isGreaterThan(-1e-9 * best);
    assertThat(solution.termination()).isInstanceOf(Termination.Converged.class);
    assertThat(solution.sums().gap()).isBetween(-1e-12 * best, 1e-10 * best);
  }

  @Example
  void withoutCouplingEveryNodeIsOnItsOwn() {
    SplittableRandom random = new SplittableRandom(5);
    NodeRows rows = Nets.rows(20, 6, 3, false, random);
    LocalModel model = new LocalModel.Ridge(0.1, true);
    Nets.Solved solved = Nets.solve(Nets.random(20, 0.1, random), rows, model, 0, SETTINGS);
    assertThat(solved.solution().termination().iterations()).isEqualTo(1);
    assertThat(solved.x()).containsExactly(model.fit(rows).minimizers(), within(1e-12));
  }

  @Property(tries = 10)
  void roundsAreThoseOfTheCopiesForm(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Graph graph = Nets.random(15, 0.2, random);
    NodeRows rows = Nets.rows(15, 5, 3, false, random);
    LocalModel model = new LocalModel.Ridge(0.3, false);
    CopiesForm copies = new CopiesForm(graph, model.fit(rows), 0.4, 0.7);
    MemoryGraph runner = Nets.runner(graph, Nets.ranges(15, 1), rows, model);
    Round round = new Round(new EdgePenalty.Norm(), 0.4, 0.7, 1, 0);
    copies.start(runner.parameters().get(0));
    for (int k = 0; k < 100; k++) {
      RoundSums sums = runner.evaluate(round);
      runner.advance();
      copies.step();
      assertThat(runner.parameters().get(0)).containsExactly(copies.x(), within(1e-11));
      assertThat(Math.sqrt(sums.primal())).isCloseTo(copies.primal(), within(1e-9));
    }
  }

  @Example
  void partitionsAgree() {
    SplittableRandom random = new SplittableRandom(8);
    Graph graph = Nets.random(64, 0.05, random);
    NodeRows rows = Nets.rows(64, 5, 3, false, random);
    LocalModel model = new LocalModel.Ridge(0.1, true);
    LassoSettings settings = SETTINGS.withAccuracy(1e-11, 3000);
    Nets.Solved whole = Nets.solve(graph, rows, model, 0.3, settings);
    for (int parts : new int[] {4, 16}) {
      for (Partition partition :
          new Partition[] {Nets.ranges(64, parts), Nets.scattered(64, parts)}) {
        Nets.Solved cut = Nets.solve(graph, partition, rows, model, 0.3, settings);
        assertThat(cut.x()).containsExactly(whole.x(), within(1e-9));
        Nets.Solved nested =
            Nets.solve(graph, partition, rows, model, 0.3, settings.withPasses(20));
        assertThat(nested.objective()).isCloseTo(whole.objective(), within(1e-9));
      }
    }
  }

  @Example
  void aLongChainNeedsFewNestedRounds() {
    SplittableRandom random = new SplittableRandom(2);
    double[] y = new double[2000];
    for (int i = 0; i < y.length; i++) {
      y[i] = (i / 200) % 2 * 2 + Nets.normal(random);
    }
    LassoSettings settings = SETTINGS.withAccuracy(1e-5, 1000);
    Nets.Solved nested =
        Nets.solve(
            Nets.chain(2000),
            Nets.ranges(2000, 8),
            Nets.points(1, y),
            CLUSTERING,
            20,
            settings.withPasses(200));
    assertThat(nested.solution().termination()).isInstanceOf(Termination.Converged.class);
    assertThat(nested.solution().termination().iterations()).isLessThanOrEqualTo(100);
    double[] direct = TautString.solve(y, 20);
    double least = 0;
    for (int i = 0; i < y.length; i++) {
      least += (direct[i] - y[i]) * (direct[i] - y[i]) / 2;
      least += i == 0 ? 0 : 20 * Math.abs(direct[i] - direct[i - 1]);
    }
    assertThat(nested.objective()).isBetween(least * (1 - 1e-12), least * (1 + 1e-5));
  }

  @Property(tries = 10)
  void fromLambdaCriticalOnAllIsOne(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] a = random.doubles(40, -1, 1).toArray();
    double[] mean = new double[2];
    for (int k = 0; k < 40; k++) {
      mean[k % 2] += a[k] / 20;
    }
    double[] gradients = new double[40];
    for (int k = 0; k < 40; k++) {
      gradients[k] = mean[k % 2] - a[k];
    }
    LambdaCritical critical = LambdaCritical.of(Nets.chain(20), gradients, 2);
    double[] left = new double[2];
    double exact = 0;
    for (int i = 0; i < 19; i++) {
      left[0] += gradients[2 * i];
      left[1] += gradients[2 * i + 1];
      exact = Math.max(exact, Math.hypot(left[0], left[1]));
    }
    assertThat(critical.upper()).as("a chain has one flow only").isCloseTo(exact, within(1e-9));
    assertThat(critical.lower()).isLessThanOrEqualTo(exact);
    NodeRows rows = Nets.points(2, a);
    LassoSettings settings = EXACT.withRho(2);
    double[] above = Nets.solve(Nets.chain(20), rows, CLUSTERING, 1.01 * exact, settings).x();
    double[] below = Nets.solve(Nets.chain(20), rows, CLUSTERING, 0.98 * exact, settings).x();
    assertThat(Nets.spread(above, 2)).isLessThan(1e-5);
    assertThat(Nets.spread(below, 2)).isGreaterThan(1e-4);
  }

  @Example
  void theSquaredNormSolvesTheLaplacianEquations() {
    SplittableRandom random = new SplittableRandom(4);
    Graph graph = Nets.random(12, 0.2, random);
    double[] a = random.doubles(12, -1, 1).toArray();
    LassoSettings settings = EXACT.withPenalty(new EdgePenalty.Laplacian());
    double[] x = Nets.solve(graph, Nets.points(1, a), CLUSTERING, 0.7, settings).x();
    for (int i = 0; i < 12; i++) {
      double gradient = x[i] - a[i];
      for (int at = graph.offset(i); at < graph.offset(i + 1); at++) {
        gradient += 2 * 0.7 * graph.weight(at) * (x[i] - x[graph.neighbour(at)]);
      }
      assertThat(gradient).isCloseTo(0, within(1e-6));
    }
  }

  @Example
  void theAbsolutePenaltyTreatsCoordinatesAlone() {
    double[] y = new SplittableRandom(9).doubles(40, -1, 1).toArray();
    double[] even = new double[20];
    double[] odd = new double[20];
    for (int i = 0; i < 20; i++) {
      even[i] = y[2 * i];
      odd[i] = y[2 * i + 1];
    }
    LassoSettings settings = EXACT.withPenalty(new EdgePenalty.Absolute());
    double[] x = Nets.solve(Nets.chain(20), Nets.points(2, y), CLUSTERING, 0.4, settings).x();
    double[] first = TautString.solve(even, 0.4);
    double[] second = TautString.solve(odd, 0.4);
    for (int i = 0; i < 20; i++) {
      assertThat(x[2 * i]).isCloseTo(first[i], within(1e-5));
      assertThat(x[2 * i + 1]).isCloseTo(second[i], within(1e-5));
    }
  }

  @Property(tries = 50)
  void theShareOfTheLogarithmIsTheBestOnAGrid(
      @ForAll @DoubleRange(min = 0.01, max = 10) double d,
      @ForAll @DoubleRange(min = 0.01, max = 10) double strength,
      @ForAll @DoubleRange(min = 0.01, max = 100) double rho) {
    EdgePenalty.Log penalty = new EdgePenalty.Log(0.01);
    double best = cost(penalty.share(d, strength, rho), d, strength, rho);
    for (int k = 0; k <= 20_000; k++) {
      assertThat(cost(k / 40_000.0, d, strength, rho)).isGreaterThanOrEqualTo(best - 1e-12);
    }
  }

  private static double cost(double theta, double d, double strength, double rho) {
    return strength * Math.log1p(d * (1 - 2 * theta) / 0.01) + rho * d * d * theta * theta;
  }

  @Example
  void theLogarithmFindsTheBestOfTwoNodesOrFusesThem() {
    for (double lambda : new double[] {0.05, 0.2, 2}) {
      LassoSettings settings =
          SETTINGS.withPenalty(new EdgePenalty.Log(0.01)).withAccuracy(1e-9, 3000);
      Nets.Solved solved =
          Nets.solve(Nets.chain(2), Nets.points(1, -1, 1), CLUSTERING, lambda, settings);
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k <= 100_000; k++) {
        double x = k / 100_000.0; // by symmetry the nodes are at -x and x
        least = Math.min(least, (1 - x) * (1 - x) + lambda * Math.log1p(2 * x / 0.01));
      }
      assertThat(solved.objective()).isCloseTo(least, within(1e-6));
    }
  }

  @Example
  void nodesWithoutRowsFollowTheirNeighbours() {
    NodeRows rows = NodeRows.of(1, new int[] {0, 1, 1, 1, 2}, new double[] {0, 3}, new double[2]);
    double[] x =
        Nets.solve(Nets.chain(4), rows, CLUSTERING, 1, SETTINGS.withAccuracy(1e-9, 5000)).x();
    assertThat(x[0]).isCloseTo(1, within(1e-4));
    assertThat(x[3]).isCloseTo(2, within(1e-4));
    assertThat(x[1]).isBetween(1 - 1e-4, x[2] + 1e-4);
    assertThat(x[2]).isBetween(x[1] - 1e-4, 2 + 1e-4);
  }

  @Example
  void anIsolatedNodeKeepsItsOwnModel() {
    Graph graph = Graph.of(3, new int[] {0}, new int[] {1}, new double[] {1});
    NodeRows rows = Nets.rows(3, 5, 2, true, new SplittableRandom(1));
    LocalModel model = new LocalModel.Logistic(0.2, true);
    double[] x = Nets.solve(graph, rows, model, 0.5, SETTINGS.withAccuracy(1e-9, 5000)).x();
    double[] alone = model.fit(rows).minimizers();
    assertThat(Arrays.copyOfRange(x, 6, 9))
        .containsExactly(Arrays.copyOfRange(alone, 6, 9), within(1e-7));
  }
}
