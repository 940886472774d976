package io.convoy.jobs.train;

import java.util.Locale;

/** Who keeps a running mean of gradients. */
enum MomentumPlace {
  /** Every worker of its own, which the aggregator then sees. */
  WORKER,
  /** The optimiser, of the aggregates. */
  SERVER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
