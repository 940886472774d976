package io.convoy.jobs.settings;

import java.util.Locale;

/** The arithmetic of points and kernels; potentials and sums are always double. */
public enum Precision {
  FLOAT,
  DOUBLE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
