package io.convoy.jobs.settings;

import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How a job that does not iterate proceeds; none of it is part of the problem. */
@Section("Run")
public final class OnePassOptions {

  @Concerns(Concern.EXECUTION)
  @Option(
      names = Settings.CONFIG,
      paramLabel = "FILE",
      description = {
        "A job file: any of these options as key = value lines, without the dashes (default:"
            + " none).",
        "e.g. --config s3a://jobs/nightly.conf"
      })
  String config;

  @Concerns(Concern.EXECUTION)
  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = {
        "Tasks per pass over the rows; the result is the same (default: twice as many as cores).",
        "e.g. --tasks 64"
      })
  Integer tasks;

  @Concerns(Concern.EXECUTION)
  @Option(
      names = "--progress",
      paramLabel = "auto|on|off",
      description = {
        "One live line on a terminal, else a line every ten seconds; on forces the live line"
            + " (default: ${DEFAULT-VALUE}).",
        "e.g. --progress off"
      })
  ProgressMode progress;

  OptionalInt taskCount() {
    if (tasks == null) {
      return OptionalInt.empty();
    }
    RunSettings.atLeastOne("tasks", tasks);
    return OptionalInt.of(tasks);
  }
}
