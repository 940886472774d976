package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.geometry.Precision;
import io.convoy.geometry.SpatialRows;
import io.convoy.iterate.MemoryRunner;
import io.convoy.random.SeedStream;
import io.convoy.transport.DualOracle;
import io.convoy.transport.Evaluation;
import io.convoy.transport.TransportProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Minutes on two cores; {@code ./mvnw verify -Plarge} runs it. */
@Tag("large")
class LargeSweepTest {

  private static final int SIZE = 200_000;
  private static final double EPSILON = 1e-4;

  @TempDir Path dir;

  /** The image of the unit cube under a diagonal map and a shift, whose potentials are known. */
  @ParameterizedTest
  @CsvSource({"1, 1, 0", "1, 1, 1", "2, 0.5, 0"})
  void skippingLeavesPotentialsAsTheyAre(double first, double last, double shift) {
    double[] scale = {first, 1, last};
    double[] y = uniform(1);
    double[] g = new double[SIZE];
    for (int i = 0; i < y.length; i++) {
      double u = y[i];
      y[i] = scale[i % 3] * u + shift;
      g[i / 3] += y[i] * y[i] - scale[i % 3] * u * u;
    }
    PointBlock columns = PointBlock.of(0, 3, y, weights(SIZE));
    TransportProblem problem =
        TransportProblem.balanced(
            PointCloud.of(GroundCost.SQUARED_EUCLIDEAN, columns, new double[] {0.5, 0.5, 0.5}),
            columns.weights());
    MemoryRunner<PointBlock> rows =
        new MemoryRunner<>(rowsNear(columns), ForkJoinPool.commonPool());
    Evaluation some = evaluation(rows, problem, g, true);
    Evaluation all = evaluation(rows, problem, g, false);
    assertThat(some.skipped()).isGreaterThan(0.97);
    assertThat(all.skipped()).isZero();
    for (int j = 0; j < SIZE; j++) {
      // the step from g moves each potential by epsilon times the difference of logarithms
      assertThat(some.logColumnMass()[j]).isCloseTo(all.logColumnMass()[j], within(1e-5));
    }
  }

  private static Evaluation evaluation(
      MemoryRunner<PointBlock> rows, TransportProblem problem, double[] g, boolean skips) {
    try (DualOracle oracle = new DualOracle(rows, problem, skips)) {
      return oracle.evaluate("", g, EPSILON, Precision.DOUBLE);
    }
  }

  private static List<PointBlock> rowsNear(PointBlock columns) {
    double[] x = uniform(0);
    SpatialRows space = SpatialRows.near(columns);
    int[] order = space.order(List.of(space.visit("", PointBlock.of(0, 3, x, weights(SIZE)))));
    List<PointBlock> blocks = new ArrayList<>();
    int length = 8192;
    for (int from = 0; from < SIZE; from += length) {
      double[] part = new double[3 * Math.min(length, SIZE - from)];
      for (int i = 0; i < part.length; i++) {
        part[i] = x[order[from + i / 3] * 3 + i % 3];
      }
      blocks.add(PointBlock.of(blocks.size(), 3, part, weights(part.length / 3)));
    }
    return blocks;
  }

  private static double[] uniform(int cloud) {
    SplittableRandom random = new SeedStream(5).at(cloud, 0);
    return random.doubles(3L * SIZE).toArray();
  }

  private static double[] weights(int count) {
    double[] weights = new double[count];
    Arrays.fill(weights, 1.0 / SIZE);
    return weights;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--rows=1000000 --epsilon=0.00003 --clouds=shifted",
        "--rows=16384 --prune=off" // what a sweep holds does not depend on the rows it is over
      })
  void sweepsOverAMillionColumnsFitIntoFourGigabytes(String workload) throws Exception {
    Path log = dir.resolve("log");
    List<String> command = new ArrayList<>(List.of("bench", "sweep", "--columns=1000000"));
    command.addAll(List.of(workload.split(" ", -1)));
    command.addAll(List.of("--dimension=3", "--repeats=1"));
    Process process = Command.start("4g", log.toFile(), command.toArray(String[]::new));
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
  }
}
