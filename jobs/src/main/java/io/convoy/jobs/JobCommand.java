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
    return of(
        job.name(),
        job.sentence(),
        Stream.of(job.examples().stream().map(line -> "  convoy " + line), job.remarks().stream())
            .flatMap(lines -> lines)
            .toList(),
        SettingsType.of(job.settings()),
        resolved -> JobRun.run(job, resolved, console, JobSession.hadoop()).number());
  }

  /**
   * Returns a command whose options are the settings of a record.
   *
   * @param footer lines of help, the first of them examples
   * @param run what it does, to its exit code
   */
  static CommandLine of(
      String name,
      String sentence,
      List<String> footer,
      SettingsType<?> type,
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
    spec[0].addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).arity("0").hidden(true).build());
    Map<String, List<OptionSpec>> sections = sections(type);
    sections.values().forEach(options -> options.forEach(spec[0]::addOption));
    CommandLine line = new CommandLine(spec[0]);
    line.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> render(help, sections));
    return line;
  }

  private static String escaped(String line) {
    return line.replace("%", "%%"); // picocli formats it
  }

  /**
   * Returns the options under their headings; the job file is named first of how a run proceeds.
   */
  private static Map<String, List<OptionSpec>> sections(SettingsType<?> type) {
    Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
    for (Declaration declared : type.declarations()) {
      sections
          .computeIfAbsent(
              declared.section(),
              heading -> new ArrayList<>(heading.equals("Run") ? List.of(jobFile()) : List.of()))
          .add(declared.toOption());
    }
    return sections;
  }

  private static OptionSpec jobFile() {
    return OptionSpec.builder(Resolved.CONFIG)
        .paramLabel("FILE")
        .type(String.class)
        .description(
            "A job file: any of these options as key = value lines, without the dashes (default:"
                + " none).",
            "e.g. --config s3a://jobs/nightly.conf")
        .build();
  }

  private static String render(Help help, Map<String, List<OptionSpec>> sections) {
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (heading, declared) -> {
          text.append('\n').append(heading).append(":\n");
          List<OptionSpec> options =
              declared.stream()
                  .map(option -> help.commandSpec().findOption(option.longestName()))
                  .toList();
          Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
          layout.addAllOptions(options, help.parameterLabelRenderer());
          text.append(layout);
        });
    return text.toString();
  }
}
