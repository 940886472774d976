package io.convoy.jobs.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.convoy.jobs.settings.ProgressMode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.Success$;
import org.apache.spark.executor.ExecutorMetrics;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.scheduler.JobSucceeded$;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.scheduler.TaskLocality;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

class PassProgressTest {

  private final AtomicLong now = new AtomicLong();
  private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
  private PassProgress progress = new PassProgress("select", false, clock);

  private void start(int job, int stage, int tasks, String label) {
    Properties properties = new Properties();
    properties.setProperty("spark.job.description", label);
    StageInfo info =
        new StageInfo(
            stage,
            0,
            label,
            tasks,
            CollectionConverters.asScala(List.<org.apache.spark.storage.RDDInfo>of()).toSeq(),
            CollectionConverters.asScala(List.<Object>of()).toSeq(),
            "",
            TaskMetrics.empty(),
            CollectionConverters.asScala(
                    List
                        .<scala.collection.immutable.Seq<org.apache.spark.scheduler.TaskLocation>>
                            of())
                .toSeq(),
            Option.empty(),
            ResourceProfile.DEFAULT_RESOURCE_PROFILE_ID(),
            false,
            0);
    progress.onJobStart(
        new SparkListenerJobStart(
            job, now.get(), CollectionConverters.asScala(List.of(info)).toSeq(), properties));
  }

  private void end(int stage, long at) {
    now.set(at);
    TaskInfo info = new TaskInfo(0, 0, 0, 0, 0, "1", "host", TaskLocality.ANY(), false);
    info.markFinished(org.apache.spark.TaskState.FINISHED(), at);
    progress.onTaskEnd(
        new SparkListenerTaskEnd(
            stage,
            0,
            "ResultTask",
            Success$.MODULE$,
            info,
            new ExecutorMetrics(),
            TaskMetrics.empty()));
  }

  private Optional<String> lineAt(long at) {
    now.set(at);
    return progress.line();
  }

  @Test
  void aPassSaysHowManyTasksAreDoneAndWhatIsLeft() {
    now.set(1000);
    start(1, 7, 4, "nearest rows");
    assertThat(lineAt(3000)).hasValue("select: nearest rows, 0 of 4 tasks, 2 s so far");
    end(7, 3000);
    end(99, 3500); // of another session's job
    assertThat(lineAt(3500)).hasValue("select: nearest rows, 1 of 4 tasks, about 8 s left");
    end(7, 9000);
    end(7, 13_000);
    assertThat(lineAt(13_000)).hasValue("select: nearest rows, 3 of 4 tasks, about 4 s left");
    end(7, 14_000);
    assertThat(lineAt(14_000)).hasValue("select: nearest rows, 4 of 4 tasks, 13 s so far");
  }

  @Test
  void betweenPassesTheDriverIsAtWork() {
    assertThat(lineAt(2000)).hasValue("select: at work on the driver, 2 s so far");
    start(1, 7, 4, "nearest rows");
    now.set(5000);
    progress.onJobEnd(new SparkListenerJobEnd(1, 5000, JobSucceeded$.MODULE$));
    assertThat(lineAt(9000)).hasValue("select: at work on the driver, 4 s so far");
  }

  @Test
  void ofAJobThatIteratesOnlyLongPassesAreTold() {
    progress = new PassProgress("transport", true, clock);
    assertThat(lineAt(20_000)).isEmpty();
    start(1, 7, 4, "reading");
    assertThat(lineAt(29_999)).isEmpty();
    assertThat(lineAt(30_000)).hasValue("transport: reading, 0 of 4 tasks, 10 s so far");
  }

  @Test
  void nothingStaysBehind() {
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    for (ProgressMode mode : ProgressMode.values()) {
      AtomicReference<Thread> teller = new AtomicReference<>();
      assertThatThrownBy(
              () ->
                  PassProgress.during(
                      spark.sparkContext(),
                      "select",
                      Optional.of(mode),
                      new PrintStream(err, true, StandardCharsets.UTF_8),
                      () -> {
                        teller.set(teller().orElseThrow());
                        throw new IllegalStateException("failed");
                      }))
          .hasMessage("failed");
      assertThat(teller.get().isDaemon()).isTrue();
      await(teller.get());
      assertThat(err.size() > 0).as("shown when " + mode).isEqualTo(mode == ProgressMode.ON);
      err.reset();
    }
  }

  private static Optional<Thread> teller() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("convoy-progress"))
        .findFirst();
  }

  private static void await(Thread thread) {
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> thread.join());
  }
}
