package io.convoy.jobs.moments;

import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.ColumnSettings;
import io.convoy.jobs.settings.JobSettings;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.PassSettings;
import io.convoy.jobs.settings.Section;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.jobs.settings.TableSettings;
import java.util.Optional;

/** What the job of the example in CONTRIBUTING.md is told. */
record MomentsSettings(
    @Section("Tables") @Shared("data") @Adjust(help = "The table to describe.") String path,
    ColumnSettings columns,
    @Section("Problem")
        @Setting(
            help = "Deviations are multiplied with this",
            label = "NUMBER",
            fallback = "1",
            example = "2")
        double factor,
    @Section("Output") OutputSettings output,
    @Section("Run") PassSettings passes)
    implements JobSettings {

  public MomentsSettings {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("factor must be > 0, got " + factor);
    }
  }

  TableSettings data() {
    return new TableSettings("data", path, Optional.empty(), columns.roles());
  }
}
