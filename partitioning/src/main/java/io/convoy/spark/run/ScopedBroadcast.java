package io.convoy.spark.run;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SizeEstimator;

/**
 * A broadcast with an owner. Closing destroys every copy; a dataset that still refers to it cannot
 * be computed afterwards.
 */
public final class ScopedBroadcast<T> implements AutoCloseable, Serializable {

  private static final long serialVersionUID = 1L;

  private final Broadcast<T> broadcast;

  private ScopedBroadcast(Broadcast<T> broadcast) {
    this.broadcast = broadcast;
  }

  /**
   * Sends {@code value} to the executors, once each, when first used there.
   *
   * @param what names it in a sentence
   * @throws EngineLimitException if an executor has no room for it
   */
  public static <T> ScopedBroadcast<T> of(JavaSparkContext spark, String what, T value) {
    ExecutorMemory executors = ExecutorMemory.of(spark);
    if (!executors.isDriver()) {
      boolean opened = value instanceof Parcel<?>;
      long size = value instanceof Parcel<?> parcel ? parcel.size() : SizeEstimator.estimate(value);
      executors.requireRoom(what, size, opened);
    }
    return new ScopedBroadcast<>(spark.broadcast(value));
  }

  /** Returns the value, one object for all tasks of a process: never write to it. */
  public T value() {
    return broadcast.value();
  }

  @Override
  public void close() {
    broadcast.destroy();
  }
}
