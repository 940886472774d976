package io.convoy.semidiscrete;

import io.convoy.geometry.PointBlock;
import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * A distribution in pieces, each with a share of the mass, that can be sampled independently.
 *
 * @param <B> the pieces
 */
public interface Samples<B> extends Serializable {

  /** Returns the number of a piece, from 0. */
  int index(B piece);

  /**
   * Returns independent points of a piece, with equal weights that sum to the piece's share.
   *
   * @param count how many, {@code >= 1}
   */
  PointBlock draw(B piece, SplittableRandom random, int count);
}
