package io.convoy.iterate;

import java.io.Serializable;

/**
 * What one block contributes when contributions are not merged: the rows of an output table, say.
 *
 * @param <B> the blocks
 * @param <S> the state
 * @param <R> the contribution of one block
 */
@FunctionalInterface
public interface Visit<B, S, R> extends Serializable {

  /** Returns what {@code block} contributes under {@code state}; writes to neither. */
  R visit(S state, B block);
}
