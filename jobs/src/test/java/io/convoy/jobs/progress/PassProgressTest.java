package io.convoy.jobs.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
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
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

class PassProgressTest {

  private final AtomicLong now = new AtomicLong();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PassProgress progress =
      new PassProgress(
          "select",
          new PrintStream(err, true, StandardCharsets.UTF_8)::println,
          () -> Instant.ofEpochMilli(now.get()),
          10_000);

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

  @Test
  void aLineEveryTenSecondsWhileAPassGoesOn() {
    now.set(1000);
    start(1, 7, 4, "nearest rows");
    end(7, 3000);
    end(99, 3500); // of another session's job
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("select: nearest rows, 1 of 4 tasks, about 6 s left\n");
    end(7, 9000);
    assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(1);
    end(7, 13_500);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .endsWith("select: nearest rows, 3 of 4 tasks, about 4 s left\n");
    progress.onJobEnd(new SparkListenerJobEnd(1, 14_000, JobSucceeded$.MODULE$));
    end(7, 40_000);
    assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(2);
  }
}
