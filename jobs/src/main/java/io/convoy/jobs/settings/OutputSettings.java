package io.convoy.jobs.settings;

import java.util.Optional;

/**
 * Where a run leaves its result and how it judges it.
 *
 * @param out any Hadoop path
 * @param runDate the name of this run among those that share {@code out}; dates in ISO form sort
 * @param overwrite whether the result of another problem may be replaced
 */
public record OutputSettings(
    @Shared String out,
    @Setting(
            help = "Keeps one result per date in OUT and replaces {run-date} in all settings",
            label = "DATE",
            example = "2026-01-31",
            concern = Concern.EXECUTION)
        Optional<String> runDate,
    @Shared boolean overwrite) {

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
