package io.convoy.jobs.settings;

import java.util.Optional;

/**
 * Where a run leaves its result and how it judges it.
 *
 * @param out any Hadoop path
 * @param runDate the name of this run among those that share {@code out}; dates in ISO form sort
 * @param overwrite whether the result of another problem may be replaced
 * @param strict whether stopping short of the tolerance is exit code 4
 */
public record OutputSettings(
    String out, Optional<String> runDate, boolean overwrite, boolean strict) {

  public OutputSettings {
    runDate.ifPresent(
        date -> {
          if (!date.matches("[0-9A-Za-z][0-9A-Za-z._-]*")) {
            throw new IllegalArgumentException(
                "run-date must be letters, digits, '.', '_' and '-', got '" + date + "'");
          }
        });
  }
}
