package io.convoy.jobs.work;

import java.util.LinkedHashMap;
import java.util.Map;

/** Seconds by phase of one run. */
public final class Stopwatch {

  private final long began = System.nanoTime();
  private final Map<String, Double> laps = new LinkedHashMap<>();
  private long last = began;

  /** Ends the current phase and calls it {@code phase}. */
  public void lap(String phase) {
    long now = System.nanoTime();
    laps.put(phase, (now - last) / 1e9);
    last = now;
  }

  /** Returns the seconds since the run began. */
  public double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  /** Returns the phases that are over, in order. */
  public Map<String, Double> laps() {
    return new LinkedHashMap<>(laps);
  }
}
