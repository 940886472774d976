package io.convoy.jobs.settings;

import java.util.Optional;

/**
 * A table with one column per node and one row per time.
 *
 * @param lags earlier values in a row's features
 * @param labels a table of the same form that says which values are known incidents
 */
public record WideLayout(int lags, Optional<TableSettings> labels) {

  public WideLayout {
    if (lags < 0) {
      throw new IllegalArgumentException("lags must be >= 0, got " + lags);
    }
  }
}
