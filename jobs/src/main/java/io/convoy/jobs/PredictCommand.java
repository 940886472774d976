package io.convoy.jobs;

import io.convoy.jobs.lasso.LassoModel;
import io.convoy.jobs.settings.OnePassOptions;
import io.convoy.jobs.settings.OutputOptions;
import io.convoy.jobs.settings.PredictOptions;
import io.convoy.jobs.settings.PredictSettings;
import io.convoy.jobs.settings.Settings;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy predict}. */
@Command(
    name = PredictJob.NAME,
    description =
        "Scores rows by the models of a lasso run: values, classes, or alarms. New nodes take what"
            + " their neighbours' models are closest to.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  convoy predict --model out/houses --input new.csv --knn 5 --out out/prices",
      "  convoy predict --model out/traffic --input today.csv --false-alarm-rate 0.001 \\",
      "    --out out/alarms",
      "",
      "Exit codes: 0 done or already done; 2 usage; 3 bad input, or a node without model and",
      "neighbours; 75 try again; 1 anything else."
    })
final class PredictCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PredictOptions tables;
  @Mixin private OutputOptions output;
  @Mixin private OnePassOptions run;

  private final Console console;

  PredictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Configuration hadoop = JobSession.hadoop();
    Settings resolved = Settings.resolve(spec, hadoop);
    PredictSettings settings = PredictSettings.of(tables, output, run);
    LassoModel model = LassoModel.read(settings.model(), settings.modelDate(), hadoop);
    return new TableJob(resolved, new PredictJob(settings, model), console).run().number();
  }
}
