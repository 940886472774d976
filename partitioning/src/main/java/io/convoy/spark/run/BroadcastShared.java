package io.convoy.spark.run;

import io.convoy.iterate.Shared;
import org.apache.spark.api.java.JavaSparkContext;

/** A shared value whose handle carries the broadcast alone. */
final class BroadcastShared<T> implements Shared<T> {

  private static final long serialVersionUID = 1L;

  private final ScopedBroadcast<T> broadcast;

  private BroadcastShared(ScopedBroadcast<T> broadcast) {
    this.broadcast = broadcast;
  }

  static <T> BroadcastShared<T> of(JavaSparkContext spark, T value) {
    return new BroadcastShared<>(
        ScopedBroadcast.of(spark, "the side of the problem that all tasks share", value));
  }

  @Override
  public T value() {
    return broadcast.value();
  }

  @Override
  public void close() {
    broadcast.close();
  }
}
