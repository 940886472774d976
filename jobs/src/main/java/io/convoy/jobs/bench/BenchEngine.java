package io.convoy.jobs.bench;

import java.util.Locale;

/** What runs a benchmark; none suits a benchmark by itself. */
public enum BenchEngine {
  /** Threads of this process. */
  MEMORY,
  /** Tasks of Spark. */
  SPARK;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
