package io.convoy.jobs;

import io.convoy.jobs.bench.NearestBench;
import io.convoy.jobs.settings.BenchNearestOptions;
import io.convoy.jobs.settings.BenchNearestSettings;
import io.convoy.jobs.settings.BenchOutputOptions;
import io.convoy.jobs.settings.BenchSweepOptions;
import io.convoy.jobs.settings.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy bench nearest}. */
@Command(
    name = "nearest",
    description =
        "Times the search for the rows of a pool that are nearest to every target, with which a"
            + " selection begins, beside the machine's own matrix product.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  convoy bench nearest --pool-rows 1000000 --targets 10000",
      "",
      "Always in memory."
    })
final class BenchNearestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private BenchNearestOptions workload;
  @Mixin private BenchSweepOptions measurement;
  @Mixin private BenchOutputOptions output;

  private final Console console;

  BenchNearestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Settings resolved = Settings.resolve(spec, JobSession.hadoop());
    BenchNearestSettings settings = BenchNearestSettings.of(workload, measurement, output);
    return new BenchJob(
            "bench nearest",
            resolved,
            BenchNearestSettings.SEED,
            Map.of("pool", (int) settings.rows(), "target", settings.targets()),
            settings.run(),
            console)
        .run(session -> NearestBench.measure(settings))
        .number();
  }
}
