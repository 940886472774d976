package io.convoy.jobs.settings;

import java.util.Optional;

/** A source, a target, and what their columns mean. */
public record TwoTables(
    @Shared("source") String sourcePath,
    @Shared("target") String targetPath,
    @Shared Optional<String> sourceWhere,
    @Shared Optional<String> targetWhere,
    ColumnSettings columns) {

  /** Returns the table to move. */
  public TableSettings source() {
    return new TableSettings("source", sourcePath, sourceWhere, columns.roles());
  }

  /** Returns the table to move it to. */
  public TableSettings target() {
    return new TableSettings("target", targetPath, targetWhere, columns.roles());
  }
}
