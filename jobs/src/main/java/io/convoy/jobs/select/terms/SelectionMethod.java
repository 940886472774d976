package io.convoy.jobs.select.terms;

import java.util.Locale;

/** How {@code select} chooses rows. */
public enum SelectionMethod {
  /** Transport that covers every target, at most an equal share per row. */
  OT,
  /** Layers of nearest rows in the whitened feature distance. */
  TAROT,
  /** Targets in turn take their nearest row that is left. */
  ROUND_ROBIN,
  /** Near rows by chance, those in crowded places less often. */
  TSDS,
  /** The rows whose mass the transport from the pool to the targets would rather have more of. */
  LAVA,
  /** By the ratio of densities, feature by feature. */
  DSIR,
  /** The rows nearest to any target. */
  NEAREST,
  /** The rows that together resemble the targets under a kernel. */
  HERDING,
  /** The pool's own extent. */
  K_CENTER,
  /** By chance. */
  RANDOM;

  /**
   * Returns whether targets choose their rows: the nearest of each are enough to choose from, and a
   * row can be taken again.
   */
  boolean letsTargetsChoose() {
    return this == OT || this == TAROT || this == ROUND_ROBIN;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
