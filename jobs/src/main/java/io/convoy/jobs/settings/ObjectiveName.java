package io.convoy.jobs.settings;

import io.convoy.network.EdgePenalty;
import io.convoy.network.LocalModel;

/** Local models and edge penalties as users name them. */
public final class ObjectiveName {

  private ObjectiveName() {}

  /**
   * Returns the local model of a name such as {@code ridge:0.5}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static LocalModel parse(String text) {
    return LocalModel.parse(text);
  }

  static EdgePenalty parsePenalty(String text) {
    return EdgePenalty.parse(text);
  }
}
