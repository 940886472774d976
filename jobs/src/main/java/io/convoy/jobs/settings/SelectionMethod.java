package io.convoy.jobs.settings;

import java.util.Locale;

/** How {@code select} chooses rows. */
public enum SelectionMethod {
  /** Transport that covers every target, at most an equal share per row. */
  OT,
  /** Targets in turn take their nearest row that is left. */
  ROUND_ROBIN,
  /** The rows nearest to any target. */
  NEAREST,
  /** By chance. */
  RANDOM;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
