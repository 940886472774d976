package io.convoy.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.DenseCost;
import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.Precision;
import io.convoy.iterate.MemoryRunner;
import io.convoy.transport.DualOracle;
import io.convoy.transport.Epsilon;
import io.convoy.transport.PlanRows;
import io.convoy.transport.SolverSettings;
import io.convoy.transport.TransportProblem;
import io.convoy.transport.TransportResult;
import io.convoy.transport.TransportSolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PartialClusteringTest {

  private static final ForkJoinPool POOL = ForkJoinPool.commonPool();

  @Provide
  Arbitrary<Double> masses() {
    return Arbitraries.of(0.1, 0.4, 0.9, 1.0);
  }

  /** The scaling iteration of the paper, with its own conventions. */
  @Property(tries = 60)
  void plansAreThoseOfThePapersScaling(
      @ForAll long seed,
      @ForAll("masses") double mass,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(min = 2, max = 6) int clusters) {
    double[][] costs = random(seed, n, clusters);
    double[][] plan = solve(costs, new PartialClustering(mass, 1), 0.1, 7);
    double[][] scaled = scaling(costs, mass, 1, 0.1);
    for (int i = 0; i < n; i++) {
      assertThat(Arrays.stream(plan[i]).sum()).isLessThan((1 + 1e-9) / n);
      for (int k = 0; k < clusters; k++) {
        assertThat(plan[i][k]).isCloseTo(scaled[i][k], within(1e-9));
      }
    }
    assertThat(Arrays.stream(plan).flatMapToDouble(Arrays::stream).sum())
        .isCloseTo(mass, within(1e-9));
  }

  /** No exchange between two cells, a cell and what stays, or two rows, lowers the objective. */
  @Property(tries = 30)
  void noFeasiblePlanNearbyIsBetter(@ForAll long seed) {
    int n = 6;
    int clusters = 3;
    double[][] costs = random(seed, n, clusters);
    PartialClustering clustering = new PartialClustering(0.4, 1);
    double[] plan = flat(solve(costs, clustering, 0.1, 6));
    Objective objective = new Objective(clustering, 0, 0.1, block(0, costs, 0, n, n));
    double[] none = new double[plan.length];
    double best = objective.of(plan, none);
    SplittableRandom random = new SplittableRandom(seed);
    for (int t = 0; t < 300; t++) {
      double[] other = plan.clone();
      int from = random.nextInt(plan.length);
      int to = random.nextInt(plan.length);
      double moved =
          Math.min(other[from], staying(plan, to / clusters, n, clusters)) * random.nextDouble();
      other[from] -= moved;
      other[to] += moved;
      assertThat(objective.of(other, none)).isGreaterThan(best - 1e-12);
    }
  }

  private static double staying(double[] plan, int row, int n, int clusters) {
    return 1.0 / n - Arrays.stream(plan, row * clusters, (row + 1) * clusters).sum();
  }

  @Example
  void aStrongPullMakesClustersEqual() {
    double[][] plan = solve(random(1, 50, 4), new PartialClustering(0.6, 1e5), 0.1, 50);
    for (int k = 0; k < 4; k++) {
      int cluster = k;
      assertThat(Arrays.stream(plan).mapToDouble(row -> row[cluster]).sum())
          .isCloseTo(0.15, within(1e-5));
    }
  }

  /** Ten unequal clusters; the most confident rows are the ones that are right. */
  @Example
  void theFewerRowsAreLabelledTheMoreAreRight() {
    int n = 2000;
    int clusters = 10;
    SplittableRandom random = new SplittableRandom(3);
    double[][] costs = new double[n][clusters];
    int[] truth = new int[n];
    double[] sizes = new double[clusters];
    for (int k = 0; k < clusters; k++) {
      sizes[k] = 0.3 * Math.pow(0.01 / 0.3, k / (clusters - 1.0));
    }
    double total = Arrays.stream(sizes).sum();
    for (int i = 0; i < n; i++) {
      double u = random.nextDouble() * total;
      while (truth[i] < clusters - 1 && (u -= sizes[truth[i]]) > 0) {
        truth[i]++;
      }
      double[] logits = new double[clusters];
      double sum = 0;
      for (int k = 0; k < clusters; k++) {
        logits[k] = random.nextGaussian() + (k == truth[i] ? 2.5 : 0);
        sum += Math.exp(logits[k]);
      }
      for (int k = 0; k < clusters; k++) {
        costs[i][k] = Math.log(sum) - logits[k];
      }
    }
    double[] accuracies = new double[4];
    double[] masses = {0.1, 0.3, 0.6, 1};
    for (int m = 0; m < masses.length; m++) {
      PartialClustering clustering = new PartialClustering(masses[m], 1);
      MemoryRunner<PointBlock> rows = new MemoryRunner<>(blocks(costs, 500), POOL);
      try (DualOracle oracle = new DualOracle(rows, clustering.problem(new DenseCost(clusters)))) {
        TransportResult solved = TransportSolver.solve(oracle, settings(0.1));
        int[] labels = new int[n];
        double[] confidences = new double[n];
        int at = 0;
        for (PartialClustering.Labels part :
            rows.collect("", PartialClustering.labels(oracle), PartialClustering.query(solved))) {
          System.arraycopy(part.clusters(), 0, labels, at, part.clusters().length);
          System.arraycopy(part.confidences(), 0, confidences, at, part.clusters().length);
          at += part.clusters().length;
        }
        accuracies[m] =
            IntStream.range(0, n)
                .boxed()
                .sorted((i, j) -> Double.compare(confidences[j], confidences[i]))
                .limit((long) (masses[m] * n))
                .mapToDouble(i -> labels[i] == truth[i] ? 1 : 0)
                .average()
                .orElseThrow();
      }
    }
    assertThat(accuracies[0]).isGreaterThan(0.87);
    assertThat(accuracies[1]).isBetween(0.82, accuracies[0]);
    assertThat(accuracies[2]).isBetween(0.74, accuracies[1]);
    assertThat(accuracies[3]).isBetween(0.62, accuracies[2]);
  }

  @Property(tries = 40)
  void logSoftmaxIsTheCostOfItsLogits(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int d) {
    double[][] x = random(seed, 9, d);
    double[][] y = random(~seed, 4, d);
    for (GroundCost cost :
        new GroundCost[] {GroundCost.INNER_PRODUCT, GroundCost.SQUARED_EUCLIDEAN}) {
      PointBlock prototypes = block(0, y, 0, 4, 4);
      LogSoftmax softmax = new LogSoftmax(cost, prototypes);
      PointBlock rows = softmax.rows(block(0, x, 0, 9, 9));
      PointBlock columns = softmax.columns(prototypes.weights());
      double[] row = new double[softmax.dimension()];
      double[] column = new double[softmax.dimension()];
      for (int i = 0; i < 9; i++) {
        double sum = 0;
        for (double[] other : y) {
          sum += Math.exp(-cost.between(x[i], other));
        }
        rows.read(i, row);
        for (int j = 0; j < 4; j++) {
          columns.read(j, column);
          assertThat(softmax.productCost().between(row, column))
              .isCloseTo(cost.between(x[i], y[j]) + Math.log(sum), within(1e-12));
        }
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogSoftmax(GroundCost.COSINE, block(0, y, 0, 4, 4)))
        .withMessage("the softmax is taken of the costs inner-product and sqeuclidean, got cosine");
  }

  @Example
  void schedulesRiseAsTheirPapersSay() {
    double[] at = {0, 0.25, 0.5, 0.75, 1};
    double[] masses = {0.106, 0.154, 0.358, 0.758, 1};
    for (int i = 0; i < at.length; i++) {
      assertThat(MassSchedule.P2OT.at(at[i])).isCloseTo(masses[i], within(5e-4));
    }
    assertThat(MassSchedule.OTSURV.at(0.854)).isLessThan(1);
    assertThat(MassSchedule.OTSURV.at(0.8555)).isEqualTo(1);
    assertThat(MassSchedule.P2OT.at(3)).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> MassSchedule.P2OT.at(-1));
  }

  static SolverSettings settings(double epsilon) {
    return SolverSettings.defaults()
        .withEpsilon(new Epsilon(epsilon, Epsilon.Unit.COST))
        .withAccuracy(1e-11, Precision.DOUBLE)
        .withMaxIterations(20_000);
  }

  private static double[][] solve(
      double[][] costs, PartialClustering clustering, double epsilon, int length) {
    int clusters = costs[0].length;
    MemoryRunner<PointBlock> rows = new MemoryRunner<>(blocks(costs, length), POOL);
    TransportProblem problem = clustering.problem(new DenseCost(clusters));
    try (DualOracle oracle = new DualOracle(rows, problem)) {
      TransportResult solved = TransportSolver.solve(oracle, settings(epsilon));
      PlanRows.Query query =
          PlanRows.Query.potentials(solved.columnPotentials(), solved.epsilon())
              .withLargest(clusters);
      double[][] plan = new double[costs.length][clusters];
      int at = 0;
      for (PlanRows part : rows.collect("", PlanRows.visit(oracle), query)) {
        for (int e = 0; e < part.masses().length; e++) {
          plan[at + e / clusters][part.columns()[e]] = part.masses()[e];
        }
        at += part.moved().length;
      }
      return plan;
    }
  }

  private static double[][] scaling(double[][] costs, double mass, double pull, double epsilon) {
    int n = costs.length;
    int clusters = costs[0].length;
    int all = mass < 1 ? clusters + 1 : clusters;
    double[] b = new double[all];
    Arrays.fill(b, 1.0 / all);
    double[][] plan = new double[n][all];
    for (int t = 0; t < 20_000; t++) {
      double[] sums = new double[all];
      double[] a = new double[n];
      for (int i = 0; i < n; i++) {
        double row = 0;
        for (int k = 0; k < all; k++) {
          row += kernel(costs, i, k, epsilon) * b[k];
        }
        a[i] = 1.0 / n / row;
        for (int k = 0; k < all; k++) {
          sums[k] += kernel(costs, i, k, epsilon) * a[i];
          plan[i][k] = a[i] * kernel(costs, i, k, epsilon) * b[k];
        }
      }
      for (int k = 0; k < all; k++) {
        b[k] =
            k < clusters
                ? Math.pow(mass / clusters / sums[k], pull / (pull + epsilon))
                : (1 - mass) / sums[k];
      }
    }
    return plan;
  }

  private static double kernel(double[][] costs, int i, int k, double epsilon) {
    return k < costs[i].length ? Math.exp(-costs[i][k] / epsilon) : 1;
  }

  static double[][] random(long seed, int n, int d) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] values = new double[n][];
    Arrays.setAll(values, i -> random.doubles(d).toArray());
    return values;
  }

  static List<PointBlock> blocks(double[][] values, int length) {
    List<PointBlock> blocks = new ArrayList<>();
    for (int from = 0; from < values.length; from += length) {
      blocks.add(
          block(
              blocks.size(), values, from, Math.min(values.length, from + length), values.length));
    }
    return blocks;
  }

  private static PointBlock block(int index, double[][] values, int from, int to, int all) {
    double[] weights = new double[to - from];
    Arrays.fill(weights, 1.0 / all);
    return PointBlock.of(
        index, values[0].length, flat(Arrays.copyOfRange(values, from, to)), weights);
  }

  private static double[] flat(double[][] values) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
  }
}
