package io.convoy.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.OrderedTree;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import io.convoy.spark.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkRunnerTest {

  /** Numbers of wildly different sizes: every other order of adding them gives other bits. */
  private static List<float[]> blocks(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<float[]> blocks = new ArrayList<>();
    for (int b = 0; b < count; b++) {
      float[] block = new float[5];
      for (int i = 0; i < block.length; i++) {
        block[i] = (float) ((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(12)));
      }
      blocks.add(block);
    }
    return blocks;
  }

  private static <B> JavaRDD<B> inParts(List<B> blocks, int tasks) {
    int run = OrderedTree.leavesPerPart(blocks.size(), tasks);
    List<List<B>> parts = new ArrayList<>();
    for (int from = 0; from < blocks.size(); from += run) {
      parts.add(new ArrayList<>(blocks.subList(from, Math.min(blocks.size(), from + run))));
    }
    return LocalSpark.CONTEXT.parallelize(parts, parts.size()).flatMap(List::iterator);
  }

  private static <B> SparkRunner<B> runner(List<B> blocks, int tasks) {
    return SparkRunner.over(inParts(blocks, tasks), blocks.size());
  }

  /** A sum in float, so that the order of the additions shows. */
  private record FloatSum() implements Sweep<float[], Float, Float> {

    @Override
    public Float visit(Float scale, float[] block) {
      float sum = 0;
      for (float value : block) {
        sum += scale * value;
      }
      return sum;
    }

    @Override
    public Float merge(Float left, Float right) {
      return left + right;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16})
  void bitsAreThoseOfTheMemoryRunner(int tasks) {
    for (int count : new int[] {1, 2, 3, 15, 16, 17, 33}) {
      List<float[]> blocks = blocks(count, count);
      float expected =
          new MemoryRunner<>(blocks, ForkJoinPool.commonPool()).run("sum", new FloatSum(), 0.1f);
      SparkRunner<float[]> runner = runner(blocks, tasks);
      assertThat(runner.blocks()).isEqualTo(count);
      assertThat(runner.tasks()).isGreaterThanOrEqualTo(Math.min(tasks, count));
      assertThat(runner.run("sum", new FloatSum(), 0.1f)).isEqualTo(expected);
    }
  }

  @Property(tries = 40)
  void runsOfBlocksMayBeMergedAnywhere(
      @ForAll @IntRange(min = 1, max = 300) int count,
      @ForAll @IntRange(min = 1, max = 300) int tasks,
      @ForAll long seed) {
    List<float[]> blocks = blocks(count, seed);
    FloatSum sum = new FloatSum();
    OrderedTree<Float> whole = new OrderedTree<>(sum::merge);
    blocks.forEach(block -> whole.add(sum.visit(1f, block)));
    int run = OrderedTree.leavesPerPart(count, tasks);
    OrderedTree<Float> upper = new OrderedTree<>(sum::merge);
    for (int from = 0; from < count; from += run) {
      OrderedTree<Float> part = new OrderedTree<>(sum::merge);
      blocks.subList(from, Math.min(count, from + run)).forEach(b -> part.add(sum.visit(1f, b)));
      upper.add(part.result());
    }
    assertThat(upper.result()).isEqualTo(whole.result());
  }

  @Test
  void visitsAreCollectedInBlockOrder() {
    List<Integer> blocks = IntStream.range(0, 37).boxed().toList();
    assertThat(runner(blocks, 5).collect("numbers", (Integer plus, Integer b) -> b + plus, 100))
        .isEqualTo(IntStream.range(100, 137).boxed().toList());
  }

  /** Breaks the rule that nothing may write to the state. */
  private record Vandal() implements Sweep<float[], double[], Double> {

    @Override
    public Double visit(double[] state, float[] block) {
      return state[0]++;
    }

    @Override
    public Double merge(Double left, Double right) {
      return left + right;
    }
  }

  @Test
  void noTaskCanReachTheStateOfTheDriverOrOfAnotherTask() {
    double[] state = {7};
    double sum = runner(blocks(4, 1), 4).run("vandal", new Vandal(), state);
    assertThat(state).containsExactly(7);
    assertThat(sum).isEqualTo(4 * 7);
  }

  @Test
  void partitionsThatAreNoSubtreesAreRefused() {
    JavaRDD<Integer> threeOfFive = LocalSpark.CONTEXT.parallelize(List.of(1, 2, 3, 4, 5), 4);
    assertThatThrownBy(() -> SparkRunner.over(threeOfFive, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 blocks into 4 partitions");
    JavaRDD<Integer> unevenly = LocalSpark.CONTEXT.parallelize(List.of(1, 2, 3, 4, 5), 3);
    SparkRunner<Integer> runner = SparkRunner.over(unevenly, 5);
    assertThatThrownBy(() -> runner.collect("numbers", (Integer plus, Integer b) -> b + plus, 0))
        // 1, 2 and 2 blocks stand where 2, 2 and 1 should; either end may be found first
        .hasMessageMatching("(?s).*must hold (2 blocks of 5, has 1|1 blocks of 5, has 2).*");
  }

  private record JobSeen(String description, int tasks) {}

  @Test
  void aSweepIsOneJobOfOneTaskPerPartitionUnderItsLabel() throws Exception {
    List<JobSeen> jobs = new CopyOnWriteArrayList<>();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            jobs.add(
                new JobSeen(
                    start.properties().getProperty("spark.job.description"),
                    start.stageInfos().head().numTasks()));
          }
        };
    LocalSpark.CONTEXT.setJobDescription("outer");
    LocalSpark.CONTEXT.sc().addSparkListener(listener);
    try {
      runner(blocks(16, 3), 4).run("one sweep", new FloatSum(), 1f);
      LocalSpark.CONTEXT.sc().listenerBus().waitUntilEmpty();
      assertThat(jobs).containsExactly(new JobSeen("one sweep", 4));
      assertThat(LocalSpark.CONTEXT.getLocalProperty("spark.job.description")).isEqualTo("outer");
    } finally {
      LocalSpark.CONTEXT.sc().removeSparkListener(listener);
      LocalSpark.CONTEXT.setJobDescription(null);
    }
  }

  private record Lookup(Shared<double[]> table) implements Serializable {}

  @Test
  void aSharedValueTravelsAsAHandle() throws IOException {
    SparkRunner<Integer> runner = runner(List.of(0, 1, 2, 3), 2);
    double[] large = new double[1 << 16];
    large[3] = 5;
    Shared<double[]> shared = runner.share(large);
    Lookup lookup = new Lookup(shared);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(lookup);
    }
    assertThat(bytes.size()).isLessThan(4096);
    assertThat(runner.collect("look up", (Lookup at, Integer b) -> at.table().value()[b], lookup))
        .containsExactly(0.0, 0.0, 0.0, 5.0);
    shared.close();
    assertThatThrownBy(shared::value).hasMessageContaining("destroyed");
  }

  private record Flood() implements Sweep<float[], Integer, double[]> {

    @Override
    public double[] visit(Integer length, float[] block) {
      return new double[length];
    }

    @Override
    public double[] merge(double[] left, double[] right) {
      return left;
    }
  }

  @Test
  void resultsBeyondTheDriversLimitNameTheSetting() {
    String limit = "spark.driver.maxResultSize";
    LocalSpark.CONTEXT.sc().conf().set(limit, "1m");
    try {
      assertThatThrownBy(() -> runner(blocks(8, 1), 4).run("flood", new Flood(), 1 << 17))
          .isInstanceOf(EngineLimitException.class)
          .hasMessageContaining("\"flood\"")
          .hasMessageContaining("--conf spark.driver.maxResultSize=SIZE")
          .hasMessageContaining("1m");
    } finally {
      LocalSpark.CONTEXT.sc().conf().remove(limit);
    }
  }

  @Test
  void anErrorInAVisitIsTheCauseOfTheFailure() {
    SparkRunner<Integer> runner = runner(List.of(1, 2), 2);
    assertThatThrownBy(() -> runner.collect("divide", (Integer by, Integer b) -> b / by, 0))
        .hasRootCauseInstanceOf(ArithmeticException.class);
  }
}
