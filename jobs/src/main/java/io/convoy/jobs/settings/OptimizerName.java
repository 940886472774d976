package io.convoy.jobs.settings;

import java.util.Locale;

/** First-order methods as users name them. */
public enum OptimizerName {
  /** Stochastic gradient descent. */
  SGD,
  /** Adam with decoupled weight decay. */
  ADAMW;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
