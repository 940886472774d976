package io.convoy.jobs.bench;

import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Section;
import io.convoy.jobs.settings.Setting;
import java.util.Map;

/** Everything {@code convoy bench nearest} is told. */
record NearestSettings(
    @Section("Workload")
        @Setting(
            help = "The number of rows that are scanned, uniform in the unit cube",
            label = "N",
            fallback = "262144",
            example = "1000000")
        long poolRows,
    @Setting(
            help = "The number of targets whose nearest rows are found, likewise",
            label = "M",
            fallback = "10000",
            example = "1000")
        int targets,
    @Setting(help = "The number of coordinates", label = "D", fallback = "128", example = "768")
        int poolDimension,
    @Setting(
            help = "How many rows are kept for every target",
            label = "K",
            fallback = "6",
            example = "30")
        int nearest,
    @Section("Measurement") Repeats measurement,
    @Section("Run") BenchOutput output)
    implements BenchSettings {

  /** Of all coordinates. */
  static final long SEED = 0;

  NearestSettings {
    RunSettings.atLeastOne("targets", targets);
    RunSettings.atLeastOne("pool-dimension", poolDimension);
    RunSettings.atLeastOne("nearest", nearest);
    if (poolRows < nearest || poolRows > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "pool-rows must be from nearest, "
              + nearest
              + ", to "
              + Integer.MAX_VALUE
              + ", got "
              + poolRows);
    }
  }

  @Override
  public BenchEngine engine() {
    return BenchEngine.MEMORY;
  }

  @Override
  public Map<String, Object> counts() {
    return Map.of("pool", (int) poolRows, "target", targets);
  }
}
