package io.convoy.jobs.settings;

import java.util.Optional;

/**
 * A table to read.
 *
 * @param name what messages and reports call it: {@code source} or {@code target}
 * @param location a path Spark reads, an {@code .npy} file, or {@code table:name[@snapshot]}
 * @param where a SQL condition on its rows
 * @param roles which columns play which role, as far as the user says
 * @param partitions which directories of it to read, if not all
 */
public record TableSettings(
    String name,
    String location,
    Optional<String> where,
    RoleSettings roles,
    Optional<Partitions> partitions) {

  /**
   * Directories {@code column=value} up to a value.
   *
   * @param last the last value, as text, to read
   */
  public record Partitions(String column, String last) {}

  /** A table that is read whole. */
  public TableSettings(String name, String location, Optional<String> where, RoleSettings roles) {
    this(name, location, where, roles, Optional.empty());
  }

  /** Returns a table that is read whole, whose columns play no role. */
  public static TableSettings listing(String name, String location) {
    return new TableSettings(name, location, Optional.empty(), RoleSettings.NONE);
  }

  /** Returns a table of which only some directories are read. */
  public TableSettings upTo(Partitions some) {
    return new TableSettings(name, location, where, roles, Optional.of(some));
  }
}
