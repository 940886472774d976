package io.convoy.iterate;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Runs sweeps over blocks held in this process, on threads the caller owns.
 *
 * <p>Visits run in parallel and merge along {@link OrderedTree}'s tree as soon as both halves of a
 * subtree are done, so about {@code threads x log2(blocks)} partial results exist at a time. What a
 * visit throws ends the sweep and reaches its caller as it was thrown.
 *
 * @param <B> the blocks
 */
public final class MemoryRunner<B> implements SweepRunner<B> {

  private final List<B> blocks;
  private final ForkJoinPool pool;

  /** Runs over {@code blocks}, at least one, on the threads of {@code pool}. */
  public MemoryRunner(List<? extends B> blocks, ForkJoinPool pool) {
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("a runner needs at least one block, got none");
    }
    this.blocks = List.copyOf(blocks);
    this.pool = pool;
  }

  @Override
  public int blocks() {
    return blocks.size();
  }

  @Override
  public <S, R> R run(String label, Sweep<B, S, R> sweep, S state) {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try {
      return pool.invoke(new Subtree<>(blocks, sweep, state, failure, 0, blocks.size()));
    } catch (RuntimeException | Error copy) {
      // the pool throws a copy of what a visit threw, and the copy has lost the message
      if (failure.get() instanceof RuntimeException exception) {
        throw exception;
      }
      if (failure.get() instanceof Error error) {
        throw error;
      }
      throw copy;
    }
  }

  @Override
  public <T> Shared<T> share(T value) {
    return new Held<>(value);
  }

  /**
   * The merge of the blocks {@code from} to {@code to}, exclusive. Once a visit has failed no other
   * begins, and no task is left behind.
   */
  private static final class Subtree<B, S, R> extends RecursiveTask<R> {

    private static final long serialVersionUID = 1L;

    private final transient List<B> blocks;
    private final transient Sweep<B, S, R> sweep;
    private final transient S state;
    private final transient AtomicReference<Throwable> failure;
    private final int from;
    private final int to;

    Subtree(
        List<B> blocks,
        Sweep<B, S, R> sweep,
        S state,
        AtomicReference<Throwable> failure,
        int from,
        int to) {
      this.blocks = blocks;
      this.sweep = sweep;
      this.state = state;
      this.failure = failure;
      this.from = from;
      this.to = to;
    }

    @Override
    protected R compute() {
      if (failure.get() != null) {
        throw new CancellationException("the sweep has failed elsewhere");
      }
      if (to - from == 1) {
        return recorded(() -> sweep.visit(state, blocks.get(from)));
      }
      int middle = from + Integer.highestOneBit(to - from - 1);
      Subtree<B, S, R> right = new Subtree<>(blocks, sweep, state, failure, middle, to);
      right.fork();
      R left;
      try {
        left = new Subtree<>(blocks, sweep, state, failure, from, middle).compute();
      } finally {
        right.quietlyJoin();
      }
      R rest = right.join();
      return recorded(() -> sweep.merge(left, rest));
    }

    private R recorded(Supplier<R> work) {
      try {
        return work.get();
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
        throw e;
      }
    }
  }
}
