package io.convoy.jobs.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortageTest {

  @Test
  void aFullDiskIsToTryAgainWhoeverFoundIt() {
    IOException full = new IOException("No space left on device");
    for (Throwable failure :
        new Throwable[] {full, new Error(full), new UncheckedIOException("cannot save", full)}) {
      assertThat(Shortage.in(failure).orElseThrow().exitCode()).isEqualTo(ExitCode.TRY_AGAIN);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "java.lang.OutOfMemoryError: Java heap space, spark.executor.memory=",
    "Lost executor 1 on 10.0.0.7: Command exited with code 52, spark.executor.memory=",
    "the container was OOMKilled, spark.executor.memoryOverhead=",
    "Container killed by YARN for exceeding physical memory limits., spark.executor.memoryOverhead="
  })
  void whatTasksRanOutOfIsNotALostMachine(String said, String remedy) {
    SparkException failure =
        new SparkException("Job aborted due to stage failure: ExecutorLostFailure: " + said);
    System.setProperty("spark.master", "yarn");
    try {
      JobFailure known = Shortage.in(failure).orElseThrow();
      assertThat(known.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(known).hasMessageContaining(remedy);
    } finally {
      System.clearProperty("spark.master");
    }
  }

  @Test
  void whereTasksRunInTheDriverItIsTheDriverThatNeedsMore() {
    SparkException failure =
        new SparkException("Lost task 1.0: java.lang.OutOfMemoryError: Java heap space");
    assertThat(Shortage.in(failure).orElseThrow()).hasMessageContaining("--driver-memory");
  }

  @Test
  void resultsThatTheDriverMayNotTakeAreALimitToRaise() {
    JobFailure known =
        Shortage.in(
                new SparkException(
                    "Total size of serialized results of 9 tasks (1030.8 MiB) is bigger than"
                        + " spark.driver.maxResultSize 1024.0 MiB."))
            .orElseThrow();
    assertThat(known.exitCode()).isEqualTo(ExitCode.INFEASIBLE);
    assertThat(known).hasMessageContaining("--conf spark.driver.maxResultSize=");
  }

  @Test
  void otherFailuresAreNone() {
    assertThat(Shortage.in(new IOException("Connection refused"))).isEmpty();
    assertThat(Shortage.in(new SparkException("Command exited with code 521"))).isEmpty();
  }
}
