package io.convoy.jobs;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Nearest;
import io.convoy.jobs.outcome.Outage;
import io.convoy.jobs.outcome.Printable;
import io.convoy.jobs.outcome.Redaction;
import io.convoy.jobs.outcome.Shortage;
import io.convoy.jobs.table.Unreadable;
import io.convoy.spark.column.TableException;
import io.convoy.spark.run.EngineLimitException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.hadoop.util.VersionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns whatever ended a command into one sentence on the terminal, details in the log, and a code.
 */
final class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  /** The name of a class, dots or slashes between its parts. */
  private static final Pattern CLASS = Pattern.compile("(?:\\w+[./])+\\w+(?:\\$\\w+)*");

  private Failures() {}

  /** Reports a command line that cannot be understood. */
  static int misuse(ParameterException misuse, PrintStream err) {
    say(sentence(misuse), err);
    return ExitCode.USAGE.number();
  }

  /** Reports a failure of any kind. */
  static int failure(Throwable failure, PrintStream err) {
    JobFailure known = known(failure);
    say(known.getMessage(), err);
    if (known.getCause() != null) {
      // At info, because the launcher's logging repeats warnings on the terminal.
      LOG.info("{}", Redaction.current().stackTrace(known));
      if (known.exitCode() == ExitCode.FAILED || known.exitCode() == ExitCode.TRY_AGAIN) {
        Optional.ofNullable(System.getProperty("convoy.log"))
            .ifPresent(log -> say("the details are in " + log, err));
      }
    }
    return known.exitCode().number();
  }

  /** Returns the failure as one that has a code and a sentence. */
  static JobFailure known(Throwable failure) {
    if (ShutdownHookManager.get().isShutdownInProgress()) {
      // Spark and Hadoop close what the run still uses: its failure is theirs
      return new JobFailure(
          ExitCode.TRY_AGAIN, "told to stop; the same command goes on or begins anew", failure);
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof JobFailure known) {
        return known;
      }
      if (cause instanceof TableException contract) {
        return JobFailure.badInput(contract.getMessage(), contract);
      }
      if (cause instanceof EngineLimitException limit) {
        return new JobFailure(ExitCode.INFEASIBLE, limit.getMessage(), limit);
      }
    }
    Optional<JobFailure> shortage = Shortage.in(failure);
    if (shortage.isPresent()) {
      return shortage.get();
    }
    Optional<JobFailure> outage = Outage.in(failure);
    if (outage.isPresent()) {
      return outage.get();
    }
    Optional<JobFailure> missing = missingJar(failure);
    if (missing.isPresent()) {
      return missing.get();
    }
    Optional<String> damaged = Unreadable.sentence(failure);
    if (damaged.isPresent()) {
      return JobFailure.badInput(damaged.get(), failure);
    }
    return new JobFailure(ExitCode.FAILED, "unexpected failure: " + firstLine(failure), failure);
  }

  /** What file systems and catalogs need is not among the jars, but found when it is given. */
  private static Optional<JobFailure> missingJar(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClassNotFoundException || cause instanceof NoClassDefFoundError) {
        Matcher name = CLASS.matcher(String.valueOf(cause.getMessage()));
        if (name.find() && !cause.getMessage().startsWith("Could not initialize")) {
          return Optional.of(
              JobFailure.usage(
                  "no jar on the class path has "
                      + name.group().replace('/', '.')
                      + "; give one with --conf spark.jars.packages=GROUP:ARTIFACT:VERSION, for"
                      + " s3a:// paths org.apache.hadoop:hadoop-aws:"
                      + VersionInfo.getVersion(),
                  failure));
        }
      }
    }
    return Optional.empty();
  }

  private static String sentence(ParameterException misuse) {
    if (misuse instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
      CommandLine command = misuse.getCommandLine();
      boolean isOption = word.startsWith("-");
      String kind =
          isOption
              ? "unknown option "
              : command.getSubcommands().isEmpty() ? "unexpected argument " : "unknown job ";
      return kind
          + word
          + Nearest.hint(
              word,
              isOption
                  ? command.getCommandSpec().optionsMap().keySet()
                  : command.getSubcommands().keySet());
    }
    return misuse.getMessage().lines().findFirst().orElse("the command is malformed");
  }

  private static void say(String sentence, PrintStream err) {
    err.println("convoy: " + Printable.line(Redaction.current().text(sentence)));
  }

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return message.split("\n", 2)[0].strip();
  }
}
