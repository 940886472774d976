package io.convoy.iterate;

import java.io.Serializable;

/**
 * A large immutable value that sweeps read. Serializing the handle does not serialize the value
 * where the engine has already sent it.
 *
 * @param <T> the value
 */
public interface Shared<T> extends Serializable, AutoCloseable {

  /** Returns the value; everyone on this machine gets the same object, so never write to it. */
  T value();

  /** Frees the copies held by the engine. */
  @Override
  void close();
}
