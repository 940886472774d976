package io.convoy.jobs.bench;

import java.util.Map;

/** What every benchmark is told beside its workload. */
public interface BenchSettings {

  /** Returns where the report goes. */
  BenchOutput output();

  /** Returns what is measured. */
  BenchEngine engine();

  /** Returns what is computed with, counted, by name. */
  Map<String, Object> counts();
}
