package io.convoy.training;

import io.convoy.robust.Gate;
import java.io.Serializable;

/**
 * What is known of an answer without its vector.
 *
 * @param contribution what the gate judges
 * @param loss mean over the batch; NaN if nothing arrived
 * @param host where it was computed
 * @param executor the process there
 * @param seconds that it took
 */
public record Arrival(
    Gate.Contribution contribution, double loss, String host, String executor, double seconds)
    implements Serializable {

  /** Returns the number of the worker. */
  public int worker() {
    return contribution.worker();
  }
}
