package io.convoy.training;

import io.convoy.robust.Attack;
import java.io.Serializable;

/**
 * What all workers are asked in a step.
 *
 * @param step from 0
 * @param parameters where the gradient is wanted
 * @param old parameters of some steps before, for workers that are stale; else empty
 * @param momentum of every worker's own running mean of gradients, 0 for none
 * @param attack what liars do; only what they do by themselves concerns them here
 * @param liars their numbers
 */
public record Order(
    long step, double[] parameters, double[] old, double momentum, Attack attack, int[] liars)
    implements Serializable {

  /** Returns whether a worker lies. */
  public boolean lies(int worker) {
    for (int liar : liars) {
      if (liar == worker) {
        return true;
      }
    }
    return false;
  }
}
