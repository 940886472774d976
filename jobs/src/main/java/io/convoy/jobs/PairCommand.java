package io.convoy.jobs;

import io.convoy.jobs.settings.OnePassOptions;
import io.convoy.jobs.settings.OutputOptions;
import io.convoy.jobs.settings.PairOptions;
import io.convoy.jobs.settings.PairSettings;
import io.convoy.jobs.settings.PairTableOptions;
import io.convoy.jobs.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy pair}. */
@Command(
    name = Settings.PAIR,
    description =
        "Gives every data row a partner to train a flow or a diffusion model with: Gaussian noise or a"
            + " row of another table.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  convoy pair --data latents.parquet --out out/epoch0 --method assignment --batch 512",
      "  convoy pair --data latents.npy --out out/epoch1 --method knn:8 --seed 1",
      "  convoy pair --data a.csv --target b.csv --out out/ab --method sinkhorn --cost sqeuclidean",
      "  convoy pair --data latents.parquet --out out/w --method weights:5",
      "",
      "Weights of rows do not count, but rows of weight 0 are left out. Exit codes: 0 done",
      "or already done; 2 usage; 3 bad input; 4 a sinkhorn batch did not converge and",
      "--strict; 75 try again; 1 anything else."
    })
final class PairCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PairTableOptions tables;
  @Mixin private PairOptions problem;
  @Mixin private OutputOptions output;
  @Mixin private OnePassOptions run;

  private final Console console;

  PairCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Settings resolved = Settings.resolve(spec, JobSession.hadoop());
    PairSettings settings = PairSettings.of(resolved, tables, problem, output, run);
    return new TableJob(resolved, new PairJob(settings), console).run().number();
  }
}
