package io.convoy.jobs.pair;

import io.convoy.geometry.GroundCost;
import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.ColumnSettings;
import io.convoy.jobs.settings.Given;
import io.convoy.jobs.settings.JobSettings;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.PassSettings;
import io.convoy.jobs.settings.Section;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.pairing.PairingRule;
import io.convoy.spark.block.Batching;
import io.convoy.transport.Epsilon;
import io.convoy.transport.exact.ExactTransport;
import java.util.List;
import java.util.Optional;

/**
 * Everything a pairing run is told.
 *
 * @param targetPath the partners' table; Gaussian noise if there is none
 * @param batch rows per batch, {@code >= 1}
 */
record PairSettings(
    @Section("Tables")
        @Shared("data")
        @Adjust(
            help =
                "The table whose rows get a partner each: a path to parquet, csv, json, orc, npy, delta"
                    + " or iceberg data, or table:catalog.db.name[@snapshot].",
            example = "s3a://lake/latents.parquet")
        String dataPath,
    @Shared Optional<String> dataWhere,
    @Shared("target")
        @Adjust(
            help = "The table whose rows are the partners",
            absent = "standard Gaussian noise, drawn from each row's id",
            example = "noise.npy")
        Optional<String> targetPath,
    @Shared Optional<String> targetWhere,
    ColumnSettings columns,
    @Shared List<String> keep,
    @Shared boolean standardize,
    @Shared boolean quarantine,
    @Section("Problem")
        @Setting(
            help =
                "How rows come by partners: assignment (the cheapest permutation within the batch),"
                    + " knn:K (the nearest of K draws), sinkhorn (a draw from the batch's entropic"
                    + " plan), or weights:EPS (any partner, with weight exp(-cost / EPS))",
            label = "NAME",
            fallback = "assignment",
            example = "knn:4")
        String method,
    @Setting(
            help = "Rows per batch; batches are random and know nothing of each other",
            label = "B",
            fallback = "256",
            example = "1024")
        int batch,
    @Shared
        @Adjust(
            help =
                "The cost of a pair of rows: euclidean, sqeuclidean (not halved), cosine,"
                    + " inner-product, manhattan or p-norm:P",
            fallback = "euclidean",
            example = "sqeuclidean")
        GroundCost cost,
    @Shared
        @Adjust(
            help =
                "The strength of the entropy of method sinkhorn, in units of the cost, of its standard"
                    + " deviation or of its mean within a batch",
            example = "0.1mean")
        Epsilon epsilon,
    @Shared @Adjust(help = "The seed of batches, noise and draws; another one for every epoch")
        long seed,
    @Section("Output") OutputSettings output,
    @Shared boolean strict,
    @Section("Run") PassSettings passes,
    Given given)
    implements JobSettings {

  /** The largest batch that is matched: a plan over all its pairs exists while it is. */
  private static final int MOST_MATCHED = (int) Math.sqrt(ExactTransport.MOST_PAIRS);

  public PairSettings {
    PairingRule rule = PairingRule.parse(method, epsilon);
    if (!(rule instanceof PairingRule.Entropic) && given.has("epsilon")) {
      throw new IllegalArgumentException("epsilon is for method sinkhorn only, got method " + rule);
    }
    boolean alone = rule instanceof PairingRule.Nearest || rule instanceof PairingRule.Weighted;
    int most = alone ? Batching.MOST_ROWS : MOST_MATCHED;
    if (batch < 1 || batch > most) {
      throw new IllegalArgumentException(
          "batch must be in 1 to " + most + " with method " + rule + ", got " + batch);
    }
    if (targetPath.isEmpty() && targetWhere.isPresent()) {
      throw new IllegalArgumentException("target-where needs a --target");
    }
  }

  /** Returns how the rows of a batch come by their partners. */
  PairingRule rule() {
    return PairingRule.parse(method, epsilon);
  }

  TableSettings data() {
    return new TableSettings("data", dataPath, dataWhere, columns.roles());
  }

  Optional<TableSettings> target() {
    return targetPath.map(path -> new TableSettings("target", path, targetWhere, columns.roles()));
  }
}
