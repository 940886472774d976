package io.convoy.jobs;

import io.convoy.jobs.settings.OutputOptions;
import io.convoy.jobs.settings.RunOptions;
import io.convoy.jobs.settings.Settings;
import io.convoy.jobs.settings.TableOptions;
import io.convoy.jobs.settings.TransportOptions;
import io.convoy.jobs.settings.TransportSettings;
import io.convoy.jobs.transport.TransportSolve;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy transport}. */
@Command(
    name = TransportJob.NAME,
    description =
        "Moves one table of points onto another at the least cost, with a certificate of how good the"
            + " answer is.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  convoy transport --source a.csv --target b.csv --out out/ab",
      "  convoy transport --source a.npy --target b.npy --out out/ab --plan 5 --map",
      "  convoy transport --config nightly.conf --run-date 2026-01-31 --strict",
      "",
      "Exit codes: 0 done or already done; 2 usage; 3 bad input; 4 diverged, or not",
      "converged and --strict; 5 infeasible; 75 try again; 1 anything else."
    })
final class TransportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TableOptions tables;
  @Mixin private TransportOptions problem;
  @Mixin private OutputOptions output;
  @Mixin private RunOptions run;

  private final Console console;
  private final TransportSolve solve;

  TransportCommand(Console console, TransportSolve solve) {
    this.console = console;
    this.solve = solve;
  }

  @Override
  public Integer call() {
    Settings resolved = Settings.resolve(spec, JobSession.hadoop());
    TransportSettings settings = TransportSettings.of(resolved, tables, problem, output, run);
    return new TableJob(resolved, new TransportJob(settings, solve, console), console)
        .run()
        .number();
  }
}
