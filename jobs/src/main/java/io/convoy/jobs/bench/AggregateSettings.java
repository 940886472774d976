package io.convoy.jobs.bench;

import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Section;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.robust.RobustRule;
import io.convoy.robust.RuleName;
import java.util.Map;

/** Everything {@code convoy bench aggregate} is told. */
record AggregateSettings(
    @Section("Workload")
        @Shared
        @Adjust(help = "The number of vectors, each of one task", fallback = "16", example = "64")
        int workers,
    @Setting(
            help = "The number of float coordinates of each",
            label = "N",
            fallback = "10000000",
            example = "1000000")
        int parameters,
    @Shared
        @Adjust(
            help =
                "The rule: average, normalised-mean, flag, geometric-median, krum, multi-krum, mda,"
                    + " smea, caf, cge, monna, centered-clipping, median, trimmed-mean, meamed,"
                    + " phocas or bulyan, with any of nnm, bucketing, clipping and arc before it and"
                    + " a plus between")
        String aggregator,
    @Shared
        @Adjust(help = "The number of liars that the rule tolerates", fallback = "3", example = "5")
        int byzantine,
    @Section("Measurement") Repeats measurement,
    @Section("Run") BenchOutput output)
    implements BenchSettings {

  /** Of the vectors and of buckets. */
  static final long SEED = 0;

  AggregateSettings {
    RunSettings.atLeastOne("workers", workers);
    RunSettings.atLeastOne("parameters", parameters);
    if (byzantine < 0) {
      throw new IllegalArgumentException("byzantine must be >= 0, got " + byzantine);
    }
    RuleName.parse(aggregator, workers, byzantine, SEED); // which says what it may be
  }

  /** Returns what {@code aggregator} names. */
  RobustRule rule() {
    return RuleName.parse(aggregator, workers, byzantine, SEED);
  }

  @Override
  public BenchEngine engine() {
    return BenchEngine.SPARK;
  }

  @Override
  public Map<String, Object> counts() {
    return Map.of("gradients", workers);
  }
}
