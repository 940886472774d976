package io.convoy.jobs.transport;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns SIGTERM, which would end the process at once, into a wish to stop.
 *
 * <p>A shutdown hook would not do: Spark's own hook stops the context at the same time, and the
 * iteration that should end in a checkpoint ends in an error instead.
 */
final class StopSignal implements AutoCloseable {

  private static final Signal TERM = new Signal("TERM");

  private final AtomicBoolean raised = new AtomicBoolean();
  private final SignalHandler before;

  private StopSignal() {
    this.before = Signal.handle(TERM, signal -> raised.set(true));
  }

  /** Listens until closed. */
  static StopSignal install() {
    return new StopSignal();
  }

  /** Returns whether the process was told to stop. */
  boolean isRaised() {
    return raised.get();
  }

  @Override
  public void close() {
    Signal.handle(TERM, before);
  }
}
