package io.convoy.jobs.settings;

import picocli.CommandLine.Option;

/** How often a sweep is measured. */
@Section("Measurement")
public final class BenchSweepOptions {

  @Concerns(Concern.EXECUTION)
  @Option(
      names = "--repeats",
      paramLabel = "R",
      description = {
        "Sweeps that are timed, after some that are not; the median is reported (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --repeats 21"
      })
  int repeats;
}
