package io.convoy.jobs;

import io.convoy.jobs.settings.OnePassOptions;
import io.convoy.jobs.settings.OutputOptions;
import io.convoy.jobs.settings.ProjectOptions;
import io.convoy.jobs.settings.ProjectSettings;
import io.convoy.jobs.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy project}. */
@Command(
    name = Settings.PROJECT,
    description =
        "Predicts from a few small training runs how well a model does with a mixture of sources and"
            + " a size, and recommends a mixture.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  convoy project --sources candidates.parquet --target validation.parquet --pilots runs.csv"
          + " --size 10000 --out out/mixture",
      "",
      "pilots has the columns size, one per source with its share, and performance, larger being",
      "better. Exit codes: 0 done or already done; 2 usage; 3 bad input; 5 the sources have fewer",
      "rows than the size, or the driver has too little memory; 75 try again; 1 anything else."
    })
final class ProjectCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ProjectOptions problem;
  @Mixin private OutputOptions output;
  @Mixin private OnePassOptions run;

  private final Console console;

  ProjectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Settings resolved = Settings.resolve(spec, JobSession.hadoop());
    ProjectSettings settings = ProjectSettings.of(problem, output, run);
    return new TableJob(resolved, new ProjectJob(settings), console).run().number();
  }
}
