package io.convoy.jobs;

import io.convoy.jobs.distance.DistanceJob;
import io.convoy.jobs.map.MapJob;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.select.SelectJob;
import io.convoy.jobs.settings.Choices;
import io.convoy.jobs.settings.Settings;
import io.convoy.jobs.transport.TransportJob;
import io.convoy.jobs.work.Job;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program: {@code convoy <job> [options]}. */
@Command(
    name = "convoy",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisHeading = "Usage: ",
    customSynopsis = "convoy JOB [OPTIONS]",
    description = "%nOptimal transport between tables too large for one machine.%n",
    commandListHeading = "%nJobs:%n",
    footer = "%nconvoy JOB --help shows the options of a job, their defaults and examples.")
public final class Convoy implements Callable<Integer> {

  /** All jobs that make tables of tables, in the order in which they are listed. */
  static final List<Job<?>> JOBS =
      List.of(new TransportJob(), new MapJob(), new DistanceJob(), new SelectJob());

  @Spec private CommandSpec spec;

  private Convoy() {}

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }

  /**
   * Runs one command and returns what the process should exit with.
   *
   * @param out takes the result in a few lines
   * @param err takes progress, and one sentence if the command fails
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    return run(args, out, err, JOBS);
  }

  static int run(String[] args, PrintStream out, PrintStream err, List<Job<?>> jobs) {
    Console console = new Console(out, err);
    CommandLine line = new CommandLine(new Convoy());
    jobs.forEach(job -> line.addSubcommand(JobCommand.of(job, console)));
    line.addSubcommand(new SemiDiscreteCommand(console))
        .addSubcommand(new PairCommand(console))
        .addSubcommand(new LassoCommand(console))
        .addSubcommand(new PredictCommand(console))
        .addSubcommand(new TrainCommand(console))
        .addSubcommand(new ProjectCommand(console))
        .addSubcommand(
            new CommandLine(new BenchCommand())
                .addSubcommand(new BenchSweepCommand(console))
                .addSubcommand(new BenchTransportCommand(console))
                .addSubcommand(new BenchAggregateCommand(console))
                .addSubcommand(new BenchNearestCommand(console)))
        .addSubcommand(new StatusCommand(console))
        .setUsageHelpAutoWidth(true)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setDefaultValueProvider(Settings.defaults())
        .setParameterExceptionHandler((misuse, typed) -> Failures.misuse(misuse, err))
        .setExecutionExceptionHandler((failure, at, typed) -> Failures.failure(failure, err));
    Choices.register(line);
    line.getSubcommands().values().stream()
        .filter(job -> job.getCommandSpec().findOption("--help") == null)
        .forEach(JobHelp::add);
    try {
      return line.execute(args);
    } catch (Error fatal) { // out of memory, or classes that do not fit together
      return Failures.failure(fatal, err);
    }
  }

  /** Answers a command line without a job. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.number();
  }
}
