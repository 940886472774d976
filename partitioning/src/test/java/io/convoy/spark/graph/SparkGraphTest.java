package io.convoy.spark.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.network.Graph;
import io.convoy.network.GraphBlock;
import io.convoy.network.GraphRunner;
import io.convoy.network.LassoSettings;
import io.convoy.network.LocalModel;
import io.convoy.network.MemoryGraph;
import io.convoy.network.NetworkLasso;
import io.convoy.network.NodeRows;
import io.convoy.network.Partition;
import io.convoy.network.Partitioners;
import io.convoy.spark.LocalSpark;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graph blocks on Spark. */
final class SparkGraphTest {

  private static final int NODES = 200;
  private static final int P = 4;

  @TempDir File checkpoints;

  private static Graph ring() {
    int[] from = new int[2 * NODES];
    int[] to = new int[2 * NODES];
    double[] weights = new double[2 * NODES];
    for (int i = 0; i < NODES; i++) {
      from[i] = from[NODES + i] = i;
      to[i] = (i + 1) % NODES;
      to[NODES + i] = (i + 7) % NODES;
      weights[i] = 1;
      weights[NODES + i] = 0.5;
    }
    return Graph.of(NODES, from, to, weights);
  }

  private static List<GraphBlock> blocks(Graph graph, Partition partition, LocalModel model) {
    SplittableRandom random = new SplittableRandom(1);
    int[] from = new int[NODES + 1];
    for (int i = 0; i <= NODES; i++) {
      from[i] = 5 * i;
    }
    double[] x = random.doubles(5L * NODES * (P - 1), -1, 1).toArray();
    double[] y = random.doubles(5L * NODES, -1, 1).map(Math::signum).toArray();
    NodeRows rows = NodeRows.of(P - 1, from, x, y);
    List<GraphBlock> blocks = new ArrayList<>();
    for (GraphBlock.Piece piece : GraphBlock.cut(graph, partition)) {
      blocks.add(piece.with(rows.pick(piece.nodes()), model));
    }
    return blocks;
  }

  private static List<NetworkLasso.Solution> solve(GraphRunner runner, LassoSettings settings) {
    NetworkLasso lasso = new NetworkLasso(runner, settings);
    lasso.begin();
    return List.of(
        lasso.solve(0.1, (state, reading) -> true), lasso.solve(0.2, (state, reading) -> true));
  }

  private void agree(LocalModel model, LassoSettings settings) {
    List<GraphBlock> blocks = blocks(ring(), Partitioners.range(NODES, 5), model);
    MemoryGraph memory = new MemoryGraph(blocks, ForkJoinPool.commonPool());
    List<NetworkLasso.Solution> expected = solve(memory, settings);
    try (SparkGraph spark =
        SparkGraph.of(LocalSpark.CONTEXT, blocks, new Path(checkpoints.toURI()), 4)) {
      assertThat(solve(spark, settings)).isEqualTo(expected);
      for (int block = 0; block < blocks.size(); block++) {
        assertThat(spark.parameters().get(block)).isEqualTo(memory.parameters().get(block));
      }
    }
  }

  @Test
  void sparkReturnsTheBitsOfMemory() {
    agree(new LocalModel.Ridge(0.1, true), LassoSettings.defaults().withAccuracy(1e-6, 30));
  }

  @Test
  void nestedRoundsAndRememberedDualsDoSoToo() {
    agree(
        new LocalModel.Margin(0.5), LassoSettings.defaults().withAccuracy(1e-6, 12).withPasses(15));
  }

  @Test
  void whatIsKeptComesBack() {
    List<GraphBlock> blocks =
        blocks(ring(), Partitioners.range(NODES, 3), new LocalModel.Ridge(0.1, true));
    LassoSettings settings = LassoSettings.defaults().withAccuracy(1e-9, 6);
    try (SparkGraph spark =
        SparkGraph.of(LocalSpark.CONTEXT, blocks, new Path(checkpoints.toURI()), 2)) {
      solve(spark, settings);
      double[] then = spark.parameters().get(1);
      spark.keep();
      new NetworkLasso(spark, settings).solve(2, (state, reading) -> true);
      assertThat(spark.parameters().get(1)).isNotEqualTo(then);
      spark.restore();
      assertThat(spark.parameters().get(1)).isEqualTo(then);
    }
  }

  /** Also what is kept for long holds two checkpoints, not all that were written since. */
  @Test
  void fewCheckpointsStay() {
    List<GraphBlock> blocks =
        blocks(ring(), Partitioners.range(NODES, 3), new LocalModel.Ridge(0.1, true));
    LassoSettings settings = LassoSettings.defaults().withAccuracy(1e-15, 12);
    try (SparkGraph spark =
        SparkGraph.of(LocalSpark.CONTEXT, blocks, new Path(checkpoints.toURI()), 1)) {
      solve(spark, settings);
      assertThat(written()).hasSize(2);
      spark.keep();
      List<String> needed = written();
      double[] then = spark.parameters().get(1);
      new NetworkLasso(spark, settings).solve(2, (state, reading) -> true);
      assertThat(written()).hasSize(4).containsAll(needed);
      spark.restore();
      assertThat(spark.parameters().get(1)).isEqualTo(then);
      new NetworkLasso(spark, settings).solve(3, (state, reading) -> true);
      spark.keep();
      new NetworkLasso(spark, settings).solve(4, (state, reading) -> true);
      assertThat(written()).hasSize(4).doesNotContainAnyElementsOf(needed);
    }
    assertThat(written()).isEmpty();
  }

  /** Returns the directories of checkpoints, which Spark keeps in one of its own. */
  private List<String> written() {
    List<String> found = new ArrayList<>();
    for (File context : checkpoints.listFiles(File::isDirectory)) {
      found.addAll(List.of(context.list()));
    }
    return found;
  }

  @Test
  void aRoundShufflesBoundaryParametersAndLittleElse() throws TimeoutException {
    Graph graph = ring();
    Partition partition = Partitioners.range(NODES, 5);
    List<GraphBlock> blocks = blocks(graph, partition, new LocalModel.Ridge(0.1, true));
    AtomicLong written = new AtomicLong();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            written.addAndGet(end.taskMetrics().shuffleWriteMetrics().bytesWritten());
          }
        };
    LocalSpark.SESSION.sparkContext().addSparkListener(listener);
    int rounds = 10;
    try (SparkGraph spark =
        SparkGraph.of(LocalSpark.CONTEXT, blocks, new Path(checkpoints.toURI()), 100)) {
      new NetworkLasso(spark, LassoSettings.defaults().withAccuracy(1e-15, rounds))
          .solve(0.1, (state, reading) -> true);
    } finally {
      LocalSpark.SESSION.sparkContext().listenerBus().waitUntilEmpty();
      LocalSpark.SESSION.sparkContext().removeSparkListener(listener);
    }
    long formula = rounds * partition.balance(graph).bytesPerRound(P);
    int messages = rounds * 5 * 4;
    assertThat(written.get()).isBetween(formula / 2, formula + messages * 300L);
  }
}
