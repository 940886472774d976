package io.convoy.jobs.progress;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.slf4j.MDC;

/**
 * What every line that a run logs carries beside its text: the job and where its output goes, on
 * the driver and, through the properties that Spark hands to tasks, on the executors. With {@code
 * spark.log.structuredLogging.enabled=true} each is a field of a line of JSON.
 */
public final class RunContext implements AutoCloseable {

  /**
   * How the names begin of what Spark takes into the context of a task's log, where it keeps them
   * whole; so that they are the same here.
   */
  static final String PREFIX = "mdc.";

  private final Map<String, String> fields = new LinkedHashMap<>();
  private Optional<SparkContext> told = Optional.empty();

  private RunContext() {}

  /**
   * Begins the context of a run on this thread.
   *
   * @param out as it may be shown
   */
  public static RunContext of(String job, String out) {
    RunContext context = new RunContext();
    context.fields.put(PREFIX + "convoy_job", job);
    context.fields.put(PREFIX + "convoy_out", out);
    context.fields.forEach(MDC::put);
    return context;
  }

  /** Lets the tasks of jobs that this thread starts carry it, too. */
  public void tell(SparkContext spark) {
    told = Optional.of(spark);
    fields.forEach(spark::setLocalProperty);
  }

  @Override
  public void close() {
    fields.keySet().forEach(MDC::remove);
    told.filter(spark -> !spark.isStopped())
        .ifPresent(spark -> fields.keySet().forEach(name -> spark.setLocalProperty(name, null)));
  }
}
