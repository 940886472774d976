package io.convoy.iterate;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;

/**
 * Runs sweeps over blocks held in this process, on threads the caller owns.
 *
 * <p>Visits run in parallel and merge along {@link OrderedTree}'s tree as soon as both halves of a
 * subtree are done, so about {@code threads x log2(blocks)} partial results exist at a time.
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
    return pool.invoke(new Subtree<>(blocks, sweep, state, 0, blocks.size()));
  }

  @Override
  public <T> Shared<T> share(T value) {
    return new Held<>(value);
  }

  /** The merge of the blocks {@code from} to {@code to}, exclusive. */
  private static final class Subtree<B, S, R> extends RecursiveTask<R> {

    private static final long serialVersionUID = 1L;

    private final transient List<B> blocks;
    private final transient Sweep<B, S, R> sweep;
    private final transient S state;
    private final int from;
    private final int to;

    Subtree(List<B> blocks, Sweep<B, S, R> sweep, S state, int from, int to) {
      this.blocks = blocks;
      this.sweep = sweep;
      this.state = state;
      this.from = from;
      this.to = to;
    }

    @Override
    protected R compute() {
      if (to - from == 1) {
        return sweep.visit(state, blocks.get(from));
      }
      int middle = from + Integer.highestOneBit(to - from - 1);
      Subtree<B, S, R> right = new Subtree<>(blocks, sweep, state, middle, to);
      right.fork();
      R left = new Subtree<>(blocks, sweep, state, from, middle).compute();
      return sweep.merge(left, right.join());
    }
  }

  /** A value of this process: nothing to send, nothing to free. */
  private record Held<T>(T value) implements Shared<T> {
    @Override
    public void close() {}
  }
}
