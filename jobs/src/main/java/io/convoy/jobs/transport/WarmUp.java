package io.convoy.jobs.transport;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.MemoryRunner;
import io.convoy.random.SeedStream;
import io.convoy.transport.DualOracle;
import io.convoy.transport.SolverSettings;
import io.convoy.transport.TransportProblem;
import io.convoy.transport.TransportSolver;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Solves two tiny problems nobody asked for, while Spark starts on the other cores. Until HotSpot
 * has compiled them the kernels box every vector, which would cost a small job most of its time.
 */
public final class WarmUp implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final int ROWS = 512;

  /** Enough for the sweep to look for what it can skip. */
  private static final int COLUMNS = 1280;

  /** Few coordinates and many go through different kernels. */
  private static final int[] DIMENSIONS = {3, 24};

  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private WarmUp() {}

  /**
   * Begins in the background, the first time in a process, and returns at once. What happens there
   * has no effect but speed.
   */
  public static void begin() {
    if (BEGUN.compareAndSet(false, true)) {
      Thread thread = new Thread(new WarmUp(), "convoy-warm-up");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void run() {
    ForkJoinPool pool = new ForkJoinPool(1);
    try {
      for (int dimension : DIMENSIONS) {
        PointBlock rows = cloud(0, ROWS, dimension);
        PointBlock columns = cloud(1, COLUMNS, dimension);
        PointCloud costs =
            PointCloud.of(GroundCost.SQUARED_EUCLIDEAN, columns, new double[dimension]);
        try (DualOracle oracle =
            new DualOracle(
                new MemoryRunner<>(List.of(rows), pool),
                TransportProblem.balanced(costs, columns.weights()))) {
          TransportSolver.solve(oracle, SolverSettings.defaults());
        }
      }
    } catch (RuntimeException | Error unneeded) {
      LOG.debug("the warm-up ended early", unneeded);
    } finally {
      pool.shutdown();
    }
  }

  private static PointBlock cloud(int index, int rows, int dimension) {
    SplittableRandom random = new SeedStream(0).at(index, 0);
    float[] coordinates = new float[rows * dimension];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = (float) random.nextDouble();
    }
    double[] weights = new double[rows];
    Arrays.fill(weights, 1.0 / rows);
    return PointBlock.of(index, dimension, coordinates, weights);
  }
}
