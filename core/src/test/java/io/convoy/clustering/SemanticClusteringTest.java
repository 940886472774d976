package io.convoy.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.Precision;
import io.convoy.iterate.MemoryRunner;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SemanticClusteringTest {

  private static final ForkJoinPool POOL = ForkJoinPool.commonPool();

  /** Rows around five corners, with logits that tell little of which. */
  private record Scene(double[][] points, double[][] costs, int[] truth) {

    static Scene of(long seed, int n) {
      int clusters = 5;
      SplittableRandom random = new SplittableRandom(seed);
      double[][] points = new double[n][clusters];
      double[][] costs = new double[n][clusters];
      int[] truth = new int[n];
      for (int i = 0; i < n; i++) {
        truth[i] = random.nextInt(clusters);
        double sum = 0;
        double[] logits = new double[clusters];
        for (int k = 0; k < clusters; k++) {
          points[i][k] = random.nextGaussian() + (k == truth[i] ? 8 : 0);
          logits[k] = random.nextGaussian() + (k == truth[i] ? 0.8 : 0);
          sum += Math.exp(logits[k]);
        }
        for (int k = 0; k < clusters; k++) {
          costs[i][k] = Math.log(sum) - logits[k];
        }
      }
      return new Scene(points, costs, truth);
    }

    SemanticClustering.Result solve(double smoothness, int length) {
      return new SemanticClustering(new PartialClustering(0.5, 1), smoothness, 20, 100)
          .solve(
              PartialClusteringTest.blocks(costs, length),
              PartialClusteringTest.blocks(points, length),
              PartialClusteringTest.settings(0.1).withAccuracy(1e-9, Precision.DOUBLE),
              POOL);
    }

    /** Returns the accuracy of the more confident half of the rows. */
    double accuracy(double[] plan) {
      int n = truth.length;
      return IntStream.range(0, n)
          .boxed()
          .sorted((i, j) -> Double.compare(sum(plan, j), sum(plan, i)))
          .limit(n / 2)
          .mapToDouble(i -> largest(plan, i) == truth[i] ? 1 : 0)
          .average()
          .orElseThrow();
    }

    private static double sum(double[] plan, int row) {
      return Arrays.stream(plan, 5 * row, 5 * row + 5).sum();
    }

    private static int largest(double[] plan, int row) {
      return IntStream.range(0, 5)
          .reduce(0, (a, b) -> plan[5 * row + b] > plan[5 * row + a] ? b : a);
    }
  }

  @Property(tries = 4)
  void theObjectiveNeverRises(@ForAll long seed) {
    Scene scene = Scene.of(seed, 60);
    for (double smoothness : new double[] {10, 500}) {
      SemanticClustering.Result result = scene.solve(smoothness, 30);
      List<Double> values = result.objective();
      for (int t = 1; t < values.size(); t++) {
        assertThat(values.get(t)).isLessThanOrEqualTo(values.get(t - 1));
      }
      assertThat(result.steps()).hasSize(values.size() - 1);
      assertThat(Arrays.stream(result.plan()).sum()).isCloseTo(0.5, within(1e-6));
    }
  }

  @Example
  void withoutSmoothnessItIsThePlainProblem() {
    Scene scene = Scene.of(1, 60);
    SemanticClustering.Result once = scene.solve(0, 60);
    assertThat(once.settled()).isTrue();
    assertThat(once.steps()).hasSizeLessThanOrEqualTo(2);
    SemanticClustering.Result blocks = scene.solve(0, 17);
    for (int e = 0; e < once.plan().length; e++) {
      assertThat(blocks.plan()[e]).isCloseTo(once.plan()[e], within(1e-9));
    }
  }

  @Example
  void neighboursMakeUpForWeakLogits() {
    Scene scene = Scene.of(2, 400);
    double alone = scene.accuracy(scene.solve(0, 100).plan());
    double together = scene.accuracy(scene.solve(100, 100).plan());
    assertThat(alone).isLessThan(0.75);
    assertThat(together).isGreaterThan(alone + 0.15);
  }

  @Property(tries = 20)
  void neighboursAreTheNearestRows(@ForAll long seed) {
    double[][] points = PartialClusteringTest.random(seed, 50, 3);
    List<PointBlock> blocks = PartialClusteringTest.blocks(points, 20);
    PointBlock whole = PartialClusteringTest.blocks(points, 50).get(0);
    Neighbours found = Neighbours.of(new MemoryRunner<>(blocks, POOL), whole, 5);
    double[] ones = new double[50];
    Arrays.fill(ones, 1);
    double[] degrees = new double[50];
    for (int i = 0; i < 50; i++) {
      double[] x = points[i];
      int[] nearest =
          IntStream.range(0, 50)
              .boxed()
              .filter(j -> points[j] != x)
              .sorted((j, k) -> Double.compare(square(x, points[j]), square(x, points[k])))
              .limit(5)
              .mapToInt(Integer::intValue)
              .toArray();
      assertThat(Arrays.copyOfRange(found.rows(), 5 * i, 5 * i + 5)).isEqualTo(nearest);
      for (int k = 0; k < 5; k++) {
        double weight = Math.exp(-square(x, points[nearest[k]]) / 24);
        assertThat(found.weights()[5 * i + k]).isCloseTo(weight, within(1e-14));
        degrees[i] += weight;
        degrees[nearest[k]] += weight;
      }
    }
    assertThat(found.times(ones, 1)).containsExactly(degrees, within(1e-12));
  }

  private static double square(double[] x, double[] y) {
    return IntStream.range(0, x.length).mapToDouble(k -> (x[k] - y[k]) * (x[k] - y[k])).sum();
  }
}
