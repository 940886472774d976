package io.convoy.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;

/** Regressions of 1000 nodes in 20 communities that share one truth each. */
final class PlantedCommunitiesTest {

  private static final int NODES = 1000;
  private static final int SIZE = 50;
  private static final int P = 10;
  private static final int EACH = 8;
  private static final double NOISE = 0.5;

  private final SplittableRandom random = new SplittableRandom(11);
  private final double[] truth = gaussians(NODES / SIZE * P);
  private final Graph graph = graph();

  private double[] gaussians(int count) {
    double[] values = new double[count];
    for (int k = 0; k < count; k++) {
      values[k] = random.nextGaussian();
    }
    return values;
  }

  private Graph graph() {
    List<int[]> edges = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      for (int j = i + 1; j < NODES; j++) {
        if (random.nextDouble() < (i / SIZE == j / SIZE ? 0.5 : 0.01)) {
          edges.add(new int[] {i, j});
        }
      }
    }
    return Nets.graph(NODES, edges, null);
  }

  private NodeRows rows() {
    double[] x = gaussians(NODES * EACH * P);
    double[] y = gaussians(NODES * EACH);
    int[] from = new int[NODES + 1];
    for (int i = 0; i < NODES; i++) {
      from[i + 1] = (i + 1) * EACH;
      for (int row = i * EACH; row < from[i + 1]; row++) {
        y[row] *= NOISE;
        for (int k = 0; k < P; k++) {
          y[row] += x[row * P + k] * truth[i / SIZE * P + k];
        }
      }
    }
    return NodeRows.of(P, from, x, y);
  }

  private static double error(double[] x, NodeRows rows) {
    double sum = 0;
    LocalModel model = new LocalModel.Ridge(0.01, false);
    for (int i = 0; i < NODES; i++) {
      for (int row = rows.from()[i]; row < rows.from()[i + 1]; row++) {
        sum += Math.pow(rows.labels()[row] - model.respond(x, i * P, rows.features(), row, P), 2);
      }
    }
    return sum / rows.labels().length;
  }

  @Example
  void neighboursMakeUpForFewRows() {
    NodeRows training = rows();
    NodeRows test = rows();
    LocalModel model = new LocalModel.Ridge(0.01, false);
    MemoryGraph runner = Nets.runner(graph, Nets.ranges(NODES, 4), training, model);
    NetworkLasso lasso =
        new NetworkLasso(runner, LassoSettings.defaults().withAccuracy(1e-5, 500).withPasses(50));
    lasso.begin();
    assertThat(error(Nets.parameters(runner, Nets.ranges(NODES, 4), P), test))
        .as("on their own")
        .isGreaterThan(2.5);
    lasso.solve(0.3, (state, reading) -> true);
    assertThat(error(Nets.parameters(runner, Nets.ranges(NODES, 4), P), test))
        .as("lambda 0.3")
        .isLessThanOrEqualTo(0.34);
    LassoSettings sharp = LassoSettings.defaults().withAccuracy(1e-12, 1000).withPasses(50);
    new NetworkLasso(runner, sharp).solve(1, (state, reading) -> true);
    double[] x = Nets.parameters(runner, Nets.ranges(NODES, 4), P);
    double shrunk = error(x, test);
    int[] cluster = Clusters.of(graph, x, P, 1e-6);
    int clusters = Arrays.stream(cluster).max().orElse(0) + 1;
    assertThat(clusters).as("clusters at lambda 1").isBetween(20, 60);
    for (int i = 1; i < NODES; i++) {
      for (int j = 0; j < i; j++) {
        if (cluster[i] == cluster[j]) {
          assertThat(i / SIZE).as("clusters are pure").isEqualTo(j / SIZE);
        }
      }
    }
    double[] refitted = model.fit(training.grouped(cluster, clusters)).minimizers();
    double[] back = new double[NODES * P];
    for (int i = 0; i < NODES; i++) {
      System.arraycopy(refitted, cluster[i] * P, back, i * P, P);
    }
    assertThat(error(back, test)).as("refitted").isLessThan(0.32).isLessThan(shrunk);
  }
}
