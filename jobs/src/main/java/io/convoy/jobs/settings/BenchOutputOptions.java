package io.convoy.jobs.settings;

import picocli.CommandLine.Option;

/** Where the report of a benchmark goes. */
@Section("Run")
public final class BenchOutputOptions {

  @Concerns(Concern.EXECUTION)
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "The directory for report.json; the same benchmark run again replaces its report (default:"
            + " none).",
        "e.g. --out out/bench"
      })
  String out;

  @Concerns(Concern.EXECUTION)
  @Option(
      names = "--overwrite",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Replaces the result of another run in OUT; deletes only what Convoy wrote there"
            + " (default: ${DEFAULT-VALUE}).",
        "e.g. --overwrite"
      })
  boolean overwrite;

  @Concerns(Concern.EXECUTION)
  @Option(
      names = Settings.CONFIG,
      paramLabel = "FILE",
      description = {
        "A job file: any of these options as key = value lines, without the dashes (default:"
            + " none).",
        "e.g. --config bench.conf"
      })
  String config;
}
