package io.convoy.jobs.distance;

import io.convoy.jobs.settings.JobSettings;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.PassSettings;
import io.convoy.jobs.settings.Section;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.jobs.settings.TwoTables;

/** Everything a distance run is told. */
record DistanceSettings(
    @Section("Tables") TwoTables tables,
    @Shared boolean standardize,
    @Shared boolean quarantine,
    @Section("Problem")
        @Setting(
            help =
                "gaussian: between the Gaussians that fit the tables (Bures-Wasserstein); sliced: the"
                    + " mean over random lines, in one dimension exact",
            label = "gaussian|sliced",
            fallback = "sliced",
            example = "gaussian")
        DistanceMethod method,
    @Section("Output") OutputSettings output,
    @Section("Run") PassSettings passes)
    implements JobSettings {}
