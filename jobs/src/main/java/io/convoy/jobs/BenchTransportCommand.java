package io.convoy.jobs;

import io.convoy.jobs.bench.TransportBench;
import io.convoy.jobs.settings.BenchOptions;
import io.convoy.jobs.settings.BenchOutputOptions;
import io.convoy.jobs.settings.BenchRunOptions;
import io.convoy.jobs.settings.BenchTransportOptions;
import io.convoy.jobs.settings.BenchTransportSettings;
import io.convoy.jobs.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy bench transport}. */
@Command(
    name = "transport",
    description =
        "Times a whole solve between two clouds: the costs' scale, the iterations, the certificate.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  convoy bench transport --rows 10000 --columns 10000 --dimension 64",
      "  convoy bench transport --tolerance 1e-6 --precision double --warm --out out/bench",
      "",
      "Rates are those of the iterations; flops are 2 D per pair, exponentials not counted.",
      "A solve that ends at --max-iterations is a measurement as well and exits with 0."
    })
final class BenchTransportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private BenchOptions workload;
  @Mixin private BenchTransportOptions solve;
  @Mixin private BenchRunOptions run;
  @Mixin private BenchOutputOptions output;

  private final Console console;

  BenchTransportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Settings resolved = Settings.resolve(spec, JobSession.hadoop());
    BenchTransportSettings settings = BenchTransportSettings.of(workload, solve, run, output);
    return new BenchJob(
            "bench transport",
            resolved,
            settings.workload().seed(),
            BenchJob.rows(settings.workload()),
            settings.run(),
            console)
        .run(session -> TransportBench.measure(settings, session))
        .number();
  }
}
