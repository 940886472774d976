package io.convoy.robust;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.SweepRunner;
import io.convoy.iterate.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/** Vectors of this process. */
public final class MemoryVectors implements VectorBlocks {

  private final MemoryRunner<PointBlock> runner;
  private final ForkJoinPool pool;

  private MemoryVectors(List<PointBlock> blocks, ForkJoinPool pool) {
    this.runner = new MemoryRunner<>(blocks, pool);
    this.pool = pool;
  }

  /**
   * Cuts vectors.
   *
   * @param vectors one row each, all of one length and precision
   * @param width coordinates per block
   * @param pool where sweeps over them run; the caller's to shut down
   */
  public static MemoryVectors of(List<PointBlock> vectors, int width, ForkJoinPool pool) {
    return new MemoryVectors(cut(vectors, width), pool);
  }

  /** Returns vectors in ranges of {@code width} coordinates, all of them in each. */
  public static List<PointBlock> cut(List<PointBlock> vectors, int width) {
    int length = vectors.get(0).dimension();
    List<PointBlock> blocks = new ArrayList<>();
    for (int from = 0; from < length; from += width) {
      int begin = from;
      int end = Math.min(length, from + width);
      blocks.add(
          PointBlock.stacked(
              blocks.size(), vectors.stream().map(row -> row.coordinates(begin, end)).toList()));
    }
    return blocks;
  }

  @Override
  public SweepRunner<PointBlock> runner() {
    return runner;
  }

  @Override
  public <S> VectorBlocks map(Visit<PointBlock, S, PointBlock> change, S state) {
    return new MemoryVectors(runner.collect("change vectors", change, state), pool);
  }

  @Override
  public void close() {}
}
