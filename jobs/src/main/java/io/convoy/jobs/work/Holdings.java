package io.convoy.jobs.work;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a run has opened, closed together, the last first. */
public final class Holdings implements AutoCloseable {

  private final Deque<AutoCloseable> held = new ArrayDeque<>();

  /** Holds {@code opened} and returns it. */
  public <T extends AutoCloseable> T hold(T opened) {
    held.push(opened);
    return opened;
  }

  @Override
  public void close() {
    while (!held.isEmpty()) {
      try {
        held.pop().close();
      } catch (Exception broken) {
        throw new IllegalStateException("cannot free what the run held", broken);
      }
    }
  }
}
