package io.convoy.jobs.settings;

import picocli.CommandLine.Option;

/** What {@code bench nearest} looks for. */
@Section("Workload")
public final class BenchNearestOptions {

  @Option(
      names = "--pool-rows",
      paramLabel = "N",
      description = {
        "The number of rows that are scanned, uniform in the unit cube (default: ${DEFAULT-VALUE}).",
        "e.g. --pool-rows 1000000"
      })
  long poolRows;

  @Option(
      names = "--targets",
      paramLabel = "M",
      description = {
        "The number of targets whose nearest rows are found, likewise (default: ${DEFAULT-VALUE}).",
        "e.g. --targets 1000"
      })
  int targets;

  @Option(
      names = "--pool-dimension",
      paramLabel = "D",
      description = {
        "The number of coordinates (default: ${DEFAULT-VALUE}).",
        "e.g. --pool-dimension 768"
      })
  int poolDimension;

  @Option(
      names = "--nearest",
      paramLabel = "K",
      description = {
        "How many rows are kept for every target (default: ${DEFAULT-VALUE}).",
        "e.g. --nearest 30"
      })
  int nearest;
}
