package io.convoy.jobs.settings;

import java.util.Set;

/**
 * The keys that were given, on the command line or in the job file. A settings record that has a
 * component of this type can tell a value that was asked for from the same one by default.
 */
public record Given(Set<String> keys) {

  public Given {
    keys = Set.copyOf(keys);
  }

  /** Returns whether a setting was given. */
  public boolean has(String key) {
    return keys.contains(key);
  }
}
