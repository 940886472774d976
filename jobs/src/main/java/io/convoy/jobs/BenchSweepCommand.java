package io.convoy.jobs;

import io.convoy.jobs.bench.SweepBench;
import io.convoy.jobs.settings.BenchOptions;
import io.convoy.jobs.settings.BenchOutputOptions;
import io.convoy.jobs.settings.BenchRunOptions;
import io.convoy.jobs.settings.BenchSweepOptions;
import io.convoy.jobs.settings.BenchSweepSettings;
import io.convoy.jobs.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy bench sweep}. */
@Command(
    name = "sweep",
    description =
        "Times one sweep over all pairs near a solution, beside the machine's own matrix product and"
            + " a plain loop.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  convoy bench sweep --rows 100000 --columns 100000 --dimension 128",
      "  convoy bench sweep --dimension 3 --precision double --threads 1 --out out/bench",
      "  convoy bench sweep --engine spark --clouds stretched",
      "",
      "Pairs count whether or not they are skipped; flops are 2 D per pair, exponentials",
      "not counted. The matrix product is the faster of one call and a call per thread",
      "over a slice, through libblas.so.3; without that library it is not comparable."
    })
final class BenchSweepCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private BenchOptions workload;
  @Mixin private BenchSweepOptions sweep;
  @Mixin private BenchRunOptions run;
  @Mixin private BenchOutputOptions output;

  private final Console console;

  BenchSweepCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Settings resolved = Settings.resolve(spec, JobSession.hadoop());
    BenchSweepSettings settings = BenchSweepSettings.of(workload, sweep, run, output);
    return new BenchJob(
            "bench sweep",
            resolved,
            settings.workload().seed(),
            BenchJob.rows(settings.workload()),
            settings.run(),
            console)
        .run(session -> SweepBench.measure(settings, session))
        .number();
  }
}
