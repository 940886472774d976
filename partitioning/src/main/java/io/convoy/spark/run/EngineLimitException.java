package io.convoy.spark.run;

/**
 * The engine is set up with less room than a request needs. The message says how much is needed and
 * which setting gives it; the data and the request are sound.
 */
public final class EngineLimitException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Tells of a limit.
   *
   * @param message how much is needed, and which setting gives it
   */
  public EngineLimitException(String message) {
    super(message);
  }

  EngineLimitException(String message, Throwable cause) {
    super(message, cause);
  }
}
