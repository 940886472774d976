package io.convoy.bench;

import io.convoy.network.EdgePenalty;
import io.convoy.network.Graph;
import io.convoy.network.GraphBlock;
import io.convoy.network.GraphRunner;
import io.convoy.network.LocalModel;
import io.convoy.network.MemoryGraph;
import io.convoy.network.NodeRows;
import io.convoy.network.Partition;
import io.convoy.network.Partitioners;
import io.convoy.network.Round;
import io.convoy.network.RoundSums;
import io.convoy.spark.graph.SparkGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Seconds of one plain round of the network lasso: a million nodes, three million edges, one in ten
 * of them between communities, four parameters a node, eight blocks, two threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 5)
@Fork(value = 1, jvmArgsAppend = "-Xmx8g")
public class LassoRoundBench {

  private static final int NODES = 1_000_000;
  private static final int EDGES = 3_000_000;
  private static final int COMMUNITY = 1000;
  private static final int PARTS = 8;
  private static final int P = 4;

  @Param({"memory", "spark"})
  public String engine;

  @Param({"squared", "ridge"})
  public String model;

  private final Round round = new Round(new EdgePenalty.Norm(), 0.1, 1, 1.7, 0);
  private ForkJoinPool pool;
  private JavaSparkContext spark;
  private GraphRunner runner;

  @Setup
  public void cut() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    int[] from = new int[EDGES];
    int[] to = new int[EDGES];
    double[] weights = new double[EDGES];
    for (int e = 0; e < EDGES; e++) {
      from[e] = random.nextInt(NODES);
      to[e] =
          random.nextInt(10) == 0
              ? random.nextInt(NODES)
              : from[e] / COMMUNITY * COMMUNITY + random.nextInt(COMMUNITY);
      weights[e] = 1;
    }
    Graph graph = Graph.of(NODES, from, to, weights);
    Partition partition = Partitioners.range(NODES, PARTS);
    System.out.printf(
        "%nboundary: %,d bytes a round%n", partition.balance(graph).bytesPerRound(P));
    List<GraphBlock> blocks = blocks(graph, partition, random);
    if (engine.equals("spark")) {
      spark =
          new JavaSparkContext(
              new SparkConf()
                  .setMaster("local[2]")
                  .setAppName("lasso rounds")
                  .set("spark.ui.enabled", "false")
                  .set("spark.driver.host", "127.0.0.1")
                  .set("spark.driver.bindAddress", "127.0.0.1"));
      Path checkpoints = new Path(Files.createTempDirectory("lasso").toUri());
      runner = SparkGraph.of(spark, blocks, checkpoints, 20);
    } else {
      pool = new ForkJoinPool(2);
      runner = new MemoryGraph(blocks, pool);
    }
  }

  private List<GraphBlock> blocks(Graph graph, Partition partition, SplittableRandom random) {
    List<GraphBlock> blocks = new ArrayList<>();
    boolean ridge = model.equals("ridge");
    for (GraphBlock.Piece piece : GraphBlock.cut(graph, partition)) {
      int each = ridge ? 3 : 1;
      int d = ridge ? P - 1 : P; // and an intercept
      int n = piece.nodes().length;
      int[] rows = new int[n + 1];
      for (int i = 0; i <= n; i++) {
        rows[i] = each * i;
      }
      double[] x = random.doubles((long) n * each * d, -1, 1).toArray();
      double[] y = random.doubles((long) n * each, -1, 1).toArray();
      LocalModel local = ridge ? new LocalModel.Ridge(0.5, true) : new LocalModel.Clustering();
      blocks.add(piece.with(NodeRows.of(d, rows, x, y), local));
    }
    return blocks;
  }

  @Benchmark
  public RoundSums round() {
    RoundSums sums = runner.evaluate(round);
    runner.advance();
    return sums;
  }

  @TearDown
  public void end() {
    if (runner instanceof SparkGraph graph) {
      graph.close();
      spark.close();
    } else {
      pool.shutdown();
    }
  }
}
