package io.convoy.jobs;

import io.convoy.jobs.bench.BenchOutput;
import io.convoy.jobs.bench.BenchSettings;
import io.convoy.jobs.bench.Benchmark;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.settings.Declaration;
import io.convoy.jobs.settings.SettingsType;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy bench}, which is one of its subcommands or nothing. */
@Command(
    name = "bench",
    synopsisHeading = "Usage: ",
    customSynopsis = "convoy bench BENCHMARK [OPTIONS]",
    description = "Measures how fast this machine or cluster sweeps and solves.%n",
    commandListHeading = "%nBenchmarks:%n",
    footer = "%nconvoy bench BENCHMARK --help shows the options of a benchmark.")
final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  private BenchCommand() {}

  /** Returns the command that has {@code benchmarks} for subcommands. */
  static CommandLine of(List<Benchmark<?>> benchmarks, Console console) {
    CommandLine line = new CommandLine(new BenchCommand());
    line.getCommandSpec().addOption(JobCommand.help());
    benchmarks.forEach(benchmark -> line.addSubcommand(command(benchmark, console)));
    return line;
  }

  private static <S extends BenchSettings> CommandLine command(
      Benchmark<S> benchmark, Console console) {
    SettingsType<S> type = SettingsType.of(benchmark.settings());
    return JobCommand.of(
        benchmark.name(),
        benchmark.sentence(),
        JobCommand.footer(benchmark.examples(), benchmark.remarks()),
        type,
        sections(type),
        resolved -> BenchRun.run(benchmark, resolved, console).number());
  }

  /** Returns the options, those of the report apart, and the job file last. */
  private static List<JobCommand.Options> sections(SettingsType<?> type) {
    List<Declaration> all = type.declarations();
    int output = all.size() - SettingsType.of(BenchOutput.class).declarations().size();
    List<JobCommand.Options> sections = JobCommand.sections(all.subList(0, output));
    sections.addAll(JobCommand.sections(all.subList(output, all.size())));
    sections.get(sections.size() - 1).options().add(JobCommand.jobFile("bench.conf"));
    return sections;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.number();
  }
}
