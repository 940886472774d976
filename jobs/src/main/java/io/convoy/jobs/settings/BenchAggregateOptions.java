package io.convoy.jobs.settings;

import picocli.CommandLine.Option;

/** What {@code bench aggregate} aggregates. */
@Section("Workload")
public final class BenchAggregateOptions {

  @Option(
      names = "--workers",
      paramLabel = "P",
      description = {
        "The number of vectors, each of one task (default: ${DEFAULT-VALUE}).",
        "e.g. --workers 64"
      })
  int workers;

  @Option(
      names = "--parameters",
      paramLabel = "N",
      description = {
        "The number of float coordinates of each (default: ${DEFAULT-VALUE}).",
        "e.g. --parameters 1000000"
      })
  int parameters;

  @Option(
      names = "--aggregator",
      paramLabel = "RULE",
      description = {
        "The rule: average, normalised-mean, flag, geometric-median, krum, multi-krum, mda, smea, caf,"
            + " cge, monna, centered-clipping, median, trimmed-mean, meamed, phocas or bulyan, with"
            + " any of nnm, bucketing, clipping and arc before it and a plus between (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --aggregator nnm+multi-krum"
      })
  String aggregator;

  @Option(
      names = "--byzantine",
      paramLabel = "F",
      description = {
        "The number of liars that the rule tolerates (default: ${DEFAULT-VALUE}).",
        "e.g. --byzantine 5"
      })
  int byzantine;
}
