package io.convoy.training;

import io.convoy.geometry.PointBlock;
import io.convoy.random.SeedStream;
import io.convoy.robust.Attack;
import io.convoy.robust.Gate;
import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How a worker answers an order: the gradient of a batch of its rows, or its running mean, in
 * float.
 */
public record Worker(Objective objective, Batches batches) implements Serializable {

  /** The highest bit of a float's exponent. */
  private static final int EXPONENT_BIT = 1 << 30;

  /**
   * An answer.
   *
   * @param contribution what the gate judges
   * @param loss mean over the batch
   * @param vector what is sent
   * @param momentum what is kept for the next order; null if nothing is
   */
  public record Answer(
      Gate.Contribution contribution, double loss, PointBlock vector, PointBlock momentum) {}

  /**
   * Returns the answer.
   *
   * @param momentum what was kept from the last order; null before the first
   */
  public Answer answer(Order order, LabeledRows rows, PointBlock momentum) {
    int worker = rows.index();
    boolean lies = order.lies(worker);
    boolean stale = lies && order.attack().kind() == Attack.Kind.STALE;
    Objective.Slope slope =
        objective.slope(
            stale ? order.old() : order.parameters(), rows, batches.of(rows, order.step()));
    float[] sent = new float[slope.gradient().length];
    boolean finite = true;
    for (int k = 0; k < sent.length; k++) {
      sent[k] = (float) slope.gradient()[k];
      finite &= Float.isFinite(sent[k]);
    }
    PointBlock kept = null;
    if (order.momentum() > 0) {
      // a gradient that is not finite would stay in the mean for ever
      kept = finite ? mean(order.momentum(), sent, momentum, worker) : momentum;
      for (int k = 0; finite && k < sent.length; k++) {
        sent[k] = (float) kept.coordinate(0, k);
      }
    }
    if (lies) {
      lie(order, worker, sent);
    }
    double squares = 0;
    for (float value : sent) {
      squares += (double) value * value;
    }
    return new Answer(
        new Gate.Contribution(worker, order.step(), sent.length, squares),
        slope.loss(),
        PointBlock.of(worker, sent.length, sent, new double[] {1}),
        kept);
  }

  private static PointBlock mean(double beta, float[] fresh, PointBlock before, int worker) {
    float[] mean = new float[fresh.length];
    for (int k = 0; k < mean.length; k++) {
      double old = before == null ? 0 : before.coordinate(0, k);
      mean[k] = (float) (beta * old + (1 - beta) * fresh[k]);
    }
    return PointBlock.of(worker, mean.length, mean, new double[] {1});
  }

  private void lie(Order order, int worker, float[] sent) {
    switch (order.attack().kind()) {
      case NAN -> Arrays.fill(sent, Float.NaN);
      case ZERO -> Arrays.fill(sent, 0);
      case BIT_FLIP -> {
        SplittableRandom random = new SeedStream(~batches.seeds().seed()).at(order.step(), worker);
        int k = random.nextInt(sent.length);
        sent[k] = Float.intBitsToFloat(Float.floatToRawIntBits(sent[k]) ^ EXPONENT_BIT);
      }
      default -> {}
    }
  }
}
