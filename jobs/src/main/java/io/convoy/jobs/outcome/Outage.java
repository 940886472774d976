package io.convoy.jobs.outcome;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is away and may come back, as the messages of a failure say: machines of the cluster, or a
 * file system that does not answer or cannot serve yet. Text again, for what happened in tasks and
 * in other processes has no type here.
 */
public final class Outage {

  /** A name that nobody knows is not among them: that is more often a slip than a fault. */
  private static final Pattern AWAY =
      Pattern.compile(
          "ConnectException|NoRouteToHostException|SocketTimeoutException|ConnectTimeoutException"
              + "|Connection (refused|reset|timed out)"
              // of HDFS: a name node that starts or is not the active one, a block without its
              // nodes
              + "|StandbyException|SafeModeException|RetriableException|BlockMissingException"
              + "|End of File Exception between local host"
              // of S3A
              + "|AWSServiceThrottledException|AWSStatus500Exception|ApiCallTimeoutException"
              + "|HttpChannelEOFException|NoHttpResponseException");

  /** Words in Spark's messages that say a machine was lost, not that the work is wrong. */
  private static final Pattern LOST =
      Pattern.compile(
          "ExecutorLostFailure|SparkContext (was|has been) (shut down|stopped)"
              + "|MetadataFetchFailed|All masters are unresponsive");

  private Outage() {}

  /** Returns the failure as one that has a code and a sentence, if something is away. */
  public static Optional<JobFailure> in(Throwable failure) {
    String all = Shortage.messages(failure);
    if (LOST.matcher(all).find()) {
      return Optional.of(
          new JobFailure(
              ExitCode.TRY_AGAIN,
              "the cluster lost machines this run needs; the same command goes on from its"
                  + " checkpoint",
              failure));
    }
    Matcher away = AWAY.matcher(all);
    if (!away.find()) {
      return Optional.empty();
    }
    return Optional.of(
        new JobFailure(
            ExitCode.TRY_AGAIN,
            "a file system or a machine does not answer ("
                + line(all, away.start())
                + "); the same command goes on when it does",
            failure));
  }

  /** Returns the line of a text around a place, which says who did not answer. */
  private static String line(String text, int at) {
    int end = text.indexOf('\n', at);
    return text.substring(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length() : end).strip();
  }
}
