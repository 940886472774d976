package io.convoy.jobs.settings;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a run leaves its result and how it judges it. Shared by all jobs. */
@Section("Output")
public final class OutputOptions {

  @Concerns(Concern.EXECUTION)
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {"The directory for tables and report. Required.", "e.g. --out out/digits"})
  String out;

  @Concerns(Concern.EXECUTION)
  @Option(
      names = "--run-date",
      paramLabel = "DATE",
      description = {
        "Keeps one result per date in OUT and replaces {run-date} in all settings (default:"
            + " none).",
        "e.g. --run-date 2026-01-31"
      })
  String runDate;

  @Concerns(Concern.EXECUTION)
  @Option(
      names = "--overwrite",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Replaces the result of another problem in OUT; deletes only what Convoy wrote there"
            + " (default: ${DEFAULT-VALUE}).",
        "e.g. --overwrite"
      })
  boolean overwrite;

  @Concerns(Concern.EXECUTION)
  @Option(
      names = "--strict",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Exits with 4 when the run stops short of its tolerance (default: ${DEFAULT-VALUE}).",
        "e.g. --strict"
      })
  boolean strict;

  OutputSettings settings() {
    return new OutputSettings(
        TableOptions.required("out", out), Optional.ofNullable(runDate), overwrite);
  }
}
