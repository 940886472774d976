package io.convoy.jobs.lasso;

import io.convoy.network.EdgePenalty;

/** What a difference along an edge costs, as users name it. */
record Penalty(EdgePenalty rule) {

  /**
   * Returns the penalty of a name such as {@code log:0.01}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Penalty parse(String text) {
    String[] parts = text.split(":", 2);
    return new Penalty(
        switch (parts[0]) {
          case "norm" -> new EdgePenalty.Norm();
          case "absolute" -> new EdgePenalty.Absolute();
          case "laplacian" -> new EdgePenalty.Laplacian();
          case "log" -> new EdgePenalty.Log(Objective.number(text, parts));
          default ->
              throw new IllegalArgumentException(
                  "penalty must be one of norm, absolute, laplacian, log:SCALE, got '"
                      + text
                      + "'");
        });
  }

  /** Returns whether nodes become the same, not single parameters or none. */
  boolean fusesNodes() {
    return rule instanceof EdgePenalty.Norm || rule instanceof EdgePenalty.Log;
  }
}
