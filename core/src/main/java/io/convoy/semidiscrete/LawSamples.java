package io.convoy.semidiscrete;

import io.convoy.geometry.PointBlock;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Samples of a law, in pieces that differ by their number alone.
 *
 * @param pieces how many, each with an equal share
 */
public record LawSamples(Law law, int dimension, int pieces) implements Samples<Integer> {

  /** Enough to share among the cores of a machine; part of what is drawn, not of how fast. */
  public static final int PIECES = 64;

  /** Returns the pieces. */
  public List<Integer> all() {
    return IntStream.range(0, pieces).boxed().toList();
  }

  @Override
  public int index(Integer piece) {
    return piece;
  }

  @Override
  public PointBlock draw(Integer piece, SplittableRandom random, int count) {
    double[] coordinates = new double[count * dimension];
    Arrays.setAll(coordinates, k -> law.coordinate(random));
    double[] weights = new double[count];
    Arrays.fill(weights, 1.0 / ((double) pieces * count));
    return PointBlock.of(piece, dimension, coordinates, weights);
  }
}
