package io.convoy.jobs;

import io.convoy.jobs.settings.Declaration;
import io.convoy.jobs.settings.JobSettings;
import io.convoy.jobs.settings.Resolved;
import io.convoy.jobs.settings.SettingsType;
import io.convoy.jobs.work.Job;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command of a job, made of what the job says of itself and its settings declare. */
final class JobCommand {

  private JobCommand() {}

  /** Returns the command of a job. */
  static <S extends JobSettings> CommandLine of(Job<S> job, Console console) {
    SettingsType<S> type = SettingsType.of(job.settings());
    List<Options> sections = sections(type.declarations());
    sections.stream()
        .filter(section -> section.heading().equals("Run"))
        .forEach(section -> section.options().add(0, jobFile("s3a://jobs/nightly.conf")));
    return of(
        job.name(),
        job.sentence(),
        footer(job.examples(), job.remarks()),
        type,
        sections,
        resolved -> JobRun.run(job, resolved, console, JobSession.hadoop()).number());
  }

  /** Returns the end of a help. */
  static List<String> footer(List<String> examples, List<String> remarks) {
    return Stream.concat(examples.stream().map(line -> "  convoy " + line), remarks.stream())
        .toList();
  }

  /**
   * Returns a command whose options are the settings of a record.
   *
   * @param footer lines of help, the first of them examples
   * @param sections the options in the order of the help, with the job file
   * @param run what it does, to its exit code
   */
  static CommandLine of(
      String name,
      String sentence,
      List<String> footer,
      SettingsType<?> type,
      List<Options> sections,
      Function<Resolved, Integer> run) {
    CommandSpec[] spec = new CommandSpec[1];
    Callable<Integer> call =
        () -> {
          Configuration hadoop = JobSession.hadoop();
          return run.apply(Resolved.of(type, spec[0].commandLine().getParseResult(), hadoop));
        };
    spec[0] = CommandSpec.wrapWithoutInspection(call).name(name);
    spec[0]
        .usageMessage()
        .description(escaped(sentence))
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .footerHeading("%nExamples:%n")
        .footer(footer.stream().map(JobCommand::escaped).toArray(String[]::new));
    spec[0].addOption(help());
    sections.forEach(section -> section.options().forEach(spec[0]::addOption));
    CommandLine line = new CommandLine(spec[0]);
    line.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> render(help, sections));
    return line;
  }

  /** Returns the option that asks for help. */
  static OptionSpec help() {
    return OptionSpec.builder("-h", "--help").usageHelp(true).arity("0").hidden(true).build();
  }

  private static String escaped(String line) {
    return line.replace("%", "%%"); // picocli formats it
  }

  /** Options under a heading of the help. */
  record Options(String heading, List<OptionSpec> options) {}

  /** Returns the options of settings under their headings. */
  static List<Options> sections(List<Declaration> settings) {
    Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
    for (Declaration declared : settings) {
      sections
          .computeIfAbsent(declared.section(), heading -> new ArrayList<>())
          .add(declared.toOption());
    }
    List<Options> listed = new ArrayList<>();
    sections.forEach((heading, options) -> listed.add(new Options(heading, options)));
    return listed;
  }

  /** Returns the option that names the job file, which is no setting. */
  static OptionSpec jobFile(String example) {
    return OptionSpec.builder(Resolved.CONFIG)
        .paramLabel("FILE")
        .type(String.class)
        .description(
            "A job file: any of these options as key = value lines, without the dashes (default:"
                + " none).",
            "e.g. " + Resolved.CONFIG + " " + example)
        .build();
  }

  private static String render(Help help, List<Options> sections) {
    StringBuilder text = new StringBuilder();
    for (Options section : sections) {
      text.append('\n').append(section.heading()).append(":\n");
      List<OptionSpec> options =
          section.options().stream()
              .map(option -> help.commandSpec().findOption(option.longestName()))
              .toList();
      Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
      layout.addAllOptions(options, help.parameterLabelRenderer());
      text.append(layout);
    }
    return text.toString();
  }
}
