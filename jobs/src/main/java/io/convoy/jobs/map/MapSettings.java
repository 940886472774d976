package io.convoy.jobs.map;

import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.ColumnSettings;
import io.convoy.jobs.settings.Formerly;
import io.convoy.jobs.settings.JobSettings;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.PassSettings;
import io.convoy.jobs.settings.Section;
import io.convoy.jobs.settings.Shared;
import io.convoy.jobs.settings.TableSettings;
import java.util.List;
import java.util.Optional;

/** Everything a mapping run is told. Rows are scaled as the model's own were, or not at all. */
@Formerly(key = "standardize", value = "false")
record MapSettings(
    @Section("Tables")
        @Shared
        @Adjust(
            help = "The output directory of a transport run, whose target must still be as it was.")
        String model,
    @Shared Optional<String> modelDate,
    @Shared("input")
        @Adjust(
            help =
                "The table of rows to map, with the features of the model's source: a path to parquet,"
                    + " csv, json, orc, npy, delta or iceberg data, or"
                    + " table:catalog.db.name[@snapshot].",
            example = "s3a://lake/today.parquet")
        String inputPath,
    @Shared @Adjust(help = "Maps only the rows that satisfy this SQL condition")
        Optional<String> inputWhere,
    ColumnSettings columns,
    @Shared List<String> keep,
    @Shared boolean quarantine,
    @Section("Output") OutputSettings output,
    @Section("Run") PassSettings passes)
    implements JobSettings {

  /** Returns the rows to map. */
  TableSettings input() {
    return new TableSettings("input", inputPath, inputWhere, columns.roles());
  }
}
