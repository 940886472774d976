package io.convoy.jobs.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.ipc.StandbyException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutageTest {

  static Stream<Throwable> mayPass() {
    return Stream.of(
        new ConnectException("Call From a to b:8020 failed on connection exception"),
        new NoRouteToHostException("No route to host"),
        new SocketTimeoutException("60000 millis timeout"),
        new StandbyException("Operation category READ is not supported in state standby"),
        new RemoteException(
            "org.apache.hadoop.hdfs.server.namenode.SafeModeException",
            "Name node is in safe mode"),
        new IOException("org.apache.hadoop.hdfs.BlockMissingException: Could not obtain block"),
        new EOFException(
            "End of File Exception between local host is: \"a/10.0.0.1\"; destination host is: b"),
        new IOException("org.apache.hadoop.fs.s3a.HttpChannelEOFException: reading"),
        new IllegalStateException("Job aborted: ExecutorLostFailure (executor 1 exited)"),
        new IllegalStateException("Lost task 0.3: java.io.IOException: Connection reset by peer"));
  }

  @ParameterizedTest
  @MethodSource("mayPass")
  void whatMayPassIsTriedAgain(Throwable failure) {
    JobFailure known =
        Outage.in(new RuntimeException(new UncheckedIOException(new IOException(failure))))
            .orElseThrow();
    assertThat(known.exitCode()).isEqualTo(ExitCode.TRY_AGAIN);
    assertThat(known.getMessage()).doesNotContain("\n").contains("the same command goes on");
    assertThat(known.getMessage()).matches("the cluster lost.*|a file system.*\\(.+\\); the .*");
  }

  /** Whoever finds a file unreadable need not ask why. */
  @Test
  void whatIsAwayOrFullIsNobodysFault() {
    IOException full = new IOException("No space left on device");
    assertThat(JobFailure.usage("out: cannot write x", full).exitCode())
        .isEqualTo(ExitCode.TRY_AGAIN);
    ConnectException away = new ConnectException("Call From a to b:8020 failed");
    assertThat(JobFailure.badInput("source: cannot read x", away).exitCode())
        .isEqualTo(ExitCode.TRY_AGAIN);
    JobFailure damaged = JobFailure.badInput("source: cannot read x", new EOFException("ends"));
    assertThat(damaged.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(damaged).hasMessage("source: cannot read x");
  }

  static Stream<Throwable> willNotPass() {
    return Stream.of(
        new UnknownHostException("namenode1"),
        new FileNotFoundException("/no/such/file"),
        new EOFException("Premature end of a table"),
        new AccessControlException("Permission denied: user=nobody"),
        new IllegalArgumentException("Wrong FS: hdfs://a/, expected: file:///"));
  }

  @ParameterizedTest
  @MethodSource("willNotPass")
  void whatWillNotPassIsNot(Throwable failure) {
    assertThat(Outage.in(new RuntimeException(failure))).isEmpty();
  }
}
