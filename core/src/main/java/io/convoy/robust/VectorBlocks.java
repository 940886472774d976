package io.convoy.robust;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SweepRunner;
import io.convoy.iterate.Visit;

/**
 * Some vectors cut into ranges of coordinates, wherever they are: block b has coordinates {@code b
 * w} to {@code (b + 1) w} of all vectors, a row each. Closing frees them.
 */
public interface VectorBlocks extends AutoCloseable {

  /** Returns a runner over the blocks. */
  SweepRunner<PointBlock> runner();

  /**
   * Returns what {@code change} makes of every block, kept where that is. What it gives is closed
   * by the caller, and before this.
   */
  <S> VectorBlocks map(Visit<PointBlock, S, PointBlock> change, S state);

  @Override
  void close();
}
