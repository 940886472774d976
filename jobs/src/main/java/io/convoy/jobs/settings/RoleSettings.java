package io.convoy.jobs.settings;

import java.util.List;
import java.util.Optional;

/**
 * The columns a user names for a role; an absent one is found by its name or type.
 *
 * @param features one vector column or any number of numeric columns; empty when not given
 */
public record RoleSettings(
    Optional<String> id, Optional<String> weight, Optional<String> label, List<String> features) {

  public RoleSettings {
    features = List.copyOf(features);
  }
}
