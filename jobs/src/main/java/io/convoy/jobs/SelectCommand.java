package io.convoy.jobs;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.settings.OnePassOptions;
import io.convoy.jobs.settings.OutputOptions;
import io.convoy.jobs.settings.SelectOptions;
import io.convoy.jobs.settings.SelectSettings;
import io.convoy.jobs.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy select}. */
@Command(
    name = Settings.SELECT,
    description =
        "Chooses rows of a large pool that stand for a small table of targets, at a budget.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  convoy select --pool candidates.parquet --target wanted.parquet --budget 5%%"
          + " --out out/selection",
      "",
      "  convoy select --config nightly.conf --run-date 2026-01-31",
      "",
      "Exit codes: 0 done or already done; 2 usage; 3 bad input; 5 the budget or a quota cannot be met,",
      "or does not fit on the driver; 75 try again; 1 anything else."
    })
final class SelectCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private SelectOptions problem;
  @Mixin private OutputOptions output;
  @Mixin private OnePassOptions run;

  private final Console console;

  SelectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Settings resolved = Settings.resolve(spec, JobSession.hadoop());
    SelectSettings settings = SelectSettings.of(problem, output, run);
    SelectJob job = new SelectJob(settings, console);
    if (settings.dryRun()) {
      return job.plan().number();
    }
    ExitCode done = new TableJob(resolved, job, console).run();
    settings.explain().ifPresent(id -> job.explain(id));
    return done.number();
  }
}
