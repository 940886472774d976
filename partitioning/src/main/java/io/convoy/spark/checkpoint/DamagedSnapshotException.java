package io.convoy.spark.checkpoint;

import java.io.IOException;

/** Thrown where bytes could be read and are not a snapshot, or not all of one. */
final class DamagedSnapshotException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedSnapshotException(String message) {
    super(message);
  }
}
