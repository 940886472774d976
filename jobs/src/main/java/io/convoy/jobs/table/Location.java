package io.convoy.jobs.table;

import io.convoy.jobs.outcome.JobFailure;
import java.util.Optional;

/** Where a table is. */
sealed interface Location {

  /** A file, a directory or a glob on any Hadoop file system. */
  record Files(String path) implements Location {}

  /** A table of a Spark catalog, at a snapshot or as it is now. */
  record Catalog(String name, Optional<String> snapshot) implements Location {}

  /** Returns the location written as a path or as {@code table:catalog.db.name[@snapshot]}. */
  static Location parse(String table, String text) {
    if (!text.startsWith("table:")) {
      return new Files(text);
    }
    String[] parts = text.substring("table:".length()).split("@", 2);
    if (!parts[0].matches("[\\w.`-]+") || (parts.length == 2 && !parts[1].matches("[\\w.:-]+"))) {
      throw JobFailure.usage(
          table + " must be a path or table:catalog.db.name[@snapshot], got '" + text + "'");
    }
    return new Catalog(parts[0], parts.length == 2 ? Optional.of(parts[1]) : Optional.empty());
  }
}
