package io.convoy.jobs.bench;

import io.convoy.jobs.settings.Concern;
import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Setting;

/** How often it is timed. */
record Repeats(
    @Setting(
            help = "Sweeps that are timed, after some that are not; the median is reported",
            label = "R",
            fallback = "5",
            example = "21",
            concern = Concern.EXECUTION)
        int repeats) {

  Repeats {
    RunSettings.atLeastOne("repeats", repeats);
  }
}
