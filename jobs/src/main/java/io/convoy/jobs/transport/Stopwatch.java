package io.convoy.jobs.transport;

import java.util.LinkedHashMap;
import java.util.Map;

/** Seconds by phase of one run. */
final class Stopwatch {

  private final long began = System.nanoTime();
  private final Map<String, Double> laps = new LinkedHashMap<>();
  private long last = began;

  /** Ends the current phase and calls it {@code phase}. */
  void lap(String phase) {
    long now = System.nanoTime();
    laps.put(phase, (now - last) / 1e9);
    last = now;
  }

  /** Returns the seconds since the run began. */
  double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  /** Returns the phases that are over, in order. */
  Map<String, Double> laps() {
    return new LinkedHashMap<>(laps);
  }
}
