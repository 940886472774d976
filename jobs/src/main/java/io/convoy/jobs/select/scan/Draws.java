package io.convoy.jobs.select.scan;

import io.convoy.random.SeedStream;
import io.convoy.spark.block.Ids;

/** What chance decides of a row: a function of the seed and the row's id alone. */
public final class Draws {

  private Draws() {}

  /** Returns a number in (0, 1) for every id. */
  public static double[] of(long seed, Ids ids) {
    SeedStream seeds = new SeedStream(seed);
    double[] draws = new double[ids.size()];
    for (int i = 0; i < draws.length; i++) {
      double draw = seeds.at(0, ids.code(i)).nextDouble();
      draws[i] = Math.max(draw, Double.MIN_NORMAL);
    }
    return draws;
  }
}
