package io.convoy.iterate;

import java.util.List;

/**
 * Runs sweeps over one fixed set of blocks. All runners of the same blocks return the same bits.
 *
 * @param <B> the blocks
 */
public interface SweepRunner<B> {

  /** Returns the number of blocks, at least 1. */
  int blocks();

  /**
   * Returns the sweep's merged result over all blocks.
   *
   * @param label what the pass is for, in a few words; shown wherever the engine lists its work
   */
  <S, R> R run(String label, Sweep<B, S, R> sweep, S state);

  /**
   * Returns a handle on a large immutable value that many sweeps read, sent to each machine once.
   * Closing the handle frees the copies; it must not be used afterwards.
   */
  <T> Shared<T> share(T value);

  /** Returns the results of all visits in block order, for small results only. */
  default <S, R> List<R> collect(String label, Visit<B, S, R> visit, S state) {
    return run(label, new Gather<>(visit), state);
  }
}
