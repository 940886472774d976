package io.convoy.iterate;

/** A value of this process: nothing to send, nothing to free. */
record Held<T>(T value) implements Shared<T> {
  @Override
  public void close() {}
}
