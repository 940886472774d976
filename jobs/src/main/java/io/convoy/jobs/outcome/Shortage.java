package io.convoy.jobs.outcome;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * What machines ran out of, as the messages of a failure say: Spark passes on what happened in its
 * tasks as text only.
 */
public final class Shortage {

  private static final Pattern DISK =
      Pattern.compile(
          "No space left on device|Disk quota exceeded|DSQuotaExceeded|not enough space on the disk");

  /** 52 is what Spark's executors exit with when their heap is full. */
  private static final Pattern HEAP =
      Pattern.compile("exited with code 52\\b|OutOfMemoryError|Java heap space");

  /** What YARN and Kubernetes say when a process took more than its container may. */
  private static final Pattern CONTAINER =
      Pattern.compile("OOMKilled|[Ee]xceeding (physical |virtual )?memory limits");

  private Shortage() {}

  /** Returns the failure as one that has a code and a sentence, if it is for want of something. */
  public static Optional<JobFailure> in(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return Optional.of(inDriver(failure));
    }
    String all = messages(failure);
    Matcher disk = DISK.matcher(all);
    if (disk.find()) {
      return Optional.of(
          new JobFailure(
              ExitCode.TRY_AGAIN,
              "a disk this run writes to is full ("
                  + disk.group()
                  + "): free some, and the same command goes on from its checkpoint",
              failure));
    }
    if (HEAP.matcher(all).find()) {
      if (new SparkConf().get("spark.master", "local").startsWith("local")) {
        return Optional.of(inDriver(failure));
      }
      return Optional.of(
          new JobFailure(
              ExitCode.FAILED,
              "the executors ran out of memory: give them more with --conf"
                  + " spark.executor.memory=SIZE, or each fewer tasks at a time with --conf"
                  + " spark.executor.cores=N",
              failure));
    }
    if (CONTAINER.matcher(all).find()) {
      return Optional.of(
          new JobFailure(
              ExitCode.FAILED,
              "the executors took more memory than their containers may: give them more with --conf"
                  + " spark.executor.memoryOverhead=SIZE",
              failure));
    }
    if (all.contains("bigger than spark.driver.maxResultSize")) {
      return Optional.of(
          new JobFailure(
              ExitCode.INFEASIBLE,
              "what the driver collects exceeds spark.driver.maxResultSize: raise it with --conf"
                  + " spark.driver.maxResultSize=SIZE (0 removes the limit), and --driver-memory if"
                  + " need be",
              failure));
    }
    return Optional.empty();
  }

  /** Returns what a failure and all its causes say, a line or more each. */
  static String messages(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .map(Throwable::toString)
        .collect(Collectors.joining("\n"));
  }

  /** Where tasks run in the driver, its memory is theirs. */
  private static JobFailure inDriver(Throwable failure) {
    return new JobFailure(
        ExitCode.FAILED,
        "the driver ran out of memory ("
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MB): give it more with --driver-memory",
        failure);
  }
}
