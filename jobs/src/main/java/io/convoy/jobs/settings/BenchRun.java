package io.convoy.jobs.settings;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a benchmark proceeds.
 *
 * @param engine memory or spark; there is no engine that suits a benchmark by itself
 * @param threads 1 to {@value RunSettings#MOST_THREADS}; empty for all cores
 * @param out where the report goes; empty to print only
 * @param overwrite whether the result of another run may be replaced
 */
public record BenchRun(
    Engine engine, OptionalInt threads, Optional<String> out, boolean overwrite) {

  public BenchRun {
    if (engine == Engine.AUTO) {
      throw new IllegalArgumentException("engine must be memory or spark, got auto");
    }
    threads.ifPresent(count -> RunSettings.fewEnough("threads", count));
  }
}
