package io.convoy.jobs.project;

import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.ColumnSettings;
import io.convoy.jobs.settings.JobSettings;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.PassSettings;
import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Section;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.transport.Epsilon;
import java.util.Optional;

/**
 * Everything a projection is told.
 *
 * @param sourceColumn of the sources, the name of a row's source
 * @param performance column of pilots
 * @param size rows of the training run to predict, {@code >= 1}
 * @param replacement whether a share may exceed what a source's rows allow
 * @param sample rows drawn of every source and of the target at most, {@code >= 1}
 */
record ProjectSettings(
    @Section("Projection")
        @Setting(
            help =
                "The candidate rows of all sources, one column saying of which: a path to parquet, csv,"
                    + " json, orc, delta or iceberg data, or table:catalog.db.name[@snapshot].",
            label = "TABLE",
            key = "sources",
            required = true,
            example = "s3a://lake/candidates.parquet")
        String sourcesPath,
    @Setting(
            help = "Reads only the candidate rows that satisfy this SQL condition",
            label = "EXPR",
            absent = "all",
            example = "\"day = '{run-date}'\"")
        Optional<String> sourcesWhere,
    @Setting(
            help = "The column that names a candidate row's source",
            label = "COLUMN",
            fallback = "source",
            example = "domain")
        String sourceColumn,
    @Shared("target")
        @Adjust(
            help = "The rows on whose kind the model has to do well.",
            example = "validation.parquet")
        String targetPath,
    @Shared Optional<String> targetWhere,
    ColumnSettings columns,
    @Shared boolean standardize,
    @Shared boolean quarantine,
    @Setting(
            help =
                "Training runs that were made, a row each: their size in rows, the share of every"
                    + " source in a column of its name, and the performance reached.",
            label = "TABLE",
            key = "pilots",
            required = true,
            example = "pilots.csv")
        String pilotsPath,
    @Setting(
            help = "The column of pilots with what should be large",
            label = "COLUMN",
            fallback = "performance",
            example = "accuracy")
        String performance,
    @Setting(
            help = "Rows of the training run to come.",
            label = "N",
            required = true,
            example = "10000")
        long size,
    @Setting(
            help = "Mixtures to predict beside the recommended one, shares as in pilots",
            label = "TABLE",
            key = "mixtures",
            example = "candidates.csv")
        Optional<String> mixturesPath,
    @Setting(
            help =
                "linear fits performance to the transport cost and the shares, full to their products"
                    + " and squares too; auto is the one that errs less on pilots left out, if there"
                    + " are enough for both",
            label = "auto|full|linear",
            fallback = "auto",
            example = "linear")
        FormChoice form,
    @Setting(
            help =
                "Lets a source give more rows than it has; off recommends no share above its rows over"
                    + " N",
            fallback = "off",
            bare = "on")
        boolean replacement,
    @Setting(
            help =
                "Transport is computed between at most this many rows of every source and of the"
                    + " target, drawn by seed and id",
            label = "ROWS",
            fallback = "500",
            example = "1000")
        int sample,
    @Shared
        @Adjust(
            help =
                "Strength of the entropic regularisation, a number or a multiple of the cost's std or"
                    + " mean in the mixture of equal shares",
            example = "0.02std")
        Epsilon epsilon,
    @Shared @Adjust(help = "Decides, with a row's id, which rows are drawn") long seed,
    @Section("Output") OutputSettings output,
    @Section("Run") PassSettings passes)
    implements JobSettings {

  /** The column of pilots with the rows of a run. */
  static final String SIZE = "size";

  public ProjectSettings {
    RunSettings.atLeastOne("sample", sample);
    if (size < 1) {
      throw new IllegalArgumentException("size must be >= 1, got " + size);
    }
    if (performance.equals(SIZE)) {
      throw new IllegalArgumentException("performance cannot be the column size");
    }
    if (columns.features().contains(sourceColumn)) {
      throw new IllegalArgumentException(
          "features: '" + sourceColumn + "' names the sources and cannot be a feature");
    }
  }

  TableSettings sources() {
    return table("sources", sourcesPath, sourcesWhere);
  }

  TableSettings target() {
    return table("target", targetPath, targetWhere);
  }

  TableSettings pilots() {
    return table("pilots", pilotsPath, Optional.empty());
  }

  Optional<TableSettings> mixtures() {
    return mixturesPath.map(path -> table("mixtures", path, Optional.empty()));
  }

  private TableSettings table(String name, String path, Optional<String> where) {
    return new TableSettings(name, path, where, columns.roles());
  }
}
