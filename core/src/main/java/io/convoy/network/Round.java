package io.convoy.network;

import java.io.Serializable;

/**
 * What the driver says to all blocks before a round.
 *
 * @param penalty of differences along edges
 * @param lambda its strength, {@code >= 0}
 * @param rho step, {@code > 0}
 * @param relaxation from 1 (none) to below 2
 * @param passes most passes of a block over its inner edges per round; 0 for plain rounds, in which
 *     all edges are treated alike
 */
public record Round(EdgePenalty penalty, double lambda, double rho, double relaxation, int passes)
    implements Serializable {

  public Round {
    if (!(lambda >= 0) || !Double.isFinite(lambda)) {
      throw new IllegalArgumentException("lambda must be >= 0 and finite, got " + lambda);
    }
    if (!(rho > 0)) {
      throw new IllegalArgumentException("rho must be > 0, got " + rho);
    }
    if (!(relaxation >= 1 && relaxation < 2)) {
      throw new IllegalArgumentException("relaxation must be in [1, 2), got " + relaxation);
    }
  }

  boolean nested() {
    return passes > 0;
  }
}
