package io.convoy.spark.column;

/**
 * A table breaks its contract: it is empty, a feature is not a number, two rows have one id. The
 * message is one sentence that names the table, the place and what is allowed; the cure is in the
 * data, so trying again does not help.
 */
public final class TableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TableException(String message) {
    super(message);
  }

  public TableException(String message, Throwable cause) {
    super(message, cause);
  }
}
