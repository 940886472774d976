package io.convoy.jobs.settings;

import picocli.CommandLine.Option;

/** Which distance {@code distance} measures. */
@Section("Problem")
public final class DistanceOptions {

  @Option(
      names = "--method",
      paramLabel = "gaussian|sliced",
      description = {
        "gaussian: between the Gaussians that fit the tables (Bures-Wasserstein); sliced: the mean"
            + " over random lines, in one dimension exact (default: ${DEFAULT-VALUE}).",
        "e.g. --method gaussian"
      })
  DistanceMethod method;

  @Option(
      names = "--projections",
      paramLabel = "L",
      description = {
        "Random lines of method sliced; the error falls as their root (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --projections 500"
      })
  int projections;

  @Option(
      names = "--order",
      paramLabel = "P",
      description = {
        "The power of distances in method sliced, at least 1; gaussian has 2 (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --order 1"
      })
  double order;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = {"The seed of the lines (default: ${DEFAULT-VALUE}).", "e.g. --seed 7"})
  long seed;
}
