package io.convoy.jobs.settings;

import java.util.OptionalInt;

/**
 * How a job that does not iterate proceeds; none of it is part of the problem.
 *
 * @param tasks tasks per pass, {@code >= 1}; empty for twice as many as cores
 */
public record PassSettings(@Shared OptionalInt tasks, @Shared ProgressMode progress) {

  public PassSettings {
    tasks.ifPresent(count -> RunSettings.atLeastOne("tasks", count));
  }
}
