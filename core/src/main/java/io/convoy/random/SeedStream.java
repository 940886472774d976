package io.convoy.random;

import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * A family of independent random generators, one per (iteration, block).
 *
 * <p>The three numbers are mixed one after the other by the finaliser of SplitMix64 (Steele, Lea
 * and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), a bijection of 64-bit
 * words, so that neighbouring seeds, iterations and blocks give unrelated generators.
 *
 * @param seed what the user chose; every value is allowed
 */
public record SeedStream(long seed) implements Serializable {

  /** An odd constant near 2^64 divided by the golden ratio, as in SplitMix64. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /**
   * Returns a new generator for {@code block} in {@code iteration}; equal arguments, equal draws.
   */
  public SplittableRandom at(long iteration, long block) {
    return new SplittableRandom(mix(mix(mix(seed) + iteration) + block));
  }

  static long mix(long word) {
    long z = word + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
