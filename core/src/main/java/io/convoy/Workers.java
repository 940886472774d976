package io.convoy;

import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.SerialRunner;
import io.convoy.iterate.SweepRunner;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;

/** The threads that a caller lends for sweeps. How many changes no bit of a result. */
interface Workers {

  /** The calling thread alone. */
  Workers CALLER =
      new Workers() {
        @Override
        public <R> R lend(Function<Optional<ForkJoinPool>, R> work) {
          return work.apply(Optional.empty());
        }
      };

  /** Returns what {@code work} returns of a pool, or of none, which it must not keep. */
  <R> R lend(Function<Optional<ForkJoinPool>, R> work);

  /** Returns what {@code work} returns of a runner over blocks, which it must not keep. */
  default <B, R> R sweep(List<B> blocks, Function<SweepRunner<B>, R> work) {
    return lend(
        pool ->
            work.apply(
                pool.isPresent()
                    ? new MemoryRunner<>(blocks, pool.get())
                    : new SerialRunner<>(blocks)));
  }

  /** Returns threads of a pool that stays the caller's. */
  static Workers of(ForkJoinPool pool) {
    Objects.requireNonNull(pool, "pool");
    return new Workers() {
      @Override
      public <R> R lend(Function<Optional<ForkJoinPool>, R> work) {
        return work.apply(Optional.of(pool));
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
      public <R> R lend(Function<Optional<ForkJoinPool>, R> work) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
          return work.apply(Optional.of(pool));
        } finally {
          pool.shutdown();
        }
      }
    };
  }
}
