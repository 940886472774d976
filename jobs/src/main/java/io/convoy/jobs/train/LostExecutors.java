package io.convoy.jobs.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** Writes down which processes were lost while it listens. */
final class LostExecutors extends SparkListener implements AutoCloseable {

  private final SparkContext spark;
  private final Map<String, String> reasons = new LinkedHashMap<>();

  private LostExecutors(SparkContext spark) {
    this.spark = spark;
  }

  /** Returns one that listens from now on until it is closed. */
  static LostExecutors of(SparkContext spark) {
    LostExecutors listener = new LostExecutors(spark);
    spark.addSparkListener(listener);
    return listener;
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    synchronized (reasons) {
      reasons.put(removed.executorId(), removed.reason().lines().findFirst().orElse("lost"));
    }
  }

  /**
   * Returns one line per process lost.
   *
   * @param where returns where a process was and whom it served
   */
  List<String> lines(Function<String, String> where) {
    List<String> lines = new ArrayList<>();
    synchronized (reasons) {
      reasons.forEach(
          (id, reason) -> lines.add("executor " + id + where.apply(id) + ": " + reason));
    }
    return lines;
  }

  @Override
  public void close() {
    spark.removeSparkListener(this);
  }
}
