package io.convoy.training;

import io.convoy.random.SeedStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which rows a step learns from: chance, as a function of the seed, the epoch and a row's key,
 * throws every row of an epoch into one of its batches. So a row's batch does not depend on where
 * it lies or on what else there is.
 *
 * @param perEpoch steps of an epoch, {@code >= 1}
 */
public record Batches(SeedStream seeds, int perEpoch) implements Serializable {

  public Batches {
    if (perEpoch < 1) {
      throw new IllegalArgumentException("an epoch must have steps >= 1, got " + perEpoch);
    }
  }

  /** Returns the rows of a step, from 0; never none: if chance gives none, the row closest by. */
  public int[] of(LabeledRows rows, long step) {
    long epoch = step / perEpoch;
    double from = (double) (step % perEpoch) / perEpoch;
    double end = (double) (step % perEpoch + 1) / perEpoch;
    int[] chosen = new int[rows.rows()];
    int count = 0;
    int closest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int row = 0; row < chosen.length; row++) {
      SplittableRandom random = seeds.at(epoch, rows.key(row));
      double u = random.nextDouble();
      if (u >= from && u < end) {
        chosen[count++] = row;
      }
      double away = u >= from ? u - from : u - from + 1;
      if (away < least) {
        least = away;
        closest = row;
      }
    }
    return count == 0 ? new int[] {closest} : Arrays.copyOf(chosen, count);
  }
}
