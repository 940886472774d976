package io.convoy.jobs.train;

import java.util.Locale;

/** How rows come to workers that no column names. */
enum WorkerAssignment {
  /** By the files they are from. */
  FILES,
  /** By chance. */
  HASH;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
