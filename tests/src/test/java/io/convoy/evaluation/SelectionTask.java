package io.convoy.evaluation;

import io.convoy.geometry.PointBlock;
import io.convoy.random.SeedStream;
import io.convoy.selection.Lead;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One draw of an evaluation. All blocks have a label, a size of 1 and the group 0 before their
 * features.
 *
 * @param pool what may be selected; the same object in all draws with the same features and labels
 * @param targets what a selection should serve
 * @param test rows like the targets, none of them a target or of the pool
 * @param labelCost what labels that differ add to the squared distance
 * @param seeds all chance of this draw
 */
record SelectionTask(
    PointBlock pool, PointBlock targets, PointBlock test, double labelCost, SeedStream seeds) {

  static final Lead LEAD = new Lead(true);

  /** Returns a block of rows with these labels and features. */
  static PointBlock block(double[][] features, double[] labels, int[] rows) {
    int d = features[0].length;
    int width = LEAD.count() + d;
    double[] all = new double[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      all[i * width] = labels[rows[i]];
      all[i * width + 1] = 1;
      System.arraycopy(features[rows[i]], 0, all, i * width + LEAD.count(), d);
    }
    double[] ones = new double[rows.length];
    Arrays.fill(ones, 1);
    return PointBlock.of(0, width, all, ones);
  }

  /** Returns the task with another pool. */
  SelectionTask withPool(PointBlock other) {
    return new SelectionTask(other, targets, test, labelCost, seeds);
  }

  /** Returns the task with other features. */
  SelectionTask with(PointBlock otherPool, PointBlock otherTargets) {
    return new SelectionTask(otherPool, otherTargets, test, labelCost, seeds);
  }

  /** Returns numbers in random order. */
  static int[] shuffled(int[] numbers, SplittableRandom random) {
    int[] order = numbers.clone();
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }

  /** Returns the numbers below a size in random order. */
  static int[] shuffled(int size, SplittableRandom random) {
    return shuffled(IntStream.range(0, size).toArray(), random);
  }
}
