package io.convoy.jobs.settings;

import io.convoy.geometry.Precision;
import java.util.Locale;

/**
 * Whether sweeps compute what the costs of all pairs take anew or keep it in memory. The results
 * differ by roundings, so the choice is a function of the problem and not of the machine.
 */
public enum Storage {
  /** Kept where that is cheaper and little. */
  AUTO,

  /** Kept. */
  ON,

  /** Computed in every sweep. */
  OFF;

  /** Dimensions from which reading four bytes is clearly cheaper: here by about a fifth. */
  private static final int MANY_DIMENSIONS = 64;

  /** What any process can spare. */
  private static final long LITTLE = 256L << 20;

  /** Returns the bytes that keeping takes. */
  public static long bytes(long rows, long columns) {
    return (long) Math.min(0x1p60, (double) Float.BYTES * rows * columns);
  }

  /** Returns whether to keep the pairs of a problem; only sweeps in float can. */
  public boolean keeps(long rows, long columns, int dimension, Precision precision) {
    return precision == Precision.FLOAT
        && switch (this) {
          case ON -> true;
          case OFF -> false;
          case AUTO -> dimension >= MANY_DIMENSIONS && rows <= LITTLE / (Float.BYTES * columns);
        };
  }

  /** Returns the name used in settings and reports. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
