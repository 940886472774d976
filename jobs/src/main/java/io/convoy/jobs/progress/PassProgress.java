package io.convoy.jobs.progress;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Says how far a pass over a table is, for jobs that do not iterate: a line when a task ends, at
 * most every two seconds where someone watches and every ten in logs. Passes that end sooner are
 * not mentioned.
 */
public final class PassProgress extends SparkListener {

  private static final Logger LOG = LoggerFactory.getLogger(PassProgress.class);
  private static final long WATCHED_MILLIS = 2_000;
  private static final long LOGGED_MILLIS = 10_000;

  private final String job;
  private final Consumer<String> told;
  private final InstantSource clock;
  private final long pause;
  private final Map<Integer, Pass> passes = new HashMap<>();
  private long next;

  private static final class Pass {
    private final String label;
    private final Set<Integer> stages;
    private final int tasks;
    private final long began;
    private int running;
    private int done;

    private Pass(String label, Set<Integer> stages, int tasks, long began) {
      this.label = label;
      this.stages = stages;
      this.tasks = tasks;
      this.began = began;
    }
  }

  PassProgress(String job, Consumer<String> told, InstantSource clock, long pause) {
    this.job = job;
    this.told = told;
    this.clock = clock;
    this.pause = pause;
  }

  /** Returns what {@code work} returns, and says meanwhile how far its passes are. */
  public static <T> T during(SparkContext spark, String job, PrintStream err, Supplier<T> work) {
    long pause = Terminal.isWatched() ? WATCHED_MILLIS : LOGGED_MILLIS;
    boolean shown = Terminal.isWatched() || Terminal.isApartFromLog();
    Consumer<String> told =
        line -> {
          LOG.info("{}", line);
          if (shown) {
            err.println(line);
          }
        };
    PassProgress progress = new PassProgress(job, told, InstantSource.system(), pause);
    progress.next = progress.clock.millis() + pause;
    spark.addSparkListener(progress);
    try {
      return work.get();
    } finally {
      spark.removeSparkListener(progress);
    }
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    Set<Integer> stages = new HashSet<>();
    int tasks = 0;
    for (var stage : CollectionConverters.asJava(start.stageInfos())) {
      stages.add(stage.stageId());
      tasks += stage.numTasks();
    }
    String label =
        Optional.ofNullable(start.properties())
            .map(properties -> properties.getProperty("spark.job.description"))
            .orElse("reading");
    passes.put(start.jobId(), new Pass(label, stages, tasks, clock.millis()));
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    for (Pass pass : passes.values()) {
      pass.running += pass.stages.contains(start.stageId()) ? 1 : 0;
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    for (Pass pass : passes.values()) {
      if (pass.stages.contains(end.stageId())) {
        pass.running = Math.max(0, pass.running - 1);
        if (end.taskInfo().successful()) {
          pass.done++;
          tell(pass);
        }
      }
    }
  }

  private void tell(Pass pass) {
    long now = clock.millis();
    if (now < next || pass.done >= pass.tasks) {
      return;
    }
    next = now + pause;
    double half = pass.done + pass.running / 2.0; // tasks that run are half done on average
    long left = Math.round((now - pass.began) * (pass.tasks - half) / half / 1000);
    String line =
        String.format(
            "%s: %s, %d of %d tasks, about %d s left",
            job, pass.label, pass.done, pass.tasks, left);
    told.accept(line);
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd end) {
    passes.remove(end.jobId());
  }
}
