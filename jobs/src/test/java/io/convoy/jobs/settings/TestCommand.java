package io.convoy.jobs.settings;

import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The options of transport without the job. */
@Command(name = "transport")
final class TestCommand {

  @Mixin private TableOptions tables;
  @Mixin private TransportOptions problem;
  @Mixin private OutputOptions output;
  @Mixin private RunOptions run;

  private final CommandLine line = new CommandLine(this);

  static TestCommand parsed(String... args) {
    TestCommand command = new TestCommand();
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

  TransportSettings settings() {
    return TransportSettings.of(resolve(), tables, problem, output, run);
  }
}
