package io.convoy.jobs.bench;

import java.util.Locale;

/**
 * How the columns' cloud of a benchmark lies to the rows' cloud, which is uniform in the unit cube.
 */
enum CloudShape {
  /** Uniform in the same cube. */
  EQUAL,
  /** Moved by 1 along every axis. */
  SHIFTED,
  /** Doubled along the first axis and halved along the last. */
  STRETCHED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
