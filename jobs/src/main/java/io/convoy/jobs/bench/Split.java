package io.convoy.jobs.bench;

import java.util.List;

/**
 * Where the time of some work went, in seconds on the clock of the caller.
 *
 * @param seconds all of it: the sum of the other three
 * @param kernels the visits' time, divided by the threads that could have shared it
 * @param engine the rest of the sweeps: tasks, merges, transfers, and threads without work
 * @param driver what lies between the sweeps
 */
record Split(double seconds, double kernels, double engine, double driver) {

  /** Returns the split of work that took {@code nanos} and held these sweeps. */
  static Split of(long nanos, List<TimedRunner.Pass> passes, int threads) {
    double sweeps = passes.stream().mapToDouble(TimedRunner.Pass::nanos).sum();
    double visits = passes.stream().mapToDouble(TimedRunner.Pass::visitNanos).sum() / threads;
    // visits may outnumber the threads for moments while a pool replaces one that waits
    visits = Math.min(sweeps, visits);
    return new Split(nanos / 1e9, visits / 1e9, (sweeps - visits) / 1e9, (nanos - sweeps) / 1e9);
  }

  /** Returns the split of one of {@code count} equal parts. */
  Split per(int count) {
    return new Split(seconds / count, kernels / count, engine / count, driver / count);
  }

  /** Returns the share of the threads' time that visits took, from 0 to 1. */
  double kernelFraction() {
    return kernels / seconds;
  }
}
