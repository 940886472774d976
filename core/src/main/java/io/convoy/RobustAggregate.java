package io.convoy;

import java.util.stream.IntStream;

/**
 * What vectors agree on.
 *
 * @param aggregate one value per coordinate
 * @param weights what each vector counts in it, 0 if it was rejected; NaN under rules that judge
 *     every coordinate by itself, such as trimmed means
 */
public record RobustAggregate(double[] aggregate, double[] weights) {

  /** Returns the vectors that count nothing. */
  public int[] rejected() {
    return IntStream.range(0, weights.length).filter(i -> weights[i] == 0).toArray();
  }
}
