package io.convoy;

import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.SerialRunner;
import io.convoy.iterate.SweepRunner;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;

/** The threads that a caller lends for sweeps. How many changes no bit of a result. */
interface Workers {

  /** The calling thread alone. */
  Workers CALLER =
      new Workers() {
        @Override
        public <B, R> R sweep(List<B> blocks, Function<SweepRunner<B>, R> work) {
          return work.apply(new SerialRunner<>(blocks));
        }
      };

  /** Returns what {@code work} returns of a runner over blocks, which it must not keep. */
  <B, R> R sweep(List<B> blocks, Function<SweepRunner<B>, R> work);

  /** Returns threads of a pool that stays the caller's. */
  static Workers of(ForkJoinPool pool) {
    return new Workers() {
      @Override
      public <B, R> R sweep(List<B> blocks, Function<SweepRunner<B>, R> work) {
        return work.apply(new MemoryRunner<>(blocks, pool));
      }
    };
  }

  /** Returns so many threads, which live while there is work. */
  static Workers of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be >= 1, got " + threads);
    }
    if (threads == 1) {
      return CALLER;
    }
    return new Workers() {
      @Override
      public <B, R> R sweep(List<B> blocks, Function<SweepRunner<B>, R> work) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
          return work.apply(new MemoryRunner<>(blocks, pool));
        } finally {
          pool.shutdown();
        }
      }
    };
  }
}
