package io.convoy.jobs;

import io.convoy.jobs.settings.MapOptions;
import io.convoy.jobs.settings.MapSettings;
import io.convoy.jobs.settings.OnePassOptions;
import io.convoy.jobs.settings.OutputOptions;
import io.convoy.jobs.settings.Settings;
import io.convoy.jobs.transport.Model;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy map}. */
@Command(
    name = MapJob.NAME,
    description =
        "Maps new rows by the plan of a transport run: each to the mean of where the plan would send"
            + " it.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  convoy map --model out/ab --input new.parquet --out out/new",
      "  convoy map --model out/ab --input new.parquet --out out/new --keep name --quarantine",
      "",
      "With the cost sqeuclidean this is the entropic map. Exit codes: 0 done or already",
      "done; 2 usage; 3 bad input, or the model's target has changed; 5 too large;",
      "75 try again; 1 anything else."
    })
final class MapCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private MapOptions tables;
  @Mixin private OutputOptions output;
  @Mixin private OnePassOptions run;

  private final Console console;

  MapCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Configuration hadoop = JobSession.hadoop();
    Settings resolved = Settings.resolve(spec, hadoop);
    MapSettings settings = MapSettings.of(tables, output, run);
    Model model = Model.read(settings.model(), settings.modelDate(), hadoop);
    return new TableJob(resolved, new MapJob(settings, model), console).run().number();
  }
}
