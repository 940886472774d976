package io.convoy.jobs.settings;

import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How a run proceeds. Shared by all iterative jobs; none of it is part of the problem. */
@Section("Run")
public final class RunOptions {

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

  @Concerns(Concern.BUDGET)
  @Option(
      names = "--max-iterations",
      paramLabel = "N",
      description = {
        "Stops after this many iterations; a rerun with more goes on (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --max-iterations 5000"
      })
  int maxIterations;

  @Concerns(Concern.EXECUTION)
  @Option(
      names = "--engine",
      paramLabel = "auto|memory|spark",
      description = {
        "What runs the sweeps; the result is the same (default: ${DEFAULT-VALUE}).",
        "e.g. --engine memory"
      })
  Engine engine;

  @Concerns(Concern.EXECUTION)
  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = {
        "Tasks or threads per sweep; the result is the same (default: all cores).",
        "e.g. --tasks 64"
      })
  Integer tasks;

  @Concerns(Concern.EXECUTION)
  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = {
        "Iterations between checkpoints (default: ${DEFAULT-VALUE}).",
        "e.g. --checkpoint-every 10"
      })
  int checkpointEvery;

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

  RunSettings settings() {
    return new RunSettings(
        maxIterations,
        engine,
        tasks == null ? OptionalInt.empty() : OptionalInt.of(tasks),
        checkpointEvery,
        progress);
  }
}
