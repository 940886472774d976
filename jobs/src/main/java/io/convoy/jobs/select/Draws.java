package io.convoy.jobs.select;

import io.convoy.random.SeedStream;
import io.convoy.spark.Ids;

/** What chance decides of a row: a function of the seed and the row's id alone. */
final class Draws {

  private Draws() {}

  /** Returns a number in (0, 1) for every id. */
  static double[] of(long seed, Ids ids) {
    SeedStream seeds = new SeedStream(seed);
    double[] draws = new double[ids.size()];
    for (int i = 0; i < draws.length; i++) {
      // ids that read alike are one, whatever their type
      double draw = seeds.at(0, hash(ids.text(i))).nextDouble();
      draws[i] = Math.max(draw, Double.MIN_NORMAL);
    }
    return draws;
  }

  /** FNV-1a, 64 bits, of the characters. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
