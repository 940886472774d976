package io.convoy.jobs.bench;

import io.convoy.iterate.Sweep;
import java.io.Serializable;

/**
 * A partial result and the time that the visits behind it took.
 *
 * @param nanos sum over the visits, on whatever threads they ran
 */
record Timed<R>(long nanos, R result) implements Serializable {

  /** The sweep {@code of}, its visits timed where they run. Merging is not part of a visit. */
  record OfSweep<B, S, R>(Sweep<B, S, R> of) implements Sweep<B, S, Timed<R>> {

    @Override
    public Timed<R> visit(S state, B block) {
      long began = System.nanoTime();
      R result = of.visit(state, block);
      return new Timed<>(System.nanoTime() - began, result);
    }

    @Override
    public Timed<R> merge(Timed<R> left, Timed<R> right) {
      return new Timed<>(left.nanos + right.nanos, of.merge(left.result, right.result));
    }
  }
}
