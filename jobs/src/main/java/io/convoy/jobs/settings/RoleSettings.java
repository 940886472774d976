package io.convoy.jobs.settings;

import java.util.List;
import java.util.Optional;

/**
 * The columns a user names for a role; an absent one is found by its name or type.
 *
 * @param features one vector column or any number of numeric columns; empty when not given
 * @param apart columns that serve something else and are no features unless they are named so
 * @param labelOption the key by which the user named the label
 */
public record RoleSettings(
    Optional<String> id,
    Optional<String> weight,
    Optional<String> label,
    List<String> features,
    List<String> apart,
    String labelOption) {

  /** No column plays a role. */
  public static final RoleSettings NONE =
      new RoleSettings(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  public RoleSettings {
    features = List.copyOf(features);
    apart = List.copyOf(apart);
  }

  /** Roles where every column may be a feature. */
  public RoleSettings(
      Optional<String> id, Optional<String> weight, Optional<String> label, List<String> features) {
    this(id, weight, label, features, List.of(), "label");
  }

  /** Returns these roles with some columns that serve something else. */
  public RoleSettings apart(List<String> columns) {
    return new RoleSettings(id, weight, label, features, columns, labelOption);
  }

  /** Returns these roles with groups in the place of labels. */
  public RoleSettings by(String column) {
    return new RoleSettings(id, weight, Optional.of(column), features, apart, "by");
  }
}
