package io.convoy.jobs;

import io.convoy.jobs.settings.LassoJobSettings;
import io.convoy.jobs.settings.LassoOptions;
import io.convoy.jobs.settings.LassoTableOptions;
import io.convoy.jobs.settings.OutputOptions;
import io.convoy.jobs.settings.RunOptions;
import io.convoy.jobs.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy lasso}. */
@Command(
    name = Settings.LASSO,
    description =
        "Fits one small model per node of a graph, each drawn towards those of its neighbours: the"
            + " network lasso.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  convoy lasso --nodes sales.csv --id house --label price --knn 5 \\",
      "    --coordinates latitude,longitude --split nodes:0.2 --out out/houses",
      "  convoy lasso --nodes n.parquet --edges e.parquet --objective logistic:0.1 \\",
      "    --lambda path:0.01,2 --out out/n",
      "",
      "Exit codes: 0 done or already done; 2 usage; 3 bad input; 4 diverged, or short of the",
      "tolerance and --strict; 5 too large; 75 try again; 1 anything else."
    })
final class LassoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private LassoTableOptions tables;
  @Mixin private LassoOptions problem;
  @Mixin private OutputOptions output;
  @Mixin private RunOptions run;

  private final Console console;

  LassoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Settings resolved = Settings.resolve(spec, JobSession.hadoop());
    LassoJobSettings settings = LassoJobSettings.of(tables, problem, output, run);
    return new TableJob(resolved, new LassoJob(settings, console), console).run().number();
  }
}
