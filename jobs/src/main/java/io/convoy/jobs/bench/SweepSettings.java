package io.convoy.jobs.bench;

import io.convoy.geometry.GroundCost;
import io.convoy.jobs.settings.Section;
import java.util.Map;

/** Everything {@code convoy bench sweep} is told. */
record SweepSettings(
    @Section("Workload") Workload workload,
    @Section("Measurement") Repeats measurement,
    @Section("Run") Sweepers sweepers,
    BenchOutput output)
    implements BenchSettings {

  SweepSettings {
    GroundCost cost = workload.cost();
    if (workload.clouds() != CloudShape.EQUAL
        && !cost.equals(GroundCost.SQUARED_EUCLIDEAN)
        && !cost.equals(GroundCost.INNER_PRODUCT)) {
      throw new IllegalArgumentException(
          "clouds must be equal for the cost "
              + cost
              + ", whose potentials between "
              + workload.clouds()
              + " clouds have no closed form, got "
              + workload.clouds());
    }
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
