package io.convoy.jobs.progress;

import io.convoy.jobs.settings.ProgressMode;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import org.slf4j.MDC;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Says how far the passes over tables are: the whole progress of a job that does not iterate, and
 * of one that does what its iterations do not tell, such as reading. A line every ten seconds goes
 * to the log, from a thread of its own: a task may take longer than that, and so may what the
 * driver does between passes.
 */
public final class PassProgress extends SparkListener {

  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(PassProgress.class);

  private final String job;
  private final boolean iterates;
  private final InstantSource clock;
  private final Map<Integer, Pass> passes = new LinkedHashMap<>();
  private final long began;
  private int begun;
  private long idleSince;

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

  PassProgress(String job, boolean iterates, InstantSource clock) {
    this.job = job;
    this.iterates = iterates;
    this.clock = clock;
    this.began = clock.millis();
    this.idleSince = began;
  }

  /**
   * Returns what {@code work} returns, and says meanwhile how far its passes are.
   *
   * @param mode how to show it on {@code err}; nothing for a job that shows its iterations there
   */
  public static <T> T during(
      SparkContext spark,
      String job,
      Optional<ProgressMode> mode,
      PrintStream err,
      Supplier<T> work) {
    PassProgress progress = new PassProgress(job, mode.isEmpty(), InstantSource.system());
    ProgressMode shown = Progress.resolved(mode.orElse(ProgressMode.OFF));
    Consumer<String> told =
        line -> {
          LOG.info("{}", line);
          if (shown == ProgressMode.AUTO) {
            err.println(line);
          }
        };
    Thread teller = progress.teller(told);
    spark.addSparkListener(progress);
    teller.start();
    try {
      if (shown == ProgressMode.ON) {
        RewrittenLine painted = new RewrittenLine(progress::state, err);
        try {
          return work.get();
        } finally {
          painted.close();
        }
      }
      return work.get();
    } finally {
      teller.interrupt();
      spark.removeSparkListener(progress);
      LOG.info("{}", progress.summary());
    }
  }

  private Thread teller(Consumer<String> told) {
    Optional<Map<String, String>> context = Optional.ofNullable(MDC.getCopyOfContextMap());
    Thread teller =
        new Thread(
            () -> {
              context.ifPresent(MDC::setContextMap);
              try {
                while (true) {
                  Thread.sleep(PAUSE.toMillis());
                  line().ifPresent(told);
                }
              } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
              }
            },
            "convoy-progress");
    teller.setDaemon(true);
    return teller;
  }

  /** Returns what to tell now; of a job that iterates only passes that take long. */
  synchronized Optional<String> line() {
    boolean known =
        iterates
            && current().filter(pass -> clock.millis() - pass.began >= PAUSE.toMillis()).isEmpty();
    return known ? Optional.empty() : Optional.of(state());
  }

  /** Returns what is told at the end, of short runs too. */
  private synchronized String summary() {
    return job + ": " + begun + " passes in " + (clock.millis() - began) / 1000 + " s";
  }

  private synchronized String state() {
    long now = clock.millis();
    return job
        + ": "
        + current()
            .map(pass -> state(pass, now))
            .orElseGet(() -> "at work on the driver, " + (now - idleSince) / 1000 + " s so far");
  }

  private static String state(Pass pass, long now) {
    String state = pass.label + ", " + pass.done + " of " + pass.tasks + " tasks";
    if (pass.done == 0 || pass.done >= pass.tasks) {
      return state + ", " + (now - pass.began) / 1000 + " s so far";
    }
    double half = pass.done + pass.running / 2.0; // tasks that run are half done on average
    long left = Math.round((now - pass.began) * Math.max(0, pass.tasks - half) / half / 1000);
    return state + ", about " + left + " s left";
  }

  /** The one begun last, where there are several at a time. */
  private Optional<Pass> current() {
    return passes.values().stream().reduce((earlier, later) -> later);
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
            .orElse("reading or writing");
    begun++;
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
        pass.done += end.taskInfo().successful() ? 1 : 0;
      }
    }
  }

  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd end) {
    passes.remove(end.jobId());
    idleSince = clock.millis();
  }
}
