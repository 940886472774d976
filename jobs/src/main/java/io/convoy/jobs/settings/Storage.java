package io.convoy.jobs.settings;

import io.convoy.geometry.Precision;
import io.convoy.transport.PointTransport;
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
          case AUTO -> PointTransport.stores(rows, columns, dimension);
        };
  }

  /** Returns the name used in settings and reports. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
