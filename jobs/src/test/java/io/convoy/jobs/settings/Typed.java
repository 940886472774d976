package io.convoy.jobs.settings;

import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Settings as a command line gives them, without the command. */
public final class Typed {

  private Typed() {}

  /** Returns what some words of a command line, and the job file they name, say. */
  public static Resolved resolved(SettingsType<?> type, String... args) {
    CommandSpec spec = CommandSpec.create().name("typed");
    type.declarations().forEach(declared -> spec.addOption(declared.toOption()));
    spec.addOption(OptionSpec.builder(Resolved.CONFIG).arity("1").type(String.class).build());
    return Resolved.of(type, new CommandLine(spec).parseArgs(args), new Configuration());
  }

  /** Returns the settings that some words of a command line give. */
  public static <S> S settings(Class<S> type, String... args) {
    SettingsType<S> declared = SettingsType.of(type);
    return resolved(declared, args).as(declared);
  }
}
