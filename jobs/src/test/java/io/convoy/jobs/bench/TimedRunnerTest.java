package io.convoy.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.geometry.Precision;
import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.Sweep;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TimedRunnerTest {

  private static final long PAUSE = 20_000_000;

  /** Adds numbers, slowly. */
  private record SlowSum() implements Sweep<Integer, Integer, Integer> {

    @Override
    public Integer visit(Integer factor, Integer block) {
      long until = System.nanoTime() + PAUSE;
      while (System.nanoTime() < until) {
        LockSupport.parkNanos(until - System.nanoTime());
      }
      return factor * block;
    }

    @Override
    public Integer merge(Integer left, Integer right) {
      return left + right;
    }
  }

  @Test
  void visitsAreTimedAndTheResultIsThatOfTheSweep() {
    ForkJoinPool pool = new ForkJoinPool(2);
    TimedRunner<Integer> runner = new TimedRunner<>(new MemoryRunner<>(List.of(1, 2, 3), pool));
    assertThat(runner.run("sum", new SlowSum(), 10)).isEqualTo(60);
    List<TimedRunner.Pass> passes = runner.passes();
    assertThat(passes).hasSize(1);
    assertThat(passes.get(0).visitNanos()).isGreaterThanOrEqualTo(3 * PAUSE);
    assertThat(passes.get(0).nanos()).isGreaterThanOrEqualTo(2 * PAUSE);
    assertThat(runner.passes()).isEmpty();
    pool.shutdown();
  }

  @Test
  void theThreePartsOfASplitAreTheWhole() {
    Split split =
        Split.of(
            1_000_000_000,
            List.of(
                new TimedRunner.Pass(0, 400_000_000, 600_000_000),
                new TimedRunner.Pass(0, 500_000_000, 800_000_000)),
            2);
    assertThat(split.kernels()).isEqualTo(0.7);
    assertThat(split.engine()).isEqualTo(0.2);
    assertThat(split.driver()).isEqualTo(0.1);
    assertThat(split.kernelFraction()).isEqualTo(0.7);
    assertThat(split.per(2).seconds()).isEqualTo(0.5);
  }

  @Test
  void lanesAreOfTheNumbersType() {
    assertThat(Yardsticks.lanes("vector-512", Precision.FLOAT)).isEqualTo(16);
    assertThat(Yardsticks.lanes("vector-256", Precision.DOUBLE)).isEqualTo(4);
    assertThat(Yardsticks.lanes("scalar", Precision.FLOAT)).isEqualTo(1);
  }
}
