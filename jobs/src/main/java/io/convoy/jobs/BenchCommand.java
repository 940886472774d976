package io.convoy.jobs;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy bench}, which is one of its subcommands or nothing. */
@Command(
    name = Settings.BENCH,
    synopsisHeading = "Usage: ",
    customSynopsis = "convoy bench BENCHMARK [OPTIONS]",
    description = "Measures how fast this machine or cluster sweeps and solves.%n",
    commandListHeading = "%nBenchmarks:%n",
    footer = "%nconvoy bench BENCHMARK --help shows the options of a benchmark.")
final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.number();
  }
}
