package io.convoy.jobs.settings;

import java.util.List;
import java.util.Optional;

/** What the columns of a job's tables mean. */
public record ColumnSettings(
    @Shared Optional<String> id,
    @Shared Optional<String> weight,
    @Shared Optional<String> label,
    @Shared List<String> features) {

  /** Returns the roles that the user names. */
  public RoleSettings roles() {
    return new RoleSettings(id, weight, label, features);
  }
}
