package io.convoy.jobs;

import io.convoy.jobs.settings.Section;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The {@code --help} of a job: its options by the mixin that declares them, each under its heading.
 */
final class JobHelp {

  private JobHelp() {}

  static void add(CommandLine job) {
    job.getCommandSpec().addOption(JobCommand.help());
    if (!job.getCommandSpec().mixins().isEmpty()) {
      job.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, JobHelp::render);
    }
    job.getSubcommands().values().forEach(JobHelp::add);
  }

  private static String render(Help help) {
    StringBuilder text = new StringBuilder();
    for (CommandSpec mixin : help.commandSpec().mixins().values()) {
      Section section = mixin.userObject().getClass().getAnnotation(Section.class);
      text.append('\n').append(section == null ? "Other" : section.value()).append(":\n");
      List<OptionSpec> options =
          mixin.options().stream()
              .map(option -> help.commandSpec().findOption(option.longestName()))
              .toList();
      Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
      layout.addAllOptions(options, help.parameterLabelRenderer());
      text.append(layout);
    }
    return text.toString();
  }
}
