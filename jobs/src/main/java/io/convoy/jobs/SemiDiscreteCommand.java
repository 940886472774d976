package io.convoy.jobs;

import io.convoy.jobs.settings.OutputOptions;
import io.convoy.jobs.settings.RunOptions;
import io.convoy.jobs.settings.SemiDiscreteOptions;
import io.convoy.jobs.settings.SemiDiscreteSettings;
import io.convoy.jobs.settings.Settings;
import io.convoy.jobs.settings.TableOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy semidiscrete}. */
@Command(
    name = Settings.SEMI_DISCRETE,
    description =
        "Moves a distribution that is sampled, a law's or a large table's, to a table of sites,"
            + " without regularisation.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  convoy semidiscrete --sampler gaussian --target latents.parquet --out out/latents",
      "  convoy semidiscrete --source calls.parquet --target centres.csv --out out/c --map",
      "",
      "Exit codes: 0 done or already done; 2 usage; 3 bad input; 4 diverged, or short of the",
      "tolerance and --strict; 5 infeasible; 75 try again; 1 anything else."
    })
final class SemiDiscreteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TableOptions tables;
  @Mixin private SemiDiscreteOptions problem;
  @Mixin private OutputOptions output;
  @Mixin private RunOptions run;

  private final Console console;

  SemiDiscreteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Settings resolved = Settings.resolve(spec, JobSession.hadoop());
    SemiDiscreteSettings settings = SemiDiscreteSettings.of(tables, problem, output, run);
    return new TableJob(resolved, new SemiDiscreteJob(settings, console), console).run().number();
  }
}
