package io.convoy.jobs.settings;

import java.util.List;
import java.util.Optional;

/**
 * The columns a user names for a role; an absent one is found by its name or type.
 *
 * @param features one vector column or any number of numeric columns; empty when not given
 * @param apart columns that serve something else and are no features unless they are named so
 */
public record RoleSettings(
    Optional<String> id,
    Optional<String> weight,
    Optional<String> label,
    List<String> features,
    List<String> apart) {

  public RoleSettings {
    features = List.copyOf(features);
    apart = List.copyOf(apart);
  }

  /** Roles where every column may be a feature. */
  public RoleSettings(
      Optional<String> id, Optional<String> weight, Optional<String> label, List<String> features) {
    this(id, weight, label, features, List.of());
  }

  /** Returns these roles with some columns that serve something else. */
  public RoleSettings apart(List<String> columns) {
    return new RoleSettings(id, weight, label, features, columns);
  }
}
