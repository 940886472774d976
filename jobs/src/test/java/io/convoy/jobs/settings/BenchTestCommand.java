package io.convoy.jobs.settings;

import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The options of the benchmarks without the job. */
@Command(name = Settings.BENCH)
final class BenchTestCommand {

  @Mixin private BenchOptions workload;
  @Mixin private BenchSweepOptions sweep;
  @Mixin private BenchTransportOptions transport;
  @Mixin private BenchRunOptions run;
  @Mixin private BenchOutputOptions output;
  @Mixin private BenchAggregateOptions aggregate;
  @Mixin private BenchNearestOptions nearest;

  private final CommandLine line = new CommandLine(this);

  static BenchTestCommand parsed(String... args) {
    BenchTestCommand command = new BenchTestCommand();
    command.line.setDefaultValueProvider(Settings.defaults());
    Choices.register(command.line);
    command.line.parseArgs(args);
    return command;
  }

  CommandLine line() {
    return line;
  }

  Settings resolve() {
    return Settings.resolve(line.getCommandSpec(), new Configuration());
  }

  BenchSweepSettings sweep() {
    resolve();
    return BenchSweepSettings.of(workload, sweep, run, output);
  }

  BenchTransportSettings transport() {
    resolve();
    return BenchTransportSettings.of(workload, transport, run, output);
  }

  BenchNearestSettings nearest() {
    resolve();
    return BenchNearestSettings.of(nearest, sweep, output);
  }

  BenchAggregateSettings aggregate() {
    resolve();
    return BenchAggregateSettings.of(aggregate, sweep, output);
  }
}
