package io.convoy.training;

import io.convoy.robust.Attack;
import io.convoy.robust.Gate;
import io.convoy.robust.RuleName;
import java.util.Optional;

/**
 * How a model is trained.
 *
 * @param aggregator a name that {@link RuleName} knows
 * @param byzantine workers that may lie, {@code >= 0}
 * @param liars workers that do, the last ones, as {@code attack} says
 * @param attack what these do
 * @param gate empty to let everything pass that fits
 * @param quorum contributions that must pass the gate
 * @param workerMomentum of every worker's own running mean, in 0 to 1, exclusive
 * @param optimizer what moves the parameters
 * @param rate learning rate at the beginning, {@code > 0}
 * @param schedule how it falls
 * @param batches which rows a step is of
 * @param epochs how often every row is learned from
 * @param width coordinates per block of gradients
 */
public record Recipe(
    String aggregator,
    int byzantine,
    int liars,
    Attack attack,
    Optional<Gate> gate,
    int quorum,
    double workerMomentum,
    Optimizer optimizer,
    double rate,
    Schedule schedule,
    Batches batches,
    int epochs,
    int width) {

  public Recipe {
    if (byzantine < 0 || liars < 0 || quorum < 1 || epochs < 1 || width < 1) {
      throw new IllegalArgumentException(
          "byzantine and liars must be >= 0, quorum, epochs and width >= 1, got "
              + byzantine
              + ", "
              + liars
              + ", "
              + quorum
              + ", "
              + epochs
              + " and "
              + width);
    }
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("learning-rate must be > 0 and finite, got " + rate);
    }
    if (!(workerMomentum >= 0 && workerMomentum < 1)) {
      throw new IllegalArgumentException("momentum must be >= 0 and < 1, got " + workerMomentum);
    }
  }

  /** Returns the number of steps of the whole training. */
  public int steps() {
    return Math.multiplyExact(epochs, batches.perEpoch());
  }

  /** Returns this recipe against an attack, by as many liars as it tolerates. */
  public Recipe against(Attack other) {
    return new Recipe(
        aggregator,
        byzantine,
        other.kind() == Attack.Kind.NONE ? 0 : byzantine,
        other,
        gate,
        quorum,
        workerMomentum,
        optimizer,
        rate,
        schedule,
        batches,
        epochs,
        width);
  }

  /** Returns this recipe with another rule, gate and learning rate. */
  public Recipe by(String rule, Optional<Gate> otherGate, double otherRate) {
    return new Recipe(
        rule,
        byzantine,
        liars,
        attack,
        otherGate,
        quorum,
        workerMomentum,
        optimizer,
        otherRate,
        schedule,
        batches,
        epochs,
        width);
  }
}
