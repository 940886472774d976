package io.convoy.jobs.settings;

import java.util.Locale;

/** Whether target rows are prototypes that source rows are labelled by, and what a label costs. */
public enum Clusters {
  /** They are not. */
  OFF,

  /** They are, at the cost of the pair. */
  COST,

  /** They are, at the negative log-likelihood of the model whose logits are the negated costs. */
  SOFTMAX;

  /** Returns the name used in settings and reports. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
