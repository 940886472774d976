package io.convoy.jobs.bench;

import io.convoy.jobs.settings.Concern;
import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Section;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import java.util.Map;

/**
 * Everything {@code convoy bench transport} is told.
 *
 * @param tolerance largest L1 marginal error that counts as solved, {@code > 0}
 * @param maxIterations {@code >= 1}; part of the problem, for it changes what is measured
 * @param warm whether a solve that is not timed goes before
 */
record SolveSettings(
    @Section("Workload") Workload workload,
    @Section("Measurement") @Shared double tolerance,
    @Setting(help = "Stops after this many", label = "N", fallback = "1000", example = "50")
        int maxIterations,
    @Setting(
            help = "Solves once before the solve that is timed",
            fallback = "off",
            bare = "on",
            concern = Concern.EXECUTION)
        boolean warm,
    @Section("Run") Sweepers sweepers,
    BenchOutput output)
    implements BenchSettings {

  SolveSettings {
    if (!(tolerance > 0) || Double.isInfinite(tolerance)) {
      throw new IllegalArgumentException("tolerance must be > 0 and finite, got " + tolerance);
    }
    RunSettings.atLeastOne("max-iterations", maxIterations);
  }

  @Override
  public BenchEngine engine() {
    return sweepers.engine();
  }

  @Override
  public Map<String, Object> counts() {
    return workload.counts();
  }
}
