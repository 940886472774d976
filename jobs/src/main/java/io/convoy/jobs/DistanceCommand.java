package io.convoy.jobs;

import io.convoy.jobs.settings.DistanceOptions;
import io.convoy.jobs.settings.DistanceSettings;
import io.convoy.jobs.settings.OnePassOptions;
import io.convoy.jobs.settings.OutputOptions;
import io.convoy.jobs.settings.Settings;
import io.convoy.jobs.settings.TableOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy distance}. */
@Command(
    name = Settings.DISTANCE,
    description =
        "Measures how far apart two tables are without a plan between them: in one pass or a few, for"
            + " any number of rows.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  convoy distance --source a.parquet --target b.parquet --out out/ab",
      "  convoy distance --source a.parquet --target b.parquet --out out/g --method gaussian",
      "  convoy distance --source a.csv --target b.csv --features age --out out/age --order 1",
      "",
      "Exit codes: 0 done or already done; 2 usage; 3 bad input; 5 too large;",
      "75 try again; 1 anything else."
    })
final class DistanceCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TableOptions tables;
  @Mixin private DistanceOptions problem;
  @Mixin private OutputOptions output;
  @Mixin private OnePassOptions run;

  private final Console console;

  DistanceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Settings resolved = Settings.resolve(spec, JobSession.hadoop());
    DistanceSettings settings = DistanceSettings.of(resolved, tables, problem, output, run);
    return new TableJob(resolved, new DistanceJob(settings), console).run().number();
  }
}
