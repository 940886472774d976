package io.convoy.selection;

import java.util.Arrays;

/**
 * What a method chose among shortlisted rows.
 *
 * @param repeats how often each row is taken, 0 for most
 * @param scores the method's own numbers, the best the highest; of rows not taken they mean nothing
 * @param weights for training on the rows taken, of mean 1 over what is taken
 * @param complete whether more rows on the list could change nothing
 */
public record Selection(int[] repeats, double[] scores, double[] weights, boolean complete) {

  /** Returns a selection of rows that count alike. */
  static Selection alike(int[] repeats, double[] scores, boolean complete) {
    double[] weights = new double[repeats.length];
    Arrays.setAll(weights, i -> repeats[i] > 0 ? 1 : 0);
    return new Selection(repeats, scores, weights, complete);
  }

  /** Returns how many rows are taken, repeats included. */
  public long taken() {
    long taken = 0;
    for (int times : repeats) {
      taken += times;
    }
    return taken;
  }

  /** Returns the rows taken, ascending. */
  public int[] rows() {
    int[] rows = new int[repeats.length];
    int count = 0;
    for (int i = 0; i < repeats.length; i++) {
      if (repeats[i] > 0) {
        rows[count++] = i;
      }
    }
    return Arrays.copyOf(rows, count);
  }
}
