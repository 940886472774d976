package io.convoy.jobs.settings;

import java.util.Locale;

/** What runs the sweeps. The result has the same bits on either. */
public enum Engine {
  AUTO,
  MEMORY,
  SPARK;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
