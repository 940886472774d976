package io.convoy.iterate;

import java.util.List;

/**
 * Runs sweeps over blocks held in this process on the thread that asks: for the many small problems
 * that tasks solve side by side. The bits are those of every other runner.
 *
 * @param <B> the blocks
 */
public final class SerialRunner<B> implements SweepRunner<B> {

  private final List<B> blocks;

  /** Runs over {@code blocks}, at least one. */
  public SerialRunner(List<? extends B> blocks) {
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("a runner needs at least one block, got none");
    }
    this.blocks = List.copyOf(blocks);
  }

  @Override
  public int blocks() {
    return blocks.size();
  }

  @Override
  public <S, R> R run(String label, Sweep<B, S, R> sweep, S state) {
    OrderedTree<R> tree = new OrderedTree<>(sweep::merge);
    blocks.forEach(block -> tree.add(sweep.visit(state, block)));
    return tree.result();
  }

  @Override
  public <T> Shared<T> share(T value) {
    return new Held<>(value);
  }
}
