package io.convoy.spark.checkpoint;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checkpoints that newer ones replace. */
public final class OldFiles {

  private static final Logger LOG = LoggerFactory.getLogger(OldFiles.class);

  private OldFiles() {}

  /** Deletes a file or directory; to fail at that costs room only. */
  public static void delete(Path old, Configuration hadoop) {
    try {
      old.getFileSystem(hadoop).delete(old, true);
    } catch (IOException unreachable) {
      LOG.warn("cannot delete the old checkpoint {}", old, unreachable);
    }
  }
}
