package io.convoy.semidiscrete;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import io.convoy.iterate.SweepRunner;
import io.convoy.random.SeedStream;

/**
 * Samples as rows: the same ones in every sweep, drawn again where they are needed, so that
 * whatever sweeps over a table sweeps over a sample of a distribution too.
 *
 * @param pieces what is sampled
 * @param round which samples
 * @param perPiece how many of every piece
 */
record DrawnRows<B>(
    SweepRunner<B> pieces, Samples<B> samples, SeedStream seeds, long round, int perPiece)
    implements SweepRunner<PointBlock> {

  @Override
  public int blocks() {
    return pieces.blocks();
  }

  @Override
  public <S, R> R run(String label, Sweep<PointBlock, S, R> sweep, S state) {
    return pieces.run(label, new Draw<>(samples, seeds, round, perPiece, sweep), state);
  }

  @Override
  public <T> Shared<T> share(T value) {
    return pieces.share(value);
  }

  private record Draw<B, S, R>(
      Samples<B> samples, SeedStream seeds, long round, int perPiece, Sweep<PointBlock, S, R> sweep)
      implements Sweep<B, S, R> {

    @Override
    public R visit(S state, B piece) {
      return sweep.visit(
          state, samples.draw(piece, seeds.at(round, samples.index(piece)), perPiece));
    }

    @Override
    public R merge(R left, R right) {
      return sweep.merge(left, right);
    }
  }
}
