package io.convoy.jobs.distance;

import io.convoy.distance.SlicedDistance;
import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;

/** Which distance between two tables. */
sealed interface DistanceMethod {

  /** Of Bures and Wasserstein, between the Gaussians that fit the tables. */
  record Gaussian() implements DistanceMethod {}

  /** The mean of transport along random lines; in one dimension transport itself. */
  record Sliced(
      @Setting(
              help = "Random lines of method sliced; the error falls as their root",
              label = "L",
              fallback = "50",
              example = "500")
          int projections,
      @Setting(
              help = "The power of distances in method sliced, at least 1; gaussian has 2",
              label = "P",
              fallback = "2",
              example = "1")
          double order,
      @Shared @Adjust(help = "The seed of the lines") long seed)
      implements DistanceMethod {

    public Sliced {
      new SlicedDistance(order, seed, projections); // which says what they may be
    }

    SlicedDistance distance() {
      return new SlicedDistance(order, seed, projections);
    }
  }
}
