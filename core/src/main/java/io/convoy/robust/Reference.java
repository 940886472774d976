package io.convoy.robust;

import java.io.Serializable;

/**
 * The vector that others are near, the last aggregate say, and how blocks cut it.
 *
 * @param values one per coordinate; empty for 0
 * @param width coordinates per block but the last
 */
public record Reference(double[] values, int width) implements Serializable {

  /** Returns the reference 0. */
  public static Reference none(int width) {
    return new Reference(new double[0], width);
  }

  /** Returns coordinate {@code k} of a block. */
  double value(int block, int k) {
    return values.length == 0 ? 0 : values[block * width + k];
  }
}
