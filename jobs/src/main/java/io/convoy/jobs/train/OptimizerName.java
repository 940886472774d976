package io.convoy.jobs.train;

import java.util.Locale;

/** First-order methods as users name them. */
enum OptimizerName {
  /** Stochastic gradient descent. */
  SGD,
  /** Adam with decoupled weight decay. */
  ADAMW;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
