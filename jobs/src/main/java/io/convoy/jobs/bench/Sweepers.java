package io.convoy.jobs.bench;

import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Setting;
import java.util.OptionalInt;

/**
 * What sweeps run on. It is part of the problem: what it changes is what is measured.
 *
 * @param threads 1 to {@value RunSettings#MOST_THREADS}; empty for all cores
 */
record Sweepers(
    @Setting(
            help = "What runs the sweeps",
            label = "memory|spark",
            fallback = "memory",
            example = "spark")
        BenchEngine engine,
    @Setting(
            help =
                "Threads of the memory engine; on Spark at least so many tasks, of which as many run"
                    + " at once as the master has cores",
            label = "T",
            absent = "all cores",
            example = "1")
        OptionalInt threads) {

  Sweepers {
    threads.ifPresent(count -> RunSettings.fewEnough("threads", count));
  }
}
