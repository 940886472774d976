package io.convoy.jobs.settings;

import picocli.CommandLine.Option;

/** How far a benchmark solves. */
@Section("Measurement")
public final class BenchTransportOptions {

  @Option(
      names = "--tolerance",
      paramLabel = "NUMBER",
      description = {
        "Stops when the L1 distance of the plan's marginals from the given ones falls below"
            + " this (default: ${DEFAULT-VALUE}).",
        "e.g. --tolerance 1e-6"
      })
  double tolerance;

  @Option(
      names = "--max-iterations",
      paramLabel = "N",
      description = {
        "Stops after this many (default: ${DEFAULT-VALUE}).",
        "e.g. --max-iterations 50"
      })
  int maxIterations;

  @Concerns(Concern.EXECUTION)
  @Option(
      names = "--warm",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Solves once before the solve that is timed (default: ${DEFAULT-VALUE}).",
        "e.g. --warm"
      })
  boolean warm;
}
