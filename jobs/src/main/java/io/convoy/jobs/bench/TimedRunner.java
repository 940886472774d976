package io.convoy.jobs.bench;

import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import io.convoy.iterate.SweepRunner;
import java.util.ArrayList;
import java.util.List;

/** Runs sweeps as {@code inner} does and keeps the time of each; for one thread to drive. */
final class TimedRunner<B> implements SweepRunner<B> {

  private final SweepRunner<B> inner;
  private final List<Pass> passes = new ArrayList<>();

  TimedRunner(SweepRunner<B> inner) {
    this.inner = inner;
  }

  /**
   * One sweep.
   *
   * @param ended when, on the clock of {@link System#nanoTime}
   * @param nanos how long it took the caller
   * @param visitNanos how long its visits took, added up over all threads
   */
  record Pass(long ended, long nanos, long visitNanos) {}

  /** Returns the sweeps since the last call, in order. */
  List<Pass> passes() {
    List<Pass> since = List.copyOf(passes);
    passes.clear();
    return since;
  }

  @Override
  public int blocks() {
    return inner.blocks();
  }

  @Override
  public <S, R> R run(String label, Sweep<B, S, R> sweep, S state) {
    long began = System.nanoTime();
    Timed<R> timed = inner.run(label, new Timed.OfSweep<>(sweep), state);
    long ended = System.nanoTime();
    passes.add(new Pass(ended, ended - began, timed.nanos()));
    return timed.result();
  }

  @Override
  public <T> Shared<T> share(T value) {
    return inner.share(value);
  }
}
