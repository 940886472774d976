package io.convoy.semidiscrete;

import java.util.SplittableRandom;

/** A distribution of independent, equally distributed coordinates. */
public enum Law {
  /** Mean 0, variance 1. */
  GAUSSIAN("gaussian") {
    @Override
    double coordinate(SplittableRandom random) {
      return random.nextGaussian();
    }
  },

  /** Between 0 and 1. */
  UNIFORM("uniform") {
    @Override
    double coordinate(SplittableRandom random) {
      return random.nextDouble();
    }
  };

  private final String label;

  Law(String label) {
    this.label = label;
  }

  abstract double coordinate(SplittableRandom random);

  /** Returns the name used in settings and reports. */
  @Override
  public String toString() {
    return label;
  }
}
