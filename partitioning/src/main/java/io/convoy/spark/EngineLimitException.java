package io.convoy.spark;

/**
 * The engine is set up with less room than a request needs. The message says how much is needed and
 * which setting gives it; the data and the request are sound.
 */
public final class EngineLimitException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EngineLimitException(String message) {
    super(message);
  }

  EngineLimitException(String message, Throwable cause) {
    super(message, cause);
  }
}
