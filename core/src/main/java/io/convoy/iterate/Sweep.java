package io.convoy.iterate;

import java.io.Serializable;

/**
 * One pass over all blocks of a table: visit each block once, merge the partial results.
 *
 * <p>{@link #visit} must be a function of its arguments alone and must not write to them: blocks
 * and states are shared between threads and are visited again when a task is retried.
 *
 * @param <B> the blocks, immutable
 * @param <S> the state that every visit reads, immutable and serializable
 * @param <R> the partial result, serializable
 */
public interface Sweep<B, S, R> extends Serializable {

  /** Returns what {@code block} contributes under {@code state}. */
  R visit(S state, B block);

  /**
   * Returns the combination of two neighbouring partial results, the left one from blocks of lower
   * index. May reuse either argument: the caller never looks at them again.
   */
  R merge(R left, R right);
}
