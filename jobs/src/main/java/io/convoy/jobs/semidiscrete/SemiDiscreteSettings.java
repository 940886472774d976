package io.convoy.jobs.semidiscrete;

import io.convoy.geometry.GroundCost;
import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.ColumnSettings;
import io.convoy.jobs.settings.JobSettings;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Section;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.semidiscrete.Law;
import java.util.List;
import java.util.Optional;

/**
 * Everything a semi-discrete run is told.
 *
 * @param sourcePath the table that is sampled; absent if a law is
 * @param sampler the law that is sampled; absent if a table is
 * @param tolerance L1 error of the masses beyond the noise of its measurement, {@code > 0}
 * @param verify fresh samples to judge by, {@code >= 1}
 */
record SemiDiscreteSettings(
    @Section("Tables")
        @Shared("source")
        @Adjust(
            help =
                "The table to move: a path to parquet, csv, json, orc, npy, delta or iceberg data, or"
                    + " table:catalog.db.name[@snapshot]",
            absent = "none; then --sampler")
        Optional<String> sourcePath,
    @Shared("target") String targetPath,
    @Shared Optional<String> sourceWhere,
    @Shared Optional<String> targetWhere,
    ColumnSettings columns,
    @Shared List<String> keep,
    @Shared boolean standardize,
    @Shared boolean quarantine,
    @Section("Problem")
        @Setting(
            help =
                "Instead of a source table: independent standard Gaussian coordinates, or uniform ones"
                    + " between 0 and 1",
            label = "gaussian|uniform",
            example = "gaussian")
        Optional<Law> sampler,
    @Shared
        @Adjust(
            help =
                "The cost of a sample and a site: sqeuclidean (not halved), euclidean, cosine,"
                    + " inner-product, manhattan or p-norm:P",
            example = "euclidean")
        GroundCost cost,
    @Shared
        @Adjust(
            help =
                "The L1 error of the sites' masses that counts as solved, beyond what the samples it"
                    + " is measured by make of it",
            fallback = "0.02",
            example = "0.005")
        double tolerance,
    @Setting(
            help = "Fresh samples that the answer is judged by",
            label = "N",
            fallback = "1000000",
            example = "10000000")
        long verify,
    @Shared @Adjust(help = "The seed of all samples") long seed,
    @Shared
        @Adjust(
            help =
                "Writes the site of every source row, or of a sampler's samples that the answer is"
                    + " judged by")
        boolean map,
    @Section("Output") OutputSettings output,
    @Shared boolean strict,
    @Section("Run") RunSettings run)
    implements JobSettings {

  /** So that a draw per piece is an array. */
  private static final long MOST_SAMPLES = 1L << 32;

  public SemiDiscreteSettings {
    if (sourcePath.isEmpty() && sourceWhere.isPresent()) {
      throw new IllegalArgumentException("source-where needs a --source");
    }
    if (sourcePath.isPresent() == sampler.isPresent()) {
      throw new IllegalArgumentException(
          "one of source and sampler is needed, got "
              + (sourcePath.isPresent() ? "both" : "neither"));
    }
    if (!(tolerance > 0) || Double.isInfinite(tolerance)) {
      throw new IllegalArgumentException("tolerance must be > 0 and finite, got " + tolerance);
    }
    if (verify < 1 || verify > MOST_SAMPLES) {
      throw new IllegalArgumentException(
          "verify must be in 1 to " + MOST_SAMPLES + ", got " + verify);
    }
    if (sampler.isPresent() && standardize) {
      throw new IllegalArgumentException("standardize is for a source table, not for a sampler");
    }
    if (!keep.isEmpty() && (!map || sampler.isPresent())) {
      throw new IllegalArgumentException("keep has no use without --map of a source table");
    }
  }

  Optional<TableSettings> source() {
    return sourcePath.map(path -> new TableSettings("source", path, sourceWhere, columns.roles()));
  }

  TableSettings target() {
    return new TableSettings("target", targetPath, targetWhere, columns.roles());
  }
}
