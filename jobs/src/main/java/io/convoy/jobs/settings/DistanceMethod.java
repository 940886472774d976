package io.convoy.jobs.settings;

import java.util.Locale;

/** Which distance between two tables. */
public enum DistanceMethod {
  /** Of Bures and Wasserstein, between the Gaussians that fit the tables. */
  GAUSSIAN,

  /** The mean of transport along random lines; in one dimension transport itself. */
  SLICED;

  /** Returns the name used in settings and reports. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
