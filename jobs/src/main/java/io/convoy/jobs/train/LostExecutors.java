package io.convoy.jobs.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** Writes down which processes were lost while it listens. */
final class LostExecutors extends SparkListener implements AutoCloseable {

  private final SparkContext spark;
  private final Map<String, String> hosts = new ConcurrentHashMap<>();
  private final List<String> lost = new ArrayList<>();

  private LostExecutors(SparkContext spark) {
    this.spark = spark;
  }

  static LostExecutors of(SparkContext spark) {
    LostExecutors listener = new LostExecutors(spark);
    spark.addSparkListener(listener);
    return listener;
  }

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded added) {
    hosts.put(added.executorId(), added.executorInfo().executorHost());
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    synchronized (lost) {
      String host = hosts.get(removed.executorId());
      lost.add(
          "executor "
              + removed.executorId()
              + (host == null ? "" : " on " + host)
              + ": "
              + removed.reason().lines().findFirst().orElse("lost"));
    }
  }

  /** Returns one line per process lost. */
  List<String> lines() {
    synchronized (lost) {
      return List.copyOf(lost);
    }
  }

  @Override
  public void close() {
    spark.removeSparkListener(this);
  }
}
