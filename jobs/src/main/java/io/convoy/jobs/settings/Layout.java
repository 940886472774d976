package io.convoy.jobs.settings;

import java.util.Locale;

/** How a table holds the rows of nodes. */
public enum Layout {
  /** A row has a column that names its node. */
  LONG,
  /** A node has a column, and a row is a time. */
  WIDE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
