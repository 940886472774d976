package io.convoy.jobs;

import io.convoy.jobs.bench.AggregateBench;
import io.convoy.jobs.settings.BenchAggregateOptions;
import io.convoy.jobs.settings.BenchAggregateSettings;
import io.convoy.jobs.settings.BenchOutputOptions;
import io.convoy.jobs.settings.BenchSweepOptions;
import io.convoy.jobs.settings.Settings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy bench aggregate}. */
@Command(
    name = "aggregate",
    description =
        "Times the robust aggregation of vectors that lie on the executors, beside their average and"
            + " beside gathering them on the driver to do the same there.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  convoy bench aggregate --workers 16 --parameters 10000000",
      "  convoy bench aggregate --aggregator flag --out out/bench",
      "",
      "Always on Spark. Every time is from vectors in the executors' memory to their",
      "aggregate on the driver."
    })
final class BenchAggregateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private BenchAggregateOptions workload;
  @Mixin private BenchSweepOptions measurement;
  @Mixin private BenchOutputOptions output;

  private final Console console;

  BenchAggregateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Settings resolved = Settings.resolve(spec, JobSession.hadoop());
    BenchAggregateSettings settings = BenchAggregateSettings.of(workload, measurement, output);
    return new BenchJob(
            "bench aggregate",
            resolved,
            BenchAggregateSettings.SEED,
            Map.of("gradients", settings.workers()),
            settings.run(),
            console)
        .run(session -> AggregateBench.measure(settings, session))
        .number();
  }
}
