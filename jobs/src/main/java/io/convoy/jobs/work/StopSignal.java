package io.convoy.jobs.work;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.util.SignalUtils;

/**
 * Turns SIGTERM, which would end the process at once, into a wish to stop.
 *
 * <p>A shutdown hook would not do: Spark's own hook stops the context at the same time, and the
 * iteration that should end in a checkpoint ends in an error instead. Spark's registry of signal
 * actions is used, so that its own handlers and this one know of each other.
 */
public final class StopSignal implements AutoCloseable {

  private static final AtomicReference<StopSignal> LISTENING = new AtomicReference<>();

  static {
    // an action that returns false leaves the signal to whoever handled it before
    SignalUtils.register("TERM", StopSignal::raise);
  }

  private final AtomicBoolean raised = new AtomicBoolean();

  private StopSignal() {}

  /** Listens until closed. */
  public static StopSignal install() {
    StopSignal signal = new StopSignal();
    LISTENING.set(signal);
    return signal;
  }

  static boolean raise() {
    StopSignal listening = LISTENING.get();
    if (listening == null) {
      return false;
    }
    listening.raised.set(true);
    return true;
  }

  /** Returns whether the process was told to stop. */
  public boolean isRaised() {
    return raised.get();
  }

  @Override
  public void close() {
    LISTENING.compareAndSet(this, null);
  }
}
