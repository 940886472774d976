package io.convoy.jobs;

import io.convoy.jobs.bench.AggregateBench;
import io.convoy.jobs.bench.Benchmark;
import io.convoy.jobs.bench.NearestBench;
import io.convoy.jobs.bench.SweepBench;
import io.convoy.jobs.bench.TransportBench;
import io.convoy.jobs.distance.DistanceJob;
import io.convoy.jobs.lasso.LassoJob;
import io.convoy.jobs.map.MapJob;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.pair.PairJob;
import io.convoy.jobs.predict.PredictJob;
import io.convoy.jobs.project.ProjectJob;
import io.convoy.jobs.select.SelectJob;
import io.convoy.jobs.semidiscrete.SemiDiscreteJob;
import io.convoy.jobs.train.TrainJob;
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
      List.of(
          new TransportJob(),
          new MapJob(),
          new SemiDiscreteJob(),
          new PairJob(),
          new DistanceJob(),
          new LassoJob(),
          new PredictJob(),
          new TrainJob(),
          new SelectJob(),
          new ProjectJob());

  /** All benchmarks, likewise. */
  static final List<Benchmark<?>> BENCHMARKS =
      List.of(new SweepBench(), new TransportBench(), new AggregateBench(), new NearestBench());

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
    CommandLine status = new CommandLine(new StatusCommand(console));
    status.getCommandSpec().addOption(JobCommand.help());
    jobs.forEach(job -> line.addSubcommand(JobCommand.of(job, console)));
    line.addSubcommand(BenchCommand.of(BENCHMARKS, console))
        .addSubcommand(status)
        .setUsageHelpAutoWidth(true)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((misuse, typed) -> Failures.misuse(misuse, err))
        .setExecutionExceptionHandler((failure, at, typed) -> Failures.failure(failure, err));
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
