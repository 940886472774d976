package io.convoy.jobs.settings;

import java.util.Locale;

/** Whether a run shows how far it is. */
public enum ProgressMode {
  AUTO,
  ON,
  OFF;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
