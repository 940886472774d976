package io.convoy.iterate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class MemoryRunnerTest {

  /** Sums whose last bits depend on the order of addition; merging reuses the left part. */
  private record Sums() implements Sweep<double[], Double, double[]> {

    @Override
    public double[] visit(Double factor, double[] block) {
      double[] sums = new double[2];
      for (double value : block) {
        sums[0] += factor * value;
        sums[1] += factor * value * value;
      }
      return sums;
    }

    @Override
    public double[] merge(double[] left, double[] right) {
      left[0] += right[0];
      left[1] += right[1];
      return left;
    }
  }

  @Property(tries = 200)
  void anyNumberOfThreadsGivesTheBitsOfTheOrderedTree(
      @ForAll @IntRange(min = 1, max = 300) int n,
      @ForAll("threads") int threads,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<double[]> blocks = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      blocks.add(random.doubles(random.nextInt(1, 20), -1, 1).map(v -> v * v * v).toArray());
    }
    Sums sweep = new Sums();
    OrderedTree<double[]> tree = new OrderedTree<>(sweep::merge);
    blocks.forEach(block -> tree.add(sweep.visit(3.7, block)));
    double[] expected = tree.result();

    double[] sums =
        onThreads(threads, pool -> new MemoryRunner<>(blocks, pool).run("sums", sweep, 3.7));
    assertThat(sums).isEqualTo(expected);
  }

  @Provide
  Arbitrary<Integer> threads() {
    return Arbitraries.of(1, 2, 3, 8);
  }

  @Property(tries = 50)
  void everyBlockIsVisitedOnceAndCollectedInOrder(
      @ForAll @IntRange(min = 1, max = 300) int n, @ForAll("threads") int threads) {
    List<Integer> blocks = IntStream.range(0, n).boxed().toList();
    AtomicIntegerArray visits = new AtomicIntegerArray(n);
    List<String> collected =
        onThreads(
            threads,
            pool ->
                new MemoryRunner<>(blocks, pool)
                    .collect(
                        "names",
                        (String state, Integer block) -> {
                          visits.incrementAndGet(block);
                          return state + block;
                        },
                        "block "));
    assertThat(collected)
        .isEqualTo(IntStream.range(0, n).mapToObj(block -> "block " + block).toList());
    assertThat(IntStream.range(0, n).allMatch(block -> visits.get(block) == 1)).isTrue();
  }

  @Property(tries = 100)
  void aFailedVisitFailsTheSweepWithItsOwnException(
      @ForAll @IntRange(min = 0, max = 49) int failing, @ForAll("threads") int threads) {
    List<Integer> blocks = IntStream.range(0, 50).boxed().toList();
    RuntimeException failure = new IllegalArgumentException("block " + failing);
    Visit<Integer, String, Integer> visit =
        (state, block) -> {
          if (block == failing) {
            throw failure;
          }
          return block;
        };
    Throwable thrown =
        catchThrowable(
            () ->
                onThreads(
                    threads, pool -> new MemoryRunner<>(blocks, pool).collect("", visit, "")));
    assertThat(thrown).isSameAs(failure);
  }

  @Property(tries = 20)
  void nothingIsVisitedAfterAFailedSweepReturned(@ForAll("threads") int threads) {
    AtomicInteger visits = new AtomicInteger();
    List<Integer> blocks = IntStream.range(0, 200).boxed().toList();
    Visit<Integer, String, Integer> visit =
        (state, block) -> {
          if (block == 0) {
            throw new IllegalStateException("block 0");
          }
          LockSupport.parkNanos(100_000);
          return visits.incrementAndGet();
        };
    onThreads(
        threads,
        pool -> {
          assertThatIllegalStateException()
              .isThrownBy(() -> new MemoryRunner<>(blocks, pool).collect("", visit, ""));
          int seen = visits.get();
          assertThat(pool.awaitQuiescence(1, TimeUnit.MINUTES)).isTrue();
          return assertThat(visits.get()).isEqualTo(seen);
        });
  }

  @Example
  void aSharedValueIsTheValueItself() {
    Object value = new Object();
    onThreads(
        1,
        pool -> {
          MemoryRunner<Integer> runner = new MemoryRunner<>(List.of(1, 2), pool);
          try (Shared<Object> shared = runner.share(value)) {
            assertThat(shared.value()).isSameAs(value);
          }
          return assertThat(runner.blocks()).isEqualTo(2);
        });
  }

  @Example
  void thereMustBeABlock() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MemoryRunner<>(List.of(), ForkJoinPool.commonPool()))
        .withMessage("a runner needs at least one block, got none");
  }

  private interface Work<T> {
    T on(ForkJoinPool pool);
  }

  private static <T> T onThreads(int threads, Work<T> work) {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return work.on(pool);
    } finally {
      pool.shutdown();
    }
  }
}
