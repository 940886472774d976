package io.convoy.jobs.select.pool;

import io.convoy.jobs.select.terms.SelectSettings;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Run;
import java.util.NavigableMap;
import java.util.Optional;

/** What is asked for, and the run that has the tables to choose from. */
public record Request(Run run, SelectSettings settings) {

  /** Returns the rows to choose from. */
  public OpenTable pool() {
    return run.tables().get("pool");
  }

  OpenTable target() {
    return run.tables().get("target");
  }

  /** Returns the ids that are not selected. */
  Optional<OpenTable> exclude() {
    return run.tables().find("exclude");
  }

  /** Returns the hash of the files of each partition of the pool, by its value, if it grows. */
  NavigableMap<String, String> partitions() {
    return run.inputs().get("pool").partitions();
  }

  /** Returns what earlier dates left, of use if the pool grows. */
  PoolState state() {
    return new PoolState(run.spark(), run.out(), settings.output().runDate().orElse(""));
  }
}
