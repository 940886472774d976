package io.convoy.pairing;

import io.convoy.random.SeedStream;
import java.util.SplittableRandom;

/**
 * Standard Gaussian noise, rounded to float. A draw depends on the seed, the row's code and the
 * number of the draw alone: not on the batch, nor on what other rows there are.
 *
 * @param seeds of the run
 * @param codes one number per row of the batch, made of its id
 */
public record NoisePartners(SeedStream seeds, long[] codes, int dimension) implements Partners {

  @Override
  public void read(int row, int draw, double[] to) {
    SplittableRandom random = seeds.at(codes[row], draw);
    for (int k = 0; k < dimension; k++) {
      to[k] = (float) random.nextGaussian();
    }
  }
}
