package io.convoy.jobs.lasso;

import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Setting;
import io.convoy.network.RandomFeatures;
import java.util.Optional;
import java.util.OptionalInt;

/** Random features in the place of the rows' own, if any. */
record KernelSettings(
    @Setting(
            help =
                "Replaces the features by N random Fourier features of a Gaussian kernel, the same for"
                    + " all nodes",
            label = "N",
            example = "100")
        OptionalInt randomFeatures,
    @Setting(
            help = "The width of that kernel, in standard deviations of the features",
            label = "NUMBER",
            fallback = "1",
            example = "0.5")
        double bandwidth) {

  public KernelSettings {
    randomFeatures.ifPresent(count -> RunSettings.fewEnough("random-features", count));
    LassoSettings.requirePositive("bandwidth", bandwidth);
  }

  /** Returns what makes random features of {@code dimension} others. */
  Optional<RandomFeatures> of(int dimension, long seed) {
    return randomFeatures.isEmpty()
        ? Optional.empty()
        : Optional.of(new RandomFeatures(dimension, randomFeatures.getAsInt(), bandwidth, seed));
  }
}
